import assert from "node:assert/strict";
import { cut, isUsedUp, joined, partOfWave as partWith } from "../../command/forecast/partOfWave";
import { Settled, stampsOf } from "../../command/forecast/settled";
import type { MemberStatus } from "../../provider/lifecycle/importWave/inputs/outputs";
import type { RawInputs } from "../../provider/lifecycle/operation/handler";

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
const partOfWave = (given: RawInputs, outputs: RawInputs) => partWith(given, outputs, () => false);
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

  it("is all of it where a run waits for copies: any may have its turn", () => {
    assert.equal(partOfWave({ ...inputs, waitFor: "Import_Completed" }, recorded({})), undefined);
    const sessions = { ...inputs.sessions, [keyOf(9)]: { waitFor: "Ready_For_Cutover" } };
    assert.equal(partOfWave({ ...inputs, sessions }, recorded({})), undefined);
  });

  it("is of a wave without a limit all who wait, and of those that are there who has moved", () => {
    const { maxActive: _, ...open } = inputs;
    const members = { [keyOf(0)]: { id: "1", state: "Queued" }, [keyOf(1)]: { id: "2", state: "Queued" } };
    const part = partWith(open, recorded(members), (id) => id === "1");
    assert.deepEqual([part?.keys.size, part?.keys.has(keyOf(0)), part?.hasMore], [MANY - 1, false, false]);
    const limited = partWith(inputs, recorded(members), (id) => id === "1");
    assert.ok(limited?.keys.has(keyOf(0)), "it may hold one of the places");
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

describe("A session about which a run has nothing more to do", () => {
  const row = { id: "1", state: "Copy_In_Progress", parent_session_id: null, scheduled_timestamp: null };
  const settledWith = (before: string) => {
    const settled = new Settled();
    settled.add("1", stampsOf([row], before));
    return settled;
  };

  it("is one that stands where it stood, in the same windows", () => {
    assert.equal(settledWith("10").has("1", stampsOf([row], "10")), true);
  });

  it("is none that has moved, is put off, or for which a window has opened or closed", () => {
    const settled = settledWith("10");
    assert.equal(settled.has("1", stampsOf([{ ...row, state: "Ready_For_Cutover" }], "10")), false);
    assert.equal(settled.has("1", stampsOf([{ ...row, scheduled_timestamp: "2026-03-02T12:00:00Z" }], "10")), false);
    assert.equal(settled.has("1", stampsOf([row], "11")), false);
  });

  it("is none that no run has looked at, that is gone, or that is a group: its members do not show in it", () => {
    assert.equal(new Settled().has("1", stampsOf([row], "")), false);
    assert.equal(settledWith("").has("1", stampsOf([], "")), false);
    const group = stampsOf([row, { ...row, id: "2", parent_session_id: "1" }], "");
    const settled = new Settled();
    settled.add("1", group);
    assert.equal(settled.has("1", group), false);
  });
});
