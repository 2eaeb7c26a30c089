import assert from "node:assert/strict";
import { systemClock } from "../../../../provider/clock";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import { diffImportSession } from "../../../../provider/lifecycle/importSession/act/diff";
import type { ArrayAccess, RawInputs } from "../../../../provider/lifecycle/operation/handler";
import { ConfigurationError } from "../../../../provider/lifecycle/operation/lifecycleErrors";
import { UNKNOWN } from "../../../../provider/lifecycle/operation/unknown";
import type { Stage } from "./stage";
import { openStage, readyVolume, URN } from "./stage";

const scheduledTimestamp = "2026-03-01T00:00:00Z";

describe("A diff of a preview", () => {
  let stage: Stage;
  let program: RawInputs;
  /** The profiles that the diff asked for. */
  let asked: (string | undefined)[];

  beforeEach(async () => {
    stage = await openStage({ setUpSeconds: 0 });
    program = readyVolume(stage.simulator);
    asked = [];
  });
  afterEach(() => stage.close());

  const arrayOf = (profile?: string): ArrayAccess => {
    asked.push(profile);
    if (profile !== undefined && profile !== "east") throw new ConfigurationError(`no profile ${String(profile)}`);
    return stage.array;
  };

  const diff = (change: RawInputs) => {
    const { recorded } = stage;
    assert.ok(recorded);
    const run = new EngineRun();
    run.checked(URN, true, { exact: [], likely: [] });
    return diffImportSession(
      recorded.id,
      recorded.outputs,
      { ...recorded.inputs, ...change },
      {
        run,
        array: arrayOf,
        clock: systemClock,
        signal: new AbortController().signal,
        settings: stage.settings,
        urn: URN,
        report: { warning: () => undefined, info: () => undefined, progress: () => undefined },
      },
    );
  };

  it("says nothing of an open goal as long as an input is unknown: it may be what closes the goal", async () => {
    await stage.up({ ...program, scheduledTimestamp });
    await stage.up({ ...program, scheduledTimestamp, paused: true });
    assert.deepEqual((await diff({})).changed, ["paused"], "the wish is open");
    assert.deepEqual((await diff({ forceCancel: UNKNOWN })).changed, ["forceCancel"]);
  });

  it("asks the array of the recorded profile while the new one is unknown", async () => {
    await stage.up({ ...program, scheduledTimestamp, array: "east" });
    const { replaces } = await diff({ array: UNKNOWN, automaticCutover: true });
    assert.deepEqual(replaces, ["automaticCutover"]);
    assert.deepEqual(asked, ["east"]);
  });
});
