import assert from "node:assert/strict";
import type { Conclusion } from "../../command/forecast/conclude";
import { forecastProgram } from "../../command/forecast/conclude";
import type { ProgramResource, WantedImport } from "../../command/program/program";

const NOW = Date.parse("2026-12-01T12:00:00Z");

const wave = (name: string, sessions: object, more: Partial<ProgramResource> = {}): ProgramResource => ({
  ...{ kind: "ImportWave", urn: "urn:pulumi:prod::shop::t::w", name, inputs: { sessions } },
  ...more,
});
const importsOf = ({ name, inputs }: ProgramResource): readonly WantedImport[] =>
  Object.entries(inputs.sessions as Readonly<Record<string, object>>).map(([key, own]) => ({
    label: `${name}/${key}`,
    inputs: { name: key, ...own } as unknown as WantedImport["inputs"],
  }));
const forecastOf = (resource: ProgramResource, play: Partial<Conclusion> = {}) =>
  forecastProgram(
    { resource, imports: importsOf(resource), reasonOf: () => ({}) },
    { array: "berlin", now: NOW, sessions: [], histories: [], hasEnded: true, ...play },
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
