import assert from "node:assert/strict";
import { Table } from "../../simulator/src/world/array/table";
import { openPluginStage, source } from "../provider/plugin/pluginStage";
import { load } from "./load";

type Crossed = { readonly toWire: readonly string[]; readonly toTable: readonly string[] };
type Plugin = { readonly openPluginStage: typeof openPluginStage; readonly source: typeof source };
type Hops = { crossedFiles(plugin: Plugin, simulator: { readonly Table: typeof Table }): Promise<Crossed> };

describe("A reader who follows a call", () => {
  let crossed: Crossed;
  before(async () => {
    crossed = await (await load<Hops>("hops/crossed.mjs")).crossedFiles({ openPluginStage, source }, { Table });
  });

  const ways: [way: string, at: keyof Crossed, most: number, ends: readonly [string, string]][] = [
    [
      "from Update to the request on the wire",
      "toWire",
      12,
      ["provider/powerstore/http/transport.ts", "provider/plugin/calls/resource.ts"],
    ],
    [
      "from the simulator's socket to the table of sessions",
      "toTable",
      9,
      ["simulator/src/world/session/moves.ts", "simulator/src/server/server.ts"],
    ],
  ];
  for (const [way, at, most, ends] of ways) {
    it(`crosses ${most} files at most ${way}`, () => {
      const files = crossed[at];
      for (const end of ends) assert.ok(files.includes(end), `${end} is on the way: ${files.join(", ")}`);
      assert.ok(files.length <= most, `${files.length}: ${files.join(", ")}`);
    });
  }
});
