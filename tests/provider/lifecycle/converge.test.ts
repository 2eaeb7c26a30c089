import assert from "node:assert/strict";
import type { Convergence, Step } from "../../../provider/lifecycle/operation/converge";
import { converge } from "../../../provider/lifecycle/operation/converge";
import {
  DeadEndError,
  InterruptedError,
  RefusalError,
  WaitTimeoutError,
} from "../../../provider/lifecycle/operation/lifecycleErrors";
import { OutcomeUnknownError, RefusedError } from "../../../provider/powerstore/http/powerStoreErrors";
import { clockFrom } from "../../clock";

type World = { state: string; at: number };
const about = { operation: "POST /x", endpoint: "https://array/api/rest" };

/** A clock that jumps, and a world whose state is a function of its time. */
function setUp(stateAt: (seconds: number) => string, options: Partial<Convergence<string, string>> = {}) {
  const world: World = { state: "", at: 0 };
  const observations: number[] = [];
  const acts: string[] = [];
  const warnings: string[] = [];
  const clock = clockFrom(
    () => world.at * 1000,
    async (seconds, signal) => {
      if (signal?.aborted) throw signal.reason;
      world.at += seconds;
    },
  );
  const task: Convergence<string, string> = {
    observe: async () => {
      observations.push(world.at);
      return stateAt(world.at);
    },
    stateOf: (observed) => observed,
    secondsToPoll: (seconds) => seconds,
    decide: (observed): Step<string> => (observed === "done" ? { kind: "finish" } : { kind: "wait", pollSeconds: 10 }),
    act: async (action) => {
      acts.push(action);
    },
    warn: (text) => warnings.push(text),
    timedOut: (observed) => `still ${observed}`,
    interrupted: (observed) => `stopped at ${observed}`,
    clock,
    signal: new AbortController().signal,
    timeoutSeconds: 60,
    ...options,
  };
  return { task, world, observations, acts, warnings };
}

describe("converge", () => {
  it("looks at once, and is done at once when the goal is reached already", async () => {
    const { task, observations } = setUp(() => "done");
    assert.equal(await converge(task), "done");
    assert.deepEqual(observations, [0]);
  });

  it("tells decisions how long the state has been shown, from its first look at it", async () => {
    const shown: [string, number | undefined][] = [];
    const { task } = setUp((at) => (at >= 40 ? "done" : at >= 20 ? "busy" : "new"), {
      decide: (observed, { shownSeconds }): Step<string> => {
        shown.push([observed, shownSeconds]);
        return observed === "done" ? { kind: "finish" } : { kind: "wait", pollSeconds: 10 };
      },
    });
    await converge(task);
    assert.deepEqual(shown, [
      ["new", 0],
      ["new", 10],
      ["busy", 0],
      ["busy", 10],
      ["done", 0],
    ]);
  });

  it("takes a goal reached in the last interval for reached: the final look comes at the deadline", async () => {
    const { task, observations } = setUp((at) => (at >= 64 ? "done" : "busy"), { timeoutSeconds: 64 });
    assert.equal(await converge(task), "done");
    assert.equal(observations.at(-1), 64);
  });

  it("fails when time is up, naming the last state, and never calls that success", async () => {
    const { task, observations } = setUp(() => "busy", { timeoutSeconds: 25 });
    await assert.rejects(
      converge(task),
      (error) => error instanceof WaitTimeoutError && error.message === "still busy",
    );
    assert.deepEqual(observations, [0, 10, 20, 25]);
  });

  it("ends a wait at once in a dead end", async () => {
    const { task, world } = setUp(() => "broken", { decide: () => ({ kind: "fail", reason: "broken for good" }) });
    await assert.rejects(converge(task), DeadEndError);
    assert.equal(world.at, 0);
  });

  it("tells a refusal of the program from a dead end of the array", async () => {
    const { task } = setUp(() => "x", { decide: () => ({ kind: "refuse", reason: "impossible" }) });
    await assert.rejects(converge(task), RefusalError);
  });

  it("observes again after acting, and tells the decision what is not seen yet", async () => {
    const seen: unknown[] = [];
    const { task, acts } = setUp((at) => (at < 20 ? "before" : "done"), {
      decide: (observed, run) => {
        seen.push([observed, run.unseen]);
        if (observed === "done") return { kind: "finish" };
        return run.unseen ? { kind: "wait", pollSeconds: 10 } : { kind: "act", action: "push" };
      },
    });
    await converge(task);
    assert.deepEqual(acts, ["push"]);
    assert.deepEqual(seen, [
      ["before", undefined],
      ["before", "push"],
      ["before", "push"],
      ["done", undefined],
    ]);
  });

  it("does not look again after a last action", async () => {
    const { task, observations } = setUp(() => "over", {
      decide: () => ({ kind: "act", action: "delete", last: true }),
    });
    await converge(task);
    assert.equal(observations.length, 1);
  });

  for (const failure of [
    new RefusedError("422", { ...about, status: 422, arrayMessages: [] }),
    new OutcomeUnknownError("lost", about),
  ]) {
    it(`decides again after ${failure.name}, a bounded number of times, and then says what the array said`, async () => {
      let calls = 0;
      const { task } = setUp(() => "stuck", {
        decide: () => ({ kind: "act", action: "push" }),
        act: async () => {
          calls++;
          throw failure;
        },
      });
      await assert.rejects(converge(task), failure);
      assert.equal(calls, 5);
    });
  }

  it("does not act a second time when the lost answer's work was done", async () => {
    let state = "before";
    let calls = 0;
    const { task } = setUp(() => state, {
      decide: (observed) => (observed === "before" ? { kind: "act", action: "push" } : { kind: "finish" }),
      act: async () => {
        calls++;
        state = "after";
        throw new OutcomeUnknownError("lost", about);
      },
    });
    assert.equal(await converge(task), "after");
    assert.equal(calls, 1);
  });

  it("lets any other error through at once", async () => {
    const { task } = setUp(() => "x", {
      decide: () => ({ kind: "act", action: "push" }),
      act: async () => {
        throw new TypeError("a bug");
      },
    });
    await assert.rejects(converge(task), TypeError);
  });

  it("stops waiting and starts no action once the engine asked to end", async () => {
    const stop = new AbortController();
    stop.abort(new Error("cancelled"));
    const waiting = setUp(() => "busy", { signal: stop.signal });
    await assert.rejects(
      converge(waiting.task),
      (error) => error instanceof InterruptedError && error.message === "stopped at busy",
    );
    const acting = setUp(() => "busy", { signal: stop.signal, decide: () => ({ kind: "act", action: "push" }) });
    await assert.rejects(converge(acting.task), InterruptedError);
    assert.deepEqual(acting.acts, []);
  });
});
