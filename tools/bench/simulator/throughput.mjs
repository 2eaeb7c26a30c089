import { startChild } from "./child.mjs";
import { askOnce, logIn, measureRate, toRequest } from "./load.mjs";
import { median } from "./report.mjs";

const SESSIONS = 1000;
/** Many short ones: whatever else the machine does comes and goes. */
const ROUNDS = 15;
/** At least so much of what a bare server that answers the same bytes does. */
const GOAL = 0.6;

/** @type {readonly { name: string, path: string, requests: number }[]} */
const cases = [
  { name: "GET /import_session/{id}", path: "/api/rest/import_session/session-000003", requests: 4000 },
  { name: "... ?select=*", path: "/api/rest/import_session/session-000003?select=*", requests: 4000 },
  { name: "GET a page of 100, select=*", path: "/api/rest/import_session?select=*&limit=100", requests: 1000 },
];

/**
 * Requests per second against a bare `node:https` server. Both run all the time and are asked in turns, so that whatever else
 * the machine does hits both; the median of the rounds counts.
 * @param {AbortSignal} signal
 * @returns {Promise<import("./report.mjs").Line[]>}
 */
export async function benchThroughput(signal) {
  const simulator = await startChild("simulatorProcess.mjs", { sessions: SESSIONS }, signal);
  const bare = await startChild("bareProcess.mjs", {}, signal);
  try {
    const { cookie } = await logIn(simulator.ready);
    const lines = [];
    for (const each of cases) lines.push(await compare(each, { simulator, bare, cookie, signal }));
    return lines;
  } finally {
    await Promise.all([simulator.stop(), bare.stop()]);
  }
}

/**
 * @param {typeof cases[number]} each
 * @param {{ simulator: import("./child.mjs").Child, bare: import("./child.mjs").Child, cookie: string, signal: AbortSignal }} parts
 * @returns {Promise<import("./report.mjs").Line>}
 */
async function compare({ name, path, requests }, { simulator, bare, cookie, signal }) {
  const request = toRequest(path, { Cookie: cookie });
  const answer = await askOnce(simulator.ready, request);
  await bare.ask(answer.slice(answer.indexOf("\r\n\r\n") + 4));
  // The same headers to read, too.
  const bareRequest = toRequest("/", { Cookie: cookie });
  const bareAnswer = await askOnce(bare.ready, bareRequest);
  const targets = {
    simulator: { ...simulator.ready, requests: [request], responseBytes: answer.length },
    bare: { ...bare.ready, requests: [bareRequest], responseBytes: bareAnswer.length },
  };
  const ratios = [];
  let best = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const ours = await measureRate(targets.simulator, { count: requests, signal });
    const theirs = await measureRate(targets.bare, { count: requests, signal });
    // The first round warms both up.
    if (round > 0) ratios.push(ours / theirs);
    best = Math.max(best, ours);
  }
  const ratio = median(ratios);
  return {
    name,
    value: `${ratio.toFixed(2)} of bare node:https, ${Math.round(best)}/s`,
    goal: `>= ${GOAL}`,
    isMet: ratio >= GOAL,
  };
}
