import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "../load";

type Call = { call: string; expected: "answer" | "refusal" | "none"; isAsExpected: boolean; detail: string };
type Driven = { calls: readonly Call[]; problem?: string };
type Client = { name: string; title: string };
type Table = { describeClient(client: Client, driven: Driven): string; isGood(driven: Driven): boolean };

const answered: Call = { call: "get", expected: "answer", isAsExpected: true, detail: "" };
const beyond: Call = { call: "clone", expected: "none", isAsExpected: true, detail: "404" };

describe("what came of a client's calls", () => {
  let table: Table;
  let clients: readonly Client[];
  before(async () => {
    table = await load<Table>("clients/table.mjs");
    ({ clients } = await load<{ clients: readonly Client[] }>("clients/clients.mjs"));
  });

  const cases: readonly { name: string; driven: Driven; isGood: boolean }[] = [
    { name: "all claimed calls are answered", driven: { calls: [answered, beyond] }, isGood: true },
    {
      name: "a claimed call fails",
      driven: { calls: [answered, { ...answered, isAsExpected: false }] },
      isGood: false,
    },
    {
      name: "what should be refused is answered",
      driven: { calls: [{ ...answered, expected: "refusal", isAsExpected: false }] },
      isGood: false,
    },
    { name: "the driver breaks off", driven: { calls: [answered], problem: "exit code 1" }, isGood: false },
    { name: "the driver says nothing", driven: { calls: [] }, isGood: false },
  ];
  for (const { name, driven, isGood } of cases) {
    it(`is ${isGood ? "good" : "a failure"} when ${name}`, () => assert.equal(table.isGood(driven), isGood));
  }

  it("shows each call with its outcome, and counts the claimed ones", () => {
    const failed: Call = { call: "create", expected: "answer", isAsExpected: false, detail: "400 no" };
    const text = table.describeClient({ name: "x", title: "A client 1.0" }, { calls: [answered, failed, beyond] });
    assert.ok(text.includes("get     ok"), text);
    assert.ok(text.includes("create  FAILED: 400 no"), text);
    assert.ok(text.includes("clone   not claimed: 404"), text);
    assert.ok(text.includes("1 of 2 claimed calls as they should be; 1 beyond the claims"), text);
  });

  it("is told in the documentation for the versions that are pinned", () => {
    const page = readFileSync(join(__dirname, "../../../docs/simulator-clients.md"), "utf8");
    assert.equal(clients.length, 3);
    for (const { title } of clients) {
      const [, name = "", version = ""] = /(\w+)(?:==| v)([\d.]+)$/.exec(title) ?? [];
      assert.match(page, new RegExp(`${name}\` ${version.replaceAll(".", "\\.")} \\|`), title);
    }
  });
});
