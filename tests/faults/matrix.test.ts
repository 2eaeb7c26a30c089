import assert from "node:assert/strict";
import type { Simulator } from "../../simulator/src";
import { openArray } from "../simulation/array";
import { tell } from "../simulation/tell";
import { effects } from "./effects";
import { exceptionFor } from "./exceptions";
import { lengths, lengthsOf, playCalm, playFaulty } from "./matrix";
import type { Operation } from "./operations";
import { operations } from "./operations";

/** A copy takes six hours: none comes to its end because a request was repeated for ten minutes. */
const SLOW_BYTES_PER_SECOND = 0.5 * 1024 * 1024;

/**
 * Every request of every operation meets every fault. The requests are those of the fault-free run, so that a new one is in the
 * matrix by itself. The end is that of the fault-free run: at once, or after the same command again.
 */
describe("With any one request hit by any fault", function () {
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
    console.log(`      ${cases} cases: every request of ${Object.keys(operations).length} operations x every fault`);
  });

  for (const [name, operation] of Object.entries(operations)) {
    it(`${name} ends as without`, async () => {
      const failures = await playAll(operation.isCopyQuick ? quick : slow, name, operation);
      cases += failures.cases;
      assert.deepEqual(failures.texts, [], failures.texts.join("\n\n"));
    });
  }
});

async function playAll(simulator: Simulator, name: string, operation: Operation) {
  const calm = await playCalm(simulator, operation);
  const texts: string[] = [];
  let cases = 0;
  for (const { at, name: request } of calm.requests) {
    for (const [effectName, effect] of Object.entries(effects)) {
      for (const length of lengthsOf(effect)) {
        cases += 1;
        const about = { operation: name, request, effect: effectName, length };
        const incident = { at, times: lengths[length], effect };
        const text = await playOne(simulator, operation, incident, calm.end, exceptionFor(about)).catch(String);
        if (text) texts.push(`CASE ${name}: ${request} (request ${at}) ${effectName}, ${length}: ${text}`);
      }
    }
  }
  return { cases, texts };
}

async function playOne(
  simulator: Simulator,
  operation: Operation,
  incident: Parameters<typeof playFaulty>[2],
  calm: Parameters<typeof playFaulty>[3],
  exception: ReturnType<typeof exceptionFor>,
): Promise<string | undefined> {
  const { end, stage } = await playFaulty(simulator, operation, incident, calm);
  try {
    assert.deepEqual(end, calm);
    return undefined;
  } catch (error) {
    if (exception) return undefined;
    return `${error}\n${tell(stage.story)}`;
  }
}
