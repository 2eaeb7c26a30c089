import assert from "node:assert/strict";
import { FakeMachine } from "../engine/fakeMachine";
import { load } from "../load";

type Found = { part: { name: string; passed: boolean; detail: string }; note: string; prepared?: object };
type Context = { steps: { say(line: string): void }; signal: AbortSignal };
type FindSets = {
  findMachine(context: Context, env: NodeJS.ProcessEnv): Promise<Found>;
  findOther(context: Context, engine: undefined, env: NodeJS.ProcessEnv): Promise<Found>;
  findTerraform(context: Context, name: "terraform" | "tofu", env: NodeJS.ProcessEnv): Promise<Found>;
};

describe("what npm test runs on", () => {
  let machine: FakeMachine;
  beforeEach(() => {
    machine = new FakeMachine();
  });
  afterEach(() => machine.remove());

  const context = { steps: { say: () => undefined }, signal: new AbortController().signal };
  const find = async (which: "findMachine" | "findOther", env: NodeJS.ProcessEnv = {}): Promise<Found> => {
    const { findMachine, findOther } = await load<FindSets>("test/findSets.mjs");
    const all = { ...machine.env, ...env };
    return which === "findMachine" ? findMachine(context, all) : findOther(context, undefined, all);
  };
  const required = { POWERSTORE_IMPORT_REQUIRE_ENGINE: "1" };

  for (const [which, name] of [
    ["findMachine", "ENGINE"],
    ["findOther", 'LANE "NEWEST"'],
  ] as const) {
    it(`passes over a missing ${name.toLowerCase()} loudly, with every way that was tried`, async () => {
      const { part, note } = await find(which);
      assert.ok(part.passed);
      assert.ok(note.includes(`*** NO ${name}: its end-to-end tests were SKIPPED ***`), note);
      assert.match(note, /build from Go modules: no go on PATH/);
    });

    it(`fails without its ${name.toLowerCase()} where one is required`, async () => {
      const { part, note } = await find(which, required);
      assert.ok(!part.passed);
      assert.doesNotMatch(note, /SKIPPED/);
      assert.match(note, /build from Go modules: no go on PATH/);
    });
  }

  it("misses a lane whose engine is there and whose packages are not", async () => {
    machine.addGo();
    machine.addProgram("npm", 'echo "npm error no network" >&2; exit 1');
    const { part, note } = await find("findOther", required);
    assert.ok(!part.passed);
    assert.match(note, /npm ci .* no network/);
  });

  it("has a lane as soon as its engine and its packages are there", async () => {
    machine.addGo();
    const folder = `node_modules/node-${process.platform}-${process.arch}/bin`;
    machine.addProgram(
      "npm",
      `mkdir -p ${folder}; cp package-lock.json node_modules/.package-lock.json; echo > ${folder}/node; chmod +x ${folder}/node`,
    );
    const { part, prepared } = await find("findOther", required);
    assert.ok(prepared);
    assert.match(part.detail, /^pulumi 3\.\d+\.\d+ \(built\), @pulumi\/pulumi 3\.\d+\.\d+, Node \d+/);
  });

  describe("for the provider for Terraform", () => {
    const findTerraform = async (name: "terraform" | "tofu", env: NodeJS.ProcessEnv = {}) =>
      (await load<FindSets>("test/findSets.mjs")).findTerraform(context, name, { ...machine.env, ...env });

    it("has what is on PATH", async () => {
      machine.addProgram("terraform", "echo Terraform v1.11.4");
      const { part, note } = await findTerraform("terraform", required);
      assert.deepEqual([part.name, part.passed, part.detail, note], ["Terraform", true, "1.11.4 (PATH)", ""]);
    });

    it("passes over a missing one loudly", async () => {
      for (const [name, title] of [
        ["terraform", "TERRAFORM"],
        ["tofu", "OPENTOFU"],
      ] as const) {
        const { part, note } = await findTerraform(name);
        assert.ok(part.passed);
        assert.ok(note.includes(`*** NO ${title}: its end-to-end tests were SKIPPED ***`), note);
        assert.match(note, new RegExp(`no ${name} on PATH`));
      }
    });

    it("fails without OpenTofu where engines are required, for it can be built everywhere, and not without Terraform", async () => {
      const { part, note } = await findTerraform("tofu", required);
      assert.ok(!part.passed);
      assert.match(note, /no tofu on PATH; nothing in .*; no go on PATH/);
      const terraform = await findTerraform("terraform", required);
      assert.ok(terraform.part.passed);
      assert.match(terraform.note, /NO TERRAFORM: .* SKIPPED/);
    });
  });
});
