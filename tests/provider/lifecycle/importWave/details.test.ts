import assert from "node:assert/strict";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";
import { UNKNOWN } from "../../../../provider/lifecycle/operation/unknown";
import type { Stage } from "../arrayObject/stage";
import { openWaves, waveOf } from "./stage";

describe("The detailed diff of a wave", () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await openWaves(4);
  });
  afterEach(() => stage.close());

  /** `add sessions["db-01"]`, in the order of their paths. */
  async function details(program: RawInputs): Promise<readonly string[]> {
    const { details: found = [] } = await stage.preview(program);
    return found.map(({ kind, path }) => `${kind} ${path}`).toSorted();
  }

  const own = (input: RawInputs) => ({ "db-02": input });

  it("is empty where nothing changes", async () => {
    await stage.up(waveOf(stage, 2));
    assert.deepEqual(await details(waveOf(stage, 2)), []);
  });

  const cases: { what: string; before: RawInputs; after: RawInputs; expected: string }[] = [
    { what: "an input that it had", before: { paused: false }, after: { paused: true }, expected: "update paused" },
    { what: "an input that is new", before: {}, after: { paused: true }, expected: "add paused" },
    { what: "an input that is gone", before: { paused: true }, after: {}, expected: "delete paused" },
    {
      what: "the input of a goal that is still open",
      before: { waitFor: "None", advanceTo: "Import_Completed" },
      after: { waitFor: "Started", advanceTo: "Import_Completed" },
      expected: "update advanceTo",
    },
  ];
  for (const { what, before, after, expected } of cases) {
    it(`names ${what}, with its import: ${expected}`, async () => {
      await stage.up(waveOf(stage, 3, {}, own(before)));
      const [kind, name] = expected.split(" ");
      const shown = await details(waveOf(stage, 3, {}, own(after)));
      assert.ok(shown.includes(`${kind} sessions["db-02"].${name}`), shown.join("\n"));
      assert.ok(
        shown.every((detail) => detail.includes('sessions["db-02"].')),
        shown.join("\n"),
      );
    });
  }

  it("names imports that follow the wave by their source, which each of them has", async () => {
    await stage.up(waveOf(stage, 3, {}, own({ paused: false })));
    assert.deepEqual(await details(waveOf(stage, 3, { paused: true }, own({ paused: false }))), [
      'update sessions["db-01"].sourceResourceId',
      'update sessions["db-03"].sourceResourceId',
    ]);
  });

  it("adds an entry that is new, and deletes one that is gone", async () => {
    await stage.up(waveOf(stage, 2));
    const { "db-01": _, ...left } = waveOf(stage, 3).sessions as Record<string, object>;
    assert.deepEqual(await details({ ...waveOf(stage, 0), sessions: left }), [
      'add sessions["db-03"]',
      'delete sessions["db-01"]',
    ]);
  });

  it("names those that have their turn now, and of those that wait on the first one, whose place a run looks for", async () => {
    const program = waveOf(stage, 4, { maxActive: 2 });
    await stage.up(program);
    assert.deepEqual(await details(program), ['update sessions["db-03"].sourceResourceId']);
    assert.deepEqual(await details({ ...program, maxActive: 4 }), [
      'update sessions["db-03"].sourceResourceId',
      'update sessions["db-04"].sourceResourceId',
    ]);
  });

  it("updates an entry that is not known yet", async () => {
    const program = waveOf(stage, 2);
    await stage.up(program);
    const sessions = { ...program.sessions, "db-02": UNKNOWN };
    assert.deepEqual(await details({ ...program, sessions }), ['update sessions["db-02"]']);
  });

  it("counts a priority that is not known yet as none, of those that have yet to begin", async () => {
    await stage.up(waveOf(stage, 1));
    const priorities = { "db-02": { priority: UNKNOWN }, "db-03": { priority: -1 } };
    const program = waveOf(stage, 3, { maxActive: 2 }, priorities);
    assert.deepEqual(await details(program), ['add sessions["db-02"]', 'add sessions["db-03"]']);
    assert.match(stage.warnings.join("\n"), /This run begins 1: db-02; leaves 1 waiting for a place: db-03\./);
  });

  it("quotes keys, whatever is in them", async () => {
    const [first] = Object.values(waveOf(stage, 1).sessions);
    const keys = ['say "b"', "a.b", "[0]", "back\\slash", "Ünal 1"];
    const expected = keys.map((key) => `add sessions[${JSON.stringify(key)}]`).toSorted();
    await stage.up(waveOf(stage, 1));
    const more = Object.fromEntries(keys.map((key, index) => [key, { ...first, sourceResourceId: `other-${index}` }]));
    const program = waveOf(stage, 1);
    assert.deepEqual(await details({ ...program, sessions: { ...program.sessions, ...more } }), expected);
    assert.ok(expected.includes('add sessions["say \\"b\\""]'));
  });
});
