import { startChild } from "./child.mjs";
import { slowdownLine, startLines } from "./goals.mjs";
import { askOnce, logIn, measureRate, toRequest } from "./load.mjs";
import { median } from "./report.mjs";

const MANY = 100_000;
const FEW = 1000;
const ROUNDS = 9;
const LOOK_UPS = 4000;
/** How many different objects are looked up: as many in the large world as in the small one. */
const DIFFERENT = 1000;

/**
 * What 100,000 sessions cost: to begin with, and when one of them is looked up.
 * @param {AbortSignal} signal
 * @returns {Promise<import("./report.mjs").Line[]>}
 */
export async function benchSize(signal) {
  const large = await startChild("simulatorProcess.mjs", { sessions: MANY }, signal);
  const small = await startChild("simulatorProcess.mjs", { sessions: FEW }, signal);
  try {
    return [
      ...startLines(MANY, large.ready),
      await compare("look-up by id", (number) => `/session-${number}`, { large, small, signal }),
      await compare("look-up by name", (number) => `/name:s-${number}`, { large, small, signal }),
      await compare("filter by name", (number) => `?name=eq.s-${number}`, { large, small, signal }),
    ];
  } finally {
    await Promise.all([large.stop(), small.stop()]);
  }
}

/**
 * @param {string} name
 * @param {(number: string) => string} toPath
 * @param {{ large: import("./child.mjs").Child, small: import("./child.mjs").Child, signal: AbortSignal }} parts
 * @returns {Promise<import("./report.mjs").Line>}
 */
async function compare(name, toPath, { large, small, signal }) {
  const targets = { large: await toTarget(large, MANY, toPath), small: await toTarget(small, FEW, toPath) };
  const ratios = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const inLarge = await measureRate(targets.large, { count: LOOK_UPS, signal });
    const inSmall = await measureRate(targets.small, { count: LOOK_UPS, signal });
    if (round > 0) ratios.push(inSmall / inLarge);
  }
  return slowdownLine(`${name} among ${MANY}`, median(ratios), FEW);
}

/**
 * @param {import("./child.mjs").Child} child
 * @param {number} sessions
 * @param {(number: string) => string} toPath
 */
async function toTarget({ ready }, sessions, toPath) {
  const { cookie: Cookie } = await logIn(ready);
  const requests = Array.from({ length: DIFFERENT }, (_, index) => {
    const number = 1 + Math.floor((index * sessions) / DIFFERENT);
    return toRequest(`/api/rest/import_session${toPath(String(number).padStart(6, "0"))}`, { Cookie });
  });
  const answer = await askOnce(ready, requests[0] ?? Buffer.alloc(0));
  return { ...ready, requests, responseBytes: answer.length };
}
