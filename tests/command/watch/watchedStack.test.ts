import assert from "node:assert/strict";
import type { StackResource } from "../../../command/stack/stackResources";
import { WatchedStack } from "../../../command/watch/watchedStack";

const MINUTE = 60_000;

describe("The stack that a watch knows", () => {
  let now: number;
  let reads: number;
  /** How the reads behind the first one end, in their order; at once and well where there is nothing. */
  let answers: Promise<readonly StackResource[]>[];
  let stack: WatchedStack;
  beforeEach(async () => {
    [now, reads, answers] = [0, 0, []];
    const read = () => (reads++ === 0 ? Promise.resolve([]) : (answers.shift() ?? Promise.resolve([])));
    stack = new WatchedStack(read, { monotonic: () => now });
    await stack.open();
  });

  const pending = () => {
    const { promise, resolve } = withResolvers();
    answers.push(promise);
    return () => resolve([]);
  };

  it("is not read again as long as nothing moves", async () => {
    now += 60 * MINUTE;
    await stack.renewIfOld();
    assert.deepEqual([reads, stack.isBehind], [1, false]);
  });

  it("is read at most once a minute, and is behind until it is read", async () => {
    now += MINUTE - 1;
    stack.noteMove();
    await stack.renewIfOld();
    assert.deepEqual([reads, stack.isBehind], [1, true]);
    now += 1;
    await stack.renewIfOld();
    assert.deepEqual([reads, stack.isBehind], [2, false]);
  });

  it("is read again where a session has moved while it was read: of that it tells nothing", async () => {
    now += MINUTE;
    stack.noteMove();
    const end = pending();
    const reading = stack.renewIfOld();
    stack.noteMove();
    end();
    await reading;
    assert.deepEqual([reads, stack.isBehind], [2, true]);
    now += MINUTE;
    await stack.renewIfOld();
    assert.deepEqual([reads, stack.isBehind], [3, false]);
  });

  it("is read once for all who ask meanwhile, and they wait for it", async () => {
    now += MINUTE;
    stack.noteMove();
    const end = pending();
    const asked = [stack.renewIfOld(), stack.renewIfOld()];
    assert.ok(stack.isBehind);
    end();
    await Promise.all(asked);
    assert.deepEqual([reads, stack.isBehind], [2, false]);
  });

  it("is read once more a minute after the last move, and then no more: a run records some of it when it ends", async () => {
    now += MINUTE;
    stack.noteMove();
    await stack.renewIfOld();
    now += MINUTE - 1;
    await stack.renewIfOld();
    assert.equal(reads, 2);
    now += 1;
    await stack.renewIfOld();
    assert.deepEqual([reads, stack.isBehind], [3, false]);
    now += 60 * MINUTE;
    await stack.renewIfOld();
    assert.equal(reads, 3);
  });

  it("keeps what is known where it cannot be read, says why, and is waited for until that has failed twice", async () => {
    now += MINUTE;
    stack.noteMove();
    const seen: (readonly [string | undefined, boolean])[] = [];
    for (const _ of [1, 2]) {
      answers.push(Promise.reject(new Error("no backend")));
      await stack.renewIfOld();
      seen.push([stack.failure, stack.isBehind]);
      now += MINUTE;
    }
    await stack.renewIfOld();
    seen.push([stack.failure, stack.isBehind]);
    assert.deepEqual(seen, [
      ["no backend", true],
      ["no backend", false],
      [undefined, false],
    ]);
  });
});

function withResolvers() {
  let resolve: (resources: readonly StackResource[]) => void = () => undefined;
  const promise = new Promise<readonly StackResource[]>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
