import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Attempt } from "../../../tools/engine/contract";
import { FakeMachine } from "../engine/fakeMachine";
import { load } from "../load";

type Lane = { readonly name: string; readonly node: string };
type Found = { readonly modules: string; readonly node: string } | { readonly reason: string };

/** Installs in an instant what the lock file names, a Node among it; the file `installs` gets a line for each time. */
const fakeNpm = (folder: string) => `
  echo "$@" >> "${folder}/installs"
  mkdir -p node_modules/node-${process.platform}-${process.arch}/bin
  cp package-lock.json node_modules/.package-lock.json
  node=node_modules/node-${process.platform}-${process.arch}/bin/node
  printf '#!/bin/sh\\n' > $node && chmod +x $node`;

describe("the packages of a lane", () => {
  let machine: FakeMachine;
  let said: string[];
  beforeEach(() => {
    machine = new FakeMachine();
    said = [];
  });
  afterEach(() => machine.remove());

  const find = async (): Promise<Found> => {
    const { lanePackages } = await load<{ lanePackages(lane: Lane, attempt: Attempt): Promise<Found> }>(
      "lanes/packages.mjs",
    );
    const { lanes } = await load<{ lanes: { newest: Lane } }>("lanes/lanes.mjs");
    const attempt = { env: machine.env, signal: new AbortController().signal, log: (line: string) => said.push(line) };
    return lanePackages(lanes.newest, attempt);
  };
  const found = async (): Promise<{ modules: string; node: string }> => {
    const packages = await find();
    assert.ok("modules" in packages, JSON.stringify(packages));
    return packages;
  };
  const installs = () => readFileSync(join(machine.folder, "installs"), "utf8").trim().split("\n");
  const cached = () => readdirSync(join(machine.caches, "pulumi-powerstore-import", "lanes"));

  it("are installed once, outside of the checkout, by the lock file and without scripts", async () => {
    machine.addProgram("npm", fakeNpm(machine.folder));
    const first = await found();
    assert.ok(first.modules.startsWith(machine.caches));
    assert.ok(existsSync(first.node));
    assert.match(said.join(), /lane "newest": installing Node 24\.\S+ and @pulumi\/pulumi 3\.\S+, once/);

    assert.deepEqual(await found(), first);

    assert.equal(installs().length, 1);
    assert.match(String(installs()[0]), /^ci .*--ignore-scripts/);
    assert.equal(cached().length, 1, "no lock and no temporary folder are left");
  });

  it("are installed again where the lane's Node is gone", async () => {
    machine.addProgram("npm", fakeNpm(machine.folder));
    rmSync((await found()).node);
    await found();
    assert.equal(installs().length, 2);
  });

  const failures = [
    {
      name: "npm fails",
      npm: 'echo "npm error network" >&2; exit 7',
      reason: /npm ci .* exit code 7: npm error network/,
    },
    { name: "npm installs nothing", npm: "exit 0", reason: /npm ci left packages are missing/ },
    {
      name: "there is no Node for this machine",
      npm: "mkdir node_modules; cp package-lock.json node_modules/.package-lock.json",
      reason: /npm ci left no Node for /,
    },
  ];
  for (const { name, npm, reason } of failures) {
    it(`are not to be had if ${name}: it says so, and leaves nothing in the cache`, async () => {
      machine.addProgram("npm", npm);
      const packages = await find();
      assert.match("reason" in packages ? packages.reason : "", reason);
      assert.deepEqual(cached(), []);
    });
  }
});
