import assert from "node:assert/strict";
import type { Stage } from "./stage";
import { openStage } from "./stage";

const volume = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-vol-01" };

/** The engine's calls for a replacement that is not one any more: the entry is down as one whose old session goes. */
const takenBack = ["recorded check", "diff", "check", "create"] as const;

describe("A replacement that was taken back", () => {
  let stage: Stage;
  afterEach(() => stage.close());

  for (const name of [undefined, "chosen"]) {
    for (const state of ["Cancel_In_Progress", "Cleanup_In_Progress"] as const) {
      it(`imports anew what is being undone, and does not say that it goes on: ${state}, ${name ?? "a generated name"}`, async () => {
        stage = await openStage();
        const program = { ...volume, ...(name && { name }) };
        await stage.up(program);
        const id = String(stage.recorded?.id);
        const { world } = stage.simulator;
        world.forceState(id, state);
        let looks = 0;
        stage.between = (request, pass) => {
          if (++looks === 12 && world.row("import_session", id)?.state === state) world.forceState(id, "Cancelled");
          return pass(request);
        };
        await stage.replace(program, takenBack);
        assert.notEqual(stage.recorded?.id, id);
        assert.equal(stage.recorded?.outputs.state, "Copy_In_Progress");
        assert.doesNotMatch(stage.warnings.join("\n"), /it goes on/);
      });
    }
  }

  it("takes again what copies", async () => {
    stage = await openStage();
    await stage.up(volume);
    const id = stage.recorded?.id;
    await stage.replace(volume, takenBack);
    assert.equal(stage.recorded?.id, id);
    assert.match(stage.warnings.join("\n"), /nothing in the program replaces it any more: it goes on/);
  });
});
