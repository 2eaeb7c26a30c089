import assert from "node:assert/strict";
import type { TransportAnswer } from "../../../../provider/powerstore/http/contract";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

const refusal: TransportAnswer = {
  status: 400,
  headers: new Headers({ "content-type": "application/json" }),
  text: JSON.stringify({ messages: [{ code: "0xE0404003000A", message_l10n: "Column does not exist." }] }),
};

/** Columns that no operation needs; a newer PowerStore may have dropped each. */
const columns = ["description", "average_transfer_rate", "global_storage_discovery_address", "last_update_timestamp"];

describe("A newer PowerStore that no longer has a column", () => {
  let stage: Stage;
  let refused: number;
  beforeEach(async () => {
    stage = await openStage();
    refused = 0;
  });
  afterEach(() => stage.close());

  it("costs two more reads in a wait, and not one for each look, where it is the one that says what a session imports", async () => {
    const program = { ...readyVolume(stage.simulator), waitFor: "Ready_For_Cutover" };
    const readsOfWait = async () => {
      stage.simulator.clearJournal();
      await stage.up(program);
      const reads = stage.simulator.journal().entries.filter(({ path }) => /\/import_session[/?]/.test(path));
      await stage.destroy();
      stage.restart();
      return reads.filter(({ method }) => method === "GET").length;
    };
    const before = await readsOfWait();
    assert.ok(before > 20, `${before} looks`);
    stage.between = async (request, pass) => {
      const { pathname, searchParams } = new URL(request.url);
      if (request.method !== "GET" || !pathname.includes("/import_session")) return pass(request);
      if (searchParams.get("select")?.split(",").includes("source_resource_id")) return refusal;
      const answer = await pass(request);
      return { ...answer, text: answer.text.replace(/"source_resource_id":"[^"]*",?/g, "") };
    };
    const after = await readsOfWait();
    // The refused one never gets to the array; one look is taken twice.
    assert.ok(after <= before + 2, `${after} reads, ${before} with the column`);
  });

  for (const column of columns) {
    it(`is imported into, paused, read and cleared as before: ${column}`, async () => {
      stage.between = async (request, pass) => {
        const isAsked = new URL(request.url).searchParams.get("select")?.split(",").includes(column);
        if (!isAsked) return pass(request);
        refused++;
        return refusal;
      };
      const program = readyVolume(stage.simulator);
      assert.equal(await stage.up(program), "created");
      assert.equal(await stage.up({ ...program, paused: true }), "updated");
      assert.equal(stage.session().state, "Paused");
      assert.equal(await stage.refresh(), "unchanged");
      await stage.destroy();
      assert.deepEqual(stage.simulator.world.rows("import_session"), []);
      assert.deepEqual(stage.warnings, []);
      assert.equal(refused, 1);
    });
  }
});
