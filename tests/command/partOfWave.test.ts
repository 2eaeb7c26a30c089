import assert from "node:assert/strict";
import { cut, isUsedUp, joined, partOfWave } from "../../command/forecast/partOfWave";
import type { MemberStatus } from "../../provider/lifecycle/importWave/inputs/outputs";

const MANY = 100;
const keyOf = (index: number) => `db-${String(index).padStart(3, "0")}`;
const numbers = Array.from({ length: MANY }, (_, index) => index);

/** A wave of a hundred of which two may be active, as checked; the latest have the highest priority. */
const inputs = {
  maxActive: 2,
  waitFor: "Started",
  sessions: Object.fromEntries(
    numbers.map((index) => [keyOf(index), { sourceResourceId: `v${index}`, priority: index }]),
  ),
};
const recorded = (members: Readonly<Record<string, MemberStatus>>) => ({ ...inputs, members });
const done = { id: "1", state: "Import_Completed" } as const;

describe("What of a wave a run of a forecast looks at", () => {
  it("is who is there and not completed, and of those that wait the next in turn", () => {
    const members = {
      [keyOf(0)]: done,
      [keyOf(1)]: { id: "2", state: "Copy_In_Progress" },
      [keyOf(2)]: { id: "3", state: "Failed" },
      [keyOf(3)]: { id: "4" },
    };
    const part = partOfWave(inputs, recorded(members));
    const waiting = numbers.slice(-16).map(keyOf).reverse();
    assert.deepEqual([...(part?.keys ?? [])].sort(), [keyOf(1), keyOf(2), keyOf(3), ...waiting].sort());
    assert.deepEqual(part?.waiting, waiting);
    assert.equal(part?.hasMore, true);
  });

  it("is who is completed as well, where the program wants something else of it, or has it no more", () => {
    const applied = { sourceResourceId: "v0", description: "former" } as never;
    const part = partOfWave(inputs, recorded({ [keyOf(0)]: { ...done, applied }, gone: done }));
    assert.ok(part?.keys.has(keyOf(0)));
    assert.ok(part?.keys.has("gone"));
  });

  it("is who was refused, beside those that wait: a run tries it, and goes on to the next", () => {
    const refused = Object.fromEntries(numbers.slice(-20).map((index) => [keyOf(index), { error: { message: "no" } }]));
    const part = partOfWave(inputs, recorded(refused));
    assert.ok(Object.keys(refused).every((key) => part?.keys.has(key)));
    assert.equal(part?.waiting[0], keyOf(79));
  });

  it("is all of it where any may have its turn: without maxActive, and where a run waits for copies", () => {
    const { maxActive: _, ...open } = inputs;
    assert.equal(partOfWave(open, recorded({})), undefined);
    assert.equal(partOfWave({ ...inputs, waitFor: "Import_Completed" }, recorded({})), undefined);
    const sessions = { ...inputs.sessions, [keyOf(9)]: { waitFor: "Ready_For_Cutover" } };
    assert.equal(partOfWave({ ...inputs, sessions }, recorded({})), undefined);
  });

  it("is all of a wave that is small", () => {
    const sessions = Object.fromEntries(Object.entries(inputs.sessions).slice(0, 10));
    assert.equal(partOfWave({ ...inputs, sessions }, { members: {} }), undefined);
  });

  it("is put back among the others, as it has become", () => {
    const outputs = recorded({ [keyOf(0)]: done, [keyOf(1)]: { id: "2", state: "Copy_In_Progress" } });
    const part = partOfWave(inputs, outputs);
    assert.ok(part);
    assert.deepEqual(joined(outputs, cut(outputs, part), part), outputs);
    const { [keyOf(1)]: __, ...members } = cut(outputs, part).members as Record<string, MemberStatus>;
    const left = joined(outputs, { ...cut(outputs, part), members }, part);
    assert.deepEqual(left.members, { [keyOf(0)]: done });
  });

  it("is used up when all who waited in it have begun or were refused, and others still wait", () => {
    const part = partOfWave(inputs, recorded({}));
    assert.ok(part);
    const begun = Object.fromEntries(part.waiting.map((key) => [key, { id: key }]));
    const [first = ""] = part.waiting;
    assert.equal(isUsedUp(part, { members: begun }), true);
    assert.equal(isUsedUp(part, { members: { ...begun, [first]: { error: { message: "no" } } } }), true);
    assert.equal(isUsedUp(part, { members: { ...begun, [first]: { holdReason: "waits for a place" } } }), false);
    assert.equal(isUsedUp({ ...part, hasMore: false }, { members: begun }), false);
  });
});
