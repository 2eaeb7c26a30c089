import assert from "node:assert/strict";
import { load } from "../load";

type Task = { seed: number; histories: number };
type Deal = {
  deal(seed: number, histories: number, perSeed: number): Iterable<Task>;
  addTo(sum: object, more: object): void;
};

describe("The soak over several processes", () => {
  it("plays the histories that one process would play: each seed once, and of the last as many as are left", async () => {
    const { deal } = await load<Deal>("soak/deal.mjs");
    assert.deepEqual(
      [...deal(7, 1500, 630)],
      [
        { seed: 7, histories: 630 },
        { seed: 8, histories: 630 },
        { seed: 9, histories: 240 },
      ],
    );
    assert.deepEqual([...deal(7, 0, 630)], []);
  });

  it("puts figures together, also those that one process alone has seen", async () => {
    const { addTo } = await load<Deal>("soak/deal.mjs");
    const sum = { one: { histories: 1, ups: { done: 1 } } };
    addTo(sum, { one: { histories: 2, ups: { done: 1, gone: 1 } }, waves: { histories: 3 } });
    assert.deepEqual(sum, { one: { histories: 3, ups: { done: 2, gone: 1 } }, waves: { histories: 3 } });
  });
});
