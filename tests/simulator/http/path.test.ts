import assert from "node:assert/strict";
import { join, relative } from "node:path";
import { Table } from "../../../simulator/src/world/array/table";
import { connect } from "./client";
import { useSimulator } from "./useSimulator";

const source = join(__dirname, "..", "..", "..", "simulator", "src");

/** The files of the simulator on the stack, from the socket down, each once. */
function filesOf(stack = ""): readonly string[] {
  const files = [...stack.matchAll(/\(?(?:file:\/\/)?(\/[^():]*\.[jt]s):\d+/g)].map(([, file = ""]) =>
    relative(source, file),
  );
  return [...new Set(files.filter((file) => !file.startsWith("..")).reverse())];
}

describe("the way of a POST /import_session from the socket to the table of sessions", () => {
  const simulator = useSimulator();
  const { put } = Table.prototype;
  const { stackTraceLimit } = Error;
  afterEach(() => {
    Table.prototype.put = put;
    Error.stackTraceLimit = stackTraceLimit;
  });

  it("leads through nine files at most, each with a reason of its own", async () => {
    const ask = await connect(simulator());
    let way: readonly string[] = [];
    Error.stackTraceLimit = 100;
    Table.prototype.put = function (this: Table<never>, record: never) {
      if (way.length === 0 && "source_resource_id" in (record as object)) way = filesOf(new Error("here").stack);
      put.call(this, record);
    };
    const body = { name: "s", remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01" };
    assert.equal((await ask("POST", "/import_session", body)).status, 201);
    if (process.env.PRINT_WAY !== undefined) console.log(way);
    assert.equal(way[0], "server/server.ts");
    assert.ok(way.includes("world/session/create.ts"), way.join(" "));
    assert.ok(way.length + 1 <= 9, `${way.join(" ")} world/array/table.ts`);
  });
});
