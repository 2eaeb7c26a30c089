import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { Simulator } from "../../simulator/src";
import { openArray } from "../simulation/array";
import { tell } from "../simulation/tell";
import { type Exception, exceptions, isAbout } from "./exceptions";
import type { End } from "./matrix";
import { beginningOf, playCalm, playFaulty } from "./matrix";
import type { Operation } from "./operations";
import { operations } from "./operations";
import { casesOf, type Played, parts } from "./parts";

/** A copy takes six hours: none comes to its end because a request was repeated for ten minutes. */
const SLOW_BYTES_PER_SECOND = 0.5 * 1024 * 1024;

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
        const failures = await playAll(operation.isCopyQuick ? quick : slow, { name, operation, part });
        cases += failures.cases;
        assert.deepEqual(failures.texts, [], failures.texts.join("\n\n"));
      });
    }
  });
}

describe("An exception to the matrix", function () {
  this.timeout(120_000);
  let quick: Simulator;
  let slow: Simulator;
  before(async () => {
    quick = await openArray();
    slow = await openArray({ copyBytesPerSecond: SLOW_BYTES_PER_SECOND });
  });
  after(() => Promise.all([quick.close(), slow.close()]));

  for (const exception of exceptions) {
    it(`is needed by a case: ${exception.operation}, ${exception.request}, ${exception.effect}`, async () => {
      const about = Object.entries<Operation>(operations).filter(([name]) => exception.operation.test(name));
      for (const part of parts) {
        for (const [name, operation] of about) {
          const simulator = operation.isCopyQuick ? quick : slow;
          if (await needsException(simulator, { name, operation, part }, exception)) return;
        }
      }
      assert.fail("every case that it is about ends as without a fault, if there is one at all: take it out");
    });
  }
});

async function needsException(simulator: Simulator, played: Played, exception: Exception): Promise<boolean> {
  const calm = await playCalm(simulator, played.operation, played.part.isInCompany);
  const begin = await beginningOf(simulator, played.operation, played.part);
  for (const { about, incident } of casesOf(played, calm.requests)) {
    if (!isAbout(exception, about)) continue;
    const { end } = await playFaulty(begin(), played.operation, incident, calm.end);
    if (!isDeepStrictEqual(end, calm.end)) return true;
  }
  return false;
}

async function playAll(simulator: Simulator, { name, operation, part }: Played) {
  const calm = await playCalm(simulator, operation, part.isInCompany);
  const begin = await beginningOf(simulator, operation, part);
  const texts: string[] = [];
  let cases = 0;
  for (const { about, incident } of casesOf({ name, operation, part }, calm.requests)) {
    cases += 1;
    const isExcepted = exceptions.some((exception) => isAbout(exception, about));
    const play = () => playFaulty(begin(), operation, incident, calm.end);
    const text = await failureOf(play, calm.end, isExcepted).catch(String);
    if (text) {
      texts.push(`CASE ${name}: ${about.request} (request ${incident.at}) ${about.effect}, ${about.length}: ${text}`);
    }
  }
  return { cases, texts };
}

async function failureOf(
  play: () => ReturnType<typeof playFaulty>,
  calm: End,
  isExcepted: boolean,
): Promise<string | undefined> {
  const { end, stage } = await play();
  try {
    assert.deepEqual(end, calm);
    return undefined;
  } catch (error) {
    if (isExcepted) return undefined;
    return `${error}\n${tell(stage.story)}`;
  }
}
