import assert from "node:assert/strict";
import fc from "fast-check";
import { Agenda, Fifo } from "../../../simulator/src/world/array/agenda";

const ids = fc.integer({ min: 0, max: 20 }).map((number) => `s${number}`);

describe("the agenda", () => {
  const changes = fc.array(fc.record({ id: ids, at: fc.option(fc.integer({ min: 0, max: 10 })) }), { maxLength: 400 });

  it("gives out what is due by instant, and by the order of setting among equal ones", () => {
    fc.assert(
      fc.property(changes, (list) => {
        const agenda = new Agenda();
        const model = new Map<string, { at: number; order: number }>();
        list.forEach(({ id, at }, order) => {
          if (at === null) agenda.stop("s", id);
          else agenda.set({ at, collection: "s", id });
          if (at === null) model.delete(id);
          else model.set(id, { at, order });
        });
        const expected = [...model].sort(([, a], [, b]) => a.at - b.at || a.order - b.order).map(([id]) => id);
        assert.deepEqual(
          agenda.toArray().map(({ id }) => id),
          expected,
        );
        const taken: string[] = [];
        for (let due = agenda.take(10); due !== undefined; due = agenda.take(10)) taken.push(due.id);
        assert.deepEqual(taken, expected);
      }),
    );
  });

  it("keeps what is due later", () => {
    const agenda = new Agenda();
    agenda.set({ at: 5, collection: "s", id: "a" });
    assert.equal(agenda.take(4), undefined);
    assert.equal(agenda.take(5)?.id, "a");
    assert.equal(agenda.take(5), undefined);
  });
});

describe("the queue", () => {
  it("is first in, first out, and can be left from anywhere", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ id: ids, joins: fc.boolean() }), { maxLength: 400 }), (list) => {
        const queue = new Fifo();
        let model: string[] = [];
        for (const { id, joins } of list) {
          if (joins && !model.includes(id)) {
            queue.join(id);
            model.push(id);
          } else if (!joins) {
            queue.leave(id);
            model = model.filter((other) => other !== id);
          }
          assert.equal(queue.first(), model[0]);
          assert.deepEqual(queue.toArray(), model);
        }
      }),
    );
  });
});
