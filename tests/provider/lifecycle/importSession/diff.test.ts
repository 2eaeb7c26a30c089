import assert from "node:assert/strict";
import { systemClock } from "../../../../provider/clock";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import { diffImportSession } from "../../../../provider/lifecycle/importSession/act/diff";
import type { ImportSessionOutputs } from "../../../../provider/lifecycle/importSession/inputs/outputs";
import type { ArrayAccess, RawInputs } from "../../../../provider/lifecycle/operation/handler";
import { ConfigurationError } from "../../../../provider/lifecycle/operation/lifecycleErrors";
import { UNKNOWN } from "../../../../provider/lifecycle/operation/unknown";
import type { Between } from "../simulatedArray";
import type { Stage } from "./stage";
import { openStage, readyVolume, URN } from "./stage";

const scheduledTimestamp = "2026-03-01T00:00:00Z";

describe("A diff of a preview", () => {
  let stage: Stage;
  let program: RawInputs;
  /** The profiles that the diff asked for. */
  let asked: (string | undefined)[];
  let warnings: string[];

  beforeEach(async () => {
    stage = await openStage({ setUpSeconds: 0 });
    program = readyVolume(stage.simulator);
    asked = [];
    warnings = [];
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
        report: { warning: (text) => warnings.push(text), info: () => undefined, progress: () => undefined },
      },
    );
  };

  it("says nothing of an open goal as long as an input is unknown that may be what closes the goal", async () => {
    await stage.up({ ...program, scheduledTimestamp });
    await stage.up({ ...program, scheduledTimestamp, paused: true });
    assert.deepEqual((await diff({})).changed, ["paused"], "the wish is open");
    assert.deepEqual((await diff({ waitFor: UNKNOWN })).changed, ["waitFor"]);
    assert.deepEqual((await diff({ forceCancel: UNKNOWN })).changed, ["forceCancel", "paused"], "it cannot close it");
  });

  for (const name of ["description", "forceCancel", "hostsOnSource", "protectionPolicyId"]) {
    it(`tells of the cut-over that the run makes, also where ${name} is not known yet, which has no say in it`, async () => {
      const cutting = { ...program, advanceTo: "Import_Completed" };
      await stage.up(cutting);
      stage.simulator.advance(30 * 86_400);
      await stage.refresh();
      assert.equal(stage.recorded?.outputs.state, "Ready_For_Cutover");
      stage.infos.splice(0);
      await stage.preview({ ...cutting, [name]: UNKNOWN });
      assert.match(stage.infos.join("\n"), /this run will pass the gate \(cutover\)/);
    });
  }

  it("does not call a pause that is not known yet one that keeps a cut-over", async () => {
    await stage.up(program);
    stage.simulator.advance(30 * 86_400);
    await stage.refresh();
    stage.warnings.splice(0);
    await stage.preview({ ...program, advanceTo: "Import_Completed", paused: UNKNOWN });
    assert.doesNotMatch(stage.warnings.join("\n"), /passes no gate/);
  });

  it("asks the array of the recorded profile while the new one is unknown", async () => {
    await stage.up({ ...program, scheduledTimestamp, array: "east" });
    const { replaces } = await diff({ array: UNKNOWN, automaticCutover: true });
    assert.deepEqual(replaces, ["automaticCutover"]);
    assert.deepEqual(asked, ["east"]);
  });

  describe("of what cannot be is an update with a warning, for an error would end the run of all others:", () => {
    const unavailable: Between = async () => ({ status: 503, headers: new Headers(), text: "" });
    const unreachable: Between = async () => {
      throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    };
    const record = (outputs: Partial<ImportSessionOutputs>) => {
      const { recorded } = stage;
      assert.ok(recorded);
      stage.recorded = { ...recorded, outputs: { ...recorded.outputs, ...outputs } };
    };
    const cases: [reason: string, change: RawInputs, warning: RegExp, before?: () => void][] = [
      ["a create-only change of a copy", { automaticCutover: true }, /would throw this import away/],
      ["another source for a copy", { sourceResourceId: "unity-01-vol-99" }, /would throw this import away/],
      ["a name that no longer resolves", { remoteSystemId: "name:Nowhere" }, /no remote_system has this name/],
      ["a profile that is not there", { array: "west", automaticCutover: true }, /no profile west/],
      [
        "a session that somebody has cancelled",
        {},
        /was Cancelled on the array/,
        () => {
          stage.simulator.world.forceState(stage.recorded?.id ?? "", "Cancelled");
          record({ state: "Cancelled" });
        },
      ],
      [
        "an array that answers 503 to the live read",
        { automaticCutover: true },
        /503/,
        () => {
          stage.between = (request, pass) =>
            (request.url.includes("/import_session/") ? unavailable : pass)(request, pass);
        },
      ],
      [
        "an array out of reach",
        { automaticCutover: true },
        /the connection broke/,
        () => {
          stage.between = unreachable;
        },
      ],
      [
        "another cluster behind the endpoint",
        { automaticCutover: true },
        /it belongs to cluster PS-other/,
        () => {
          record({ clusterId: "PS-other" });
        },
      ],
    ];
    for (const [reason, change, warning, before] of cases) {
      it(reason, async () => {
        await stage.up(program);
        before?.();
        stage.simulator.clearJournal();
        const { changes, replaces, changed } = await diff(change);
        assert.deepEqual({ changes, replaces }, { changes: true, replaces: [] });
        assert.deepEqual(
          [...changed].sort(),
          Object.keys(change).length > 0 ? Object.keys(change).sort() : ["waitFor"],
        );
        assert.match(warnings.join("\n"), warning);
        assert.match(warnings.join("\n"), /\. The update will fail for this reason; nothing is sent to the array\./);
        assert.deepEqual(stage.changes(), []);
      });
    }
  });
});
