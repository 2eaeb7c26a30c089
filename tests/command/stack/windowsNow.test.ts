import assert from "node:assert/strict";
import { filtered } from "../../../command/fleet/filter";
import { parseStackExport } from "../../../command/stack/stackResources";
import { windowsNow } from "../../../command/stack/windowsNow";
import { statusOf } from "../../../command/status/document";
import { statusPrometheus } from "../../../command/status/statusPrometheus";
import { exported, recordedSession, recordedWave } from "./stacks";

const NOW = Date.parse("2026-12-01T12:00:00Z");
const copyWindows = [{ schedule: "0 22 * * *", duration: "8h", timeZone: "UTC" }];

const session = (name: string) => ({ ...recordedSession("s-1", { copyWindows }), name });
const wave = recordedWave({}, { copyWindows });
type Owner = ReturnType<typeof recordedSession> | ReturnType<typeof recordedWave>;
const windowsOf = (...resources: readonly Owner[]) => windowsNow(parseStackExport(exported(...resources)), NOW);
const fleetWith = (windows: ReturnType<typeof windowsNow>) => ({
  ...{ at: NOW, arrays: [], sessions: [], absent: [], elsewhere: [], waves: ["night"] },
  windows,
});

describe("The windows of a stack", () => {
  it("are told by the names of their resources, and of a wave by its own as well", () => {
    assert.deepEqual(
      windowsOf(session("database"), wave).map(({ resource, wave }) => [resource, wave]),
      [
        ["database", undefined],
        ["night", "night"],
      ],
    );
  });

  it("are told apart where a session and a wave have the same name: a series twice spoils the whole page", () => {
    const page = statusPrometheus(statusOf(fleetWith(windowsOf(session("night"), wave))));
    const series = page.match(/^powerstore_import_window_open\{.*\}/gm) ?? [];
    assert.deepEqual([series.length, new Set(series).size], [2, 2]);
  });

  it("are a wave's where a wave is asked for, and no session's of the same name", () => {
    const { windows } = filtered(fleetWith(windowsOf(session("night"), wave)), { wave: ["night"] });
    assert.deepEqual(
      windows.map(({ wave, kind }) => [wave, kind]),
      [["night", "copyWindows"]],
    );
  });
});
