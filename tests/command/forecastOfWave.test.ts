import assert from "node:assert/strict";
import type { Conclusion } from "../../command/forecast/conclude";
import { forecastProgram } from "../../command/forecast/conclude";
import type { Traces } from "../../command/program/goneAndDone";
import type { ProgramResource, WantedImport } from "../../command/program/program";

const NOW = Date.parse("2026-12-01T12:00:00Z");

const wave = (name: string, sessions: object, more: Partial<ProgramResource> = {}): ProgramResource => ({
  ...{ kind: "ImportWave", urn: "urn:pulumi:prod::shop::t::w", name, inputs: { sessions } },
  ...more,
});
const noTraces: Traces = { criteria: undefined, volumeIds: new Set() };
const bare: Conclusion = {
  ...{ array: "berlin", now: NOW, sessions: [], histories: [], hasEnded: true },
  tracesOf: () => noTraces,
};

type Played = Parameters<typeof forecastProgram>[0]["played"];
const importsOf = ({ name, inputs }: ProgramResource): readonly WantedImport[] =>
  Object.entries(inputs.sessions as Readonly<Record<string, object>>).map(([key, own]) => ({
    label: `${name}/${key}`,
    inputs: { name: key, ...own } as unknown as WantedImport["inputs"],
  }));
const forecastOf = (resource: ProgramResource, play: Partial<Conclusion> = {}, played: Played = new Map()) =>
  forecastProgram(
    { resource, imports: importsOf(resource), played, reasonOf: () => ({ failure: "the array refuses it" }) },
    { ...bare, ...play },
  ).imports;

describe("The forecast of a wave", () => {
  for (const name of ["night", "team/night"]) {
    it(`numbers those that wait by their priority, in a wave called ${name}`, () => {
      const forecast = forecastOf(wave(name, { "db/01": {}, "db/02": { priority: 5 } }));
      assert.deepEqual(
        forecast.map(({ wavePlace }) => wavePlace),
        [2, 1],
      );
    });
  }

  const present = (state: string) => [{ id: "s-1", name: "db-01", state }] as unknown as Conclusion["sessions"];
  const historyOf = (id: string, state: string, isGone: boolean) => ({
    ...{ id, name: "db-01", sourceResourceId: "v-1", parentSessionId: undefined },
    ...{ state, isGone, reached: new Map([[state, NOW + 3600_000]]) },
  });

  it("goes by the session that the play has begun in the place of one that failed", () => {
    const histories = [
      historyOf("s-1", "Failed", true),
      historyOf("s-2", "Ready_For_Cutover", false),
      { ...historyOf("s-3", "Paused", false), name: "DB-01" },
    ];
    const played: Played = new Map([["night/db-01", { id: "s-2", state: "Copy_In_Progress" }]]);
    const [one] = forecastOf(wave("night", { "db-01": {} }), { sessions: present("Failed"), histories }, played);
    assert.deepEqual(
      [one?.state, one?.outcome, one?.endState, one?.endsAt],
      ["Failed", "ready", "Ready_For_Cutover", "2026-12-01T13:00:00.000Z"],
    );
  });

  it("says why the new one cannot begin where the failed one has made room for it", () => {
    const histories = [historyOf("s-1", "Failed", true)];
    const [one] = forecastOf(wave("night", { "db-01": {} }), { sessions: present("Failed"), histories });
    assert.deepEqual(
      [one?.state, one?.outcome, one?.endState, one?.todo],
      ["Failed", "stands", "Not_Started", "the array refuses it"],
    );
  });

  it("goes by the array where the play had to leave its session out", () => {
    const played: Played = new Map([["night/db-01", { id: "s-1", state: "Copy_In_Progress" }]]);
    const [one] = forecastOf(wave("night", { "db-01": {} }), { sessions: present("Cleanup_Required") }, played);
    assert.deepEqual([one?.state, one?.outcome, one?.endState], ["Cleanup_Required", "failed", "Cleanup_Required"]);
  });

  for (const { state, outcome, endState } of [
    { state: "Import_Completed", outcome: "completed", endState: "Import_Completed" },
    { state: "Copy_In_Progress", outcome: "stands", endState: "Not_Started" },
    { state: "Teleporting", outcome: "stands", endState: "Not_Started" },
  ]) {
    it(`knows of a session that is gone and was recorded as ${state}: ${outcome}`, () => {
      const played: Played = new Map([["night/db-01", { id: "s-1", state }]]);
      const [one] = forecastOf(wave("night", { "db-01": {} }), {}, played);
      assert.deepEqual([one?.state, one?.outcome, one?.endState], [endState, outcome, endState]);
    });
  }

  it("numbers nobody whose session is recorded, whether the array still has it or not", () => {
    const resource = wave("night", { "db-01": {}, "db-02": {} });
    const [first, ...others] = importsOf(resource);
    const imports = first ? [{ ...first, sessionId: "s-1" }, ...others] : [];
    const forecast = forecastProgram({ resource, imports, played: new Map(), reasonOf: () => ({}) }, bare);
    assert.deepEqual(
      forecast.imports.map(({ wavePlace }) => wavePlace),
      [undefined, 1],
    );
  });

  const copyWindows = [{ schedule: "0 22 * * *", duration: "8h", timeZone: "UTC" }];
  const missed = (ignored: readonly string[]) => {
    const copied = NOW + 2 * 86_400_000;
    const history = { id: "s-1", name: "db-01", sourceResourceId: "v-1", parentSessionId: undefined };
    const reached = new Map([["Ready_For_Cutover", copied]]);
    const histories = [{ ...history, state: "Ready_For_Cutover", reached }];
    const [forecast] = forecastOf(wave("night", { "db-01": { copyWindows } }, { ignored }), { histories });
    return forecast?.missed.map(({ list }) => list);
  };

  it("tells which windows of the copy are missed", () => {
    assert.deepEqual(missed([]), ["copyWindows"]);
    assert.deepEqual(missed(['sessions["db-02"].paused']), ["copyWindows"]);
  });

  it("tells of none where ignoreChanges leaves the pause to whoever is at the array", () => {
    assert.deepEqual(missed(['sessions["db-01"].paused']), []);
    assert.deepEqual(missed(["paused"]), []);
  });
});
