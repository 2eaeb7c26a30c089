import assert from "node:assert/strict";
import type { Simulator } from "../../simulator/src";
import { openArray } from "../simulation/array";
import type { Effect } from "../simulation/incidents";
import type { SurfaceName } from "../simulation/surfaces/surface";
import { tell } from "../simulation/tell";
import { effects, pageEffects } from "./effects";
import { exceptionFor } from "./exceptions";
import type { End, Length, NumberedRequest } from "./matrix";
import { lengths, lengthsOf, playCalm, playFaulty } from "./matrix";
import type { Operation } from "./operations";
import { operations } from "./operations";

/** A copy takes six hours: none comes to its end because a request was repeated for ten minutes. */
const SLOW_BYTES_PER_SECOND = 0.5 * 1024 * 1024;

type Part = {
  readonly title: string;
  readonly surface: SurfaceName;
  /** Whether the stack has more sessions, so that they are read by the page. */
  readonly isInCompany: boolean;
  /** Which part of the whole matrix is played through a surface, in words. */
  readonly words: string;
  isPlayed(one: {
    readonly operation: string;
    readonly request: NumberedRequest;
    readonly length: Length;
    /** All requests of the fault-free run. */
    readonly calm: readonly NumberedRequest[];
  }): boolean;
};

/** Requests that every operation sends in the same way, and operations of each command in which they count all the same. */
const sharedRequest = /\/(login_session|cluster|logout)$/;
const representatives: readonly string[] = [
  "create under a generated name",
  "pause a copy",
  "replace a scheduled session",
  "read a copying session",
  "delete while copying",
] satisfies (keyof typeof operations)[];

const parts: readonly Part[] = [
  {
    title: "through the handler",
    surface: "handler",
    isInCompany: false,
    words: "every request x every fault, once and for good",
    isPlayed: () => true,
  },
  {
    title: "in company",
    surface: "handler",
    isInCompany: true,
    words: "every page x every fault, those of pages included, once and for good",
    isPlayed: ({ request }) => request.name.endsWith(": GET /import_session"),
  },
  // What crosses the wire differs by call and outcome, not by how often a request comes or how long the trouble lasts.
  {
    title: "through the plugin",
    surface: "plugin",
    isInCompany: false,
    words: `the first request of each kind x every fault, once; login, cluster and log-out of ${representatives.length} operations`,
    isPlayed: ({ operation, request, length, calm }) =>
      length === "once" &&
      calm.find(({ name }) => name === request.name) === request &&
      (!sharedRequest.test(request.name) || representatives.includes(operation)),
  },
];

/**
 * Every request of every operation meets every fault. The requests are those of the fault-free run, so that a new one is in the
 * matrix by itself. The end is that of the fault-free run of the lifecycle itself: at once, or after the same command again.
 */
for (const part of parts) {
  describe(`With any one request hit by any fault, ${part.title},`, function () {
    this.timeout(120_000);
    let quick: Simulator;
    let slow: Simulator;
    let cases = 0;
    before(async () => {
      quick = await openArray();
      slow = await openArray({ copyBytesPerSecond: SLOW_BYTES_PER_SECOND });
    });
    after(async () => {
      await Promise.all([quick.close(), slow.close()]);
      console.log(`      ${cases} cases: of ${Object.keys(operations).length} operations ${part.words}`);
    });

    for (const [name, operation] of Object.entries<Operation>(operations)) {
      it(`${name} ends as without`, async () => {
        const failures = await playAll(operation.isCopyQuick ? quick : slow, name, operation, part);
        cases += failures.cases;
        assert.deepEqual(failures.texts, [], failures.texts.join("\n\n"));
      });
    }
  });
}

async function playAll(simulator: Simulator, name: string, operation: Operation, part: Part) {
  const calm = await playCalm(simulator, operation, part.isInCompany);
  const texts: string[] = [];
  let cases = 0;
  for (const request of calm.requests) {
    for (const [effectName, effect] of Object.entries<Effect>(
      part.isInCompany ? { ...effects, ...pageEffects } : effects,
    )) {
      for (const length of lengthsOf(effect)) {
        if (!part.isPlayed({ operation: name, request, length, calm: calm.requests })) continue;
        cases += 1;
        const about = { operation: name, request: request.name, effect: effectName, length };
        const incident = { at: request.at, times: lengths[length], effect };
        const play = () => playFaulty(simulator, operation, incident, calm.end, part);
        const text = await failureOf(play, calm.end, exceptionFor(about)).catch(String);
        if (text) texts.push(`CASE ${name}: ${request.name} (request ${request.at}) ${effectName}, ${length}: ${text}`);
      }
    }
  }
  return { cases, texts };
}

async function failureOf(
  play: () => ReturnType<typeof playFaulty>,
  calm: End,
  exception: ReturnType<typeof exceptionFor>,
): Promise<string | undefined> {
  const { end, stage } = await play();
  try {
    assert.deepEqual(end, calm);
    return undefined;
  } catch (error) {
    if (exception) return undefined;
    return `${error}\n${tell(stage.story)}`;
  }
}
