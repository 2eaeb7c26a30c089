import assert from "node:assert/strict";
import type { TransportAnswer } from "../../../../provider/powerstore/transport";
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
