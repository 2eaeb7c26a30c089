import { startChild } from "./child.mjs";
import { throughputLimits, throughputLine } from "./goals.mjs";
import { askOnce, logIn, measureRate, toRequest } from "./load.mjs";
import { median } from "./report.mjs";

const SESSIONS = 1000;
/** Many short ones: whatever else the machine does comes and goes. */
const ROUNDS = 15;

const { single, all, page } = throughputLimits;
const SESSION = "/api/rest/import_session/session-000003";

/** @type {readonly { name: string, path: string, requests: number, limit: number }[]} */
const cases = [
  { name: "GET /import_session/{id}", path: SESSION, requests: 4000, limit: single },
  { name: "... ?select=*", path: `${SESSION}?select=*`, requests: 4000, limit: all },
  {
    name: "GET a page of 100, select=*",
    path: "/api/rest/import_session?select=*&limit=100",
    requests: 1000,
    limit: page,
  },
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
async function compare({ name, path, requests, limit }, { simulator, bare, cookie, signal }) {
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
  return throughputLine({ name, limit, ratio: median(ratios), best });
}
