import assert from "node:assert/strict";
import type { Answered } from "../../../command/arrays/openArrays";
import { twinsAmong, withoutTwins } from "../../../command/arrays/twins";
import type { Fleet } from "../../../command/fleet/observeFleet";
import { placeOf } from "../../../command/program/placement";
import { changesBetween } from "../../../command/watch/changes";
import type { ImportSessionInputs } from "../../../provider/lifecycle/importSession/inputs/inputs";
import { sessionView } from "../sessions/sessions";
import { importInputs } from "../stack/stacks";

const answer = (name: string, clusterId?: string): Answered<{ readonly clusterId?: string }> => ({
  name,
  endpoint: `https://${name}`,
  answer: clusterId === undefined ? {} : { clusterId },
});
const silent = (name: string): Answered<{ readonly clusterId?: string }> => ({
  name,
  endpoint: `https://${name}`,
  failure: { message: "no answer", exitCode: 1 },
});

describe("Answers of arrays", () => {
  it("are those of the first connection to each, which knows the others", () => {
    const answers = [answer("a", "1"), answer("b", "2"), answer("c", "1"), answer("d", "1"), answer("e", "2")];
    assert.deepEqual(
      withoutTwins(answers).map(({ name }) => name),
      ["a", "b"],
    );
    assert.deepEqual(twinsAmong(withoutTwins(answers)), [
      { name: "c", of: "a" },
      { name: "d", of: "a" },
      { name: "e", of: "b" },
    ]);
  });

  it("are all there where arrays do not answer, or do not tell their cluster", () => {
    const answers = [silent("a"), silent("b"), answer("c"), answer("d")];
    assert.deepEqual(withoutTwins(answers), answers);
  });

  it("are that of the other connection where the first one does not answer", () => {
    const answers = [silent("a"), answer("b", "1")];
    assert.deepEqual(withoutTwins(answers), answers);
  });
});

describe("An import that names a connection which was left out", () => {
  it("is on the array that it leads to", () => {
    const berlin = { name: "berlin", alsoNamed: ["again"], clusterId: "1", remoteSystems: [] };
    const paris = { name: "paris", clusterId: "2", remoteSystems: [] };
    const placed = (array: string) =>
      placeOf({ inputs: importInputs({ array }) as ImportSessionInputs }, [paris, berlin]);
    assert.deepEqual([placed("again"), placed("paris"), placed("rome")], [berlin, paris, undefined]);
  });
});

describe("A watch of an array by two connections", () => {
  it("calls no session gone where the first one answers at last, and the other is left out", () => {
    const fleet = (arrays: Fleet["arrays"], array: string): Fleet => ({
      ...{ at: 0, absent: [], elsewhere: [], waves: [], windows: [] },
      arrays,
      sessions: [sessionView({ array, id: "s-1" })],
    });
    const [berlin, again] = ["berlin", "again"].map((name) => ({ name, endpoint: `https://${name}` }));
    assert.ok(berlin && again);
    const failure = { message: "no answer", exitCode: 1 } as const;
    const before = fleet([{ ...berlin, failure }, again], "again");
    const now = fleet([{ ...berlin, alsoNamed: ["again"] }], "berlin");
    assert.deepEqual(changesBetween({ whole: before, shown: before }, { whole: now, shown: now }), []);
  });
});
