import assert from "node:assert/strict";
import { type AttemptEnd, attemptsInAll, decideRetry } from "../../../provider/powerstore/http/retry";
import type { SendFailureKind } from "../../../provider/powerstore/http/sendFailure";

const failure = (kind: SendFailureKind, mayHaveArrived: boolean): AttemptEnd => ({ failure: { kind, mayHaveArrived } });
const answer = (status: number, about: { isArrayError?: boolean; isCutOff?: boolean } = {}): AttemptEnd => ({
  answer: { status, isArrayError: about.isArrayError ?? false, isCutOff: about.isCutOff ?? false },
});

type Case = { name: string; end: AttemptEnd; read: boolean; change: boolean; reason: string };

const cases: readonly Case[] = [
  { name: "200", end: answer(200), read: false, change: false, reason: "there is nothing to repeat" },
  {
    name: "200, cut off",
    end: answer(200, { isCutOff: true }),
    read: true,
    change: false,
    reason: "a read loses nothing by asking again; a change may be done",
  },
  {
    name: "401",
    end: answer(401),
    read: false,
    change: false,
    reason: "a new login is needed first, which is not decided here",
  },
  {
    name: "404",
    end: answer(404, { isArrayError: true }),
    read: false,
    change: false,
    reason: "the array has answered the question",
  },
  {
    name: "422",
    end: answer(422, { isArrayError: true }),
    read: false,
    change: false,
    reason: "the state must be read again first",
  },
  {
    name: "500 of the array",
    end: answer(500, { isArrayError: true }),
    read: true,
    change: false,
    reason: "an internal error may come after the work",
  },
  {
    name: "501",
    end: answer(501),
    read: false,
    change: false,
    reason: "what does not exist will not exist in a minute",
  },
  { name: "502", end: answer(502), read: true, change: false, reason: "a gateway may have passed the request on" },
  {
    name: "503 of the array",
    end: answer(503, { isArrayError: true }),
    read: true,
    change: true,
    reason: "the vendor says: wait and try again",
  },
  {
    name: "503 of somebody else",
    end: answer(503),
    read: true,
    change: false,
    reason: "a gateway may have passed the request on",
  },
  { name: "504", end: answer(504), read: true, change: false, reason: "a gateway has passed the request on" },
  {
    name: "refused connection",
    end: failure("refused", false),
    read: true,
    change: true,
    reason: "management may be restarting, and nothing was sent",
  },
  {
    name: "unknown host",
    end: failure("unknownHost", false),
    read: true,
    change: true,
    reason: "name servers fail for moments, and nothing was sent",
  },
  {
    name: "no way to the host",
    end: failure("unreachable", false),
    read: true,
    change: true,
    reason: "the management address moves during a fail-over",
  },
  {
    name: "a proxy that does not reach the array",
    end: failure("proxyFailed", false),
    read: true,
    change: true,
    reason: "management may be restarting, and nothing was sent",
  },
  {
    name: "a proxy that refuses the way",
    end: failure("proxyRefused", false),
    read: false,
    change: false,
    reason: "only a person can change that",
  },
  {
    name: "no connection in time",
    end: failure("noConnection", false),
    read: false,
    change: false,
    reason: "the time-out was long enough already",
  },
  {
    name: "certificate",
    end: failure("certificate", false),
    read: false,
    change: false,
    reason: "only a person can change that",
  },
  {
    name: "no TLS",
    end: failure("notTls", false),
    read: false,
    change: false,
    reason: "only a person can change that",
  },
  {
    name: "dropped during the handshake",
    end: failure("dropped", false),
    read: true,
    change: true,
    reason: "nothing was sent",
  },
  { name: "dropped later", end: failure("dropped", true), read: true, change: false, reason: "the change may be done" },
  { name: "time-out", end: failure("timedOut", true), read: true, change: false, reason: "the change may be done" },
  {
    name: "too large",
    end: failure("tooLarge", true),
    read: false,
    change: false,
    reason: "it will be as large again",
  },
  { name: "stopped", end: failure("stopped", true), read: false, change: false, reason: "the caller wants no more" },
];

describe("decideRetry", () => {
  for (const { name, end, read, change, reason } of cases) {
    it(`after ${name} ${read ? "repeats" : "does not repeat"} a read and ${change ? "repeats" : "does not repeat"} a change`, () => {
      const decide = (method: "GET" | "POST" | "PATCH" | "DELETE") =>
        decideRetry({ method, attempt: 1, end, random: 0 }).retry;
      assert.equal(decide("GET"), read, reason);
      for (const method of ["POST", "PATCH", "DELETE"] as const)
        assert.equal(decide(method), change, `${method}: ${reason}`);
    });
  }

  const limits = [
    { trouble: "busy", end: answer(503) },
    { trouble: "broken", end: failure("dropped", true) },
    { trouble: "unreachable", end: failure("refused", false) },
    { trouble: "timedOut", end: failure("timedOut", true) },
  ] as const;
  for (const { trouble, end } of limits) {
    it(`gives up a ${trouble} array after ${attemptsInAll[trouble]} attempts`, () => {
      const last = attemptsInAll[trouble];
      assert.equal(decideRetry({ method: "GET", attempt: last - 1, end, random: 0 }).retry, true);
      assert.equal(decideRetry({ method: "GET", attempt: last, end, random: 0 }).retry, false);
    });
  }

  it("waits twice as long each time, up to 15 s, and spreads the upper half at random", () => {
    const delays = (random: number) =>
      [1, 2, 3, 4, 5, 6].map((attempt) => {
        const decision = decideRetry({ method: "GET", attempt, end: answer(503), random });
        return decision.retry ? decision.afterSeconds : undefined;
      });
    assert.deepEqual(delays(0), [0.5, 1, 2, 4, 7.5, 7.5]);
    assert.deepEqual(delays(0.5), [0.75, 1.5, 3, 6, 11.25, 11.25]);
  });
});
