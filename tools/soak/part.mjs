// Histories of one seed after the other, for the process that it was forked from: see `tools/soak.mjs`.
import { createRequire } from "node:module";

/**
 * @typedef {{ seed: number, histories: number }} Task
 * @typedef {import("../../tests/simulation/soak.js").SoakFigures} SoakFigures
 * @typedef {{ perSeed: number } | { figures: SoakFigures, failure?: import("../../tests/simulation/soak.js").SoakFailure }} Answer `perSeed`: the first, how
 * many histories grow from a seed
 */

const require = createRequire(import.meta.url);
require("ts-node").register({ transpileOnly: true });
/** @type {typeof import("../../tests/simulation/soak.js")} */
const { soak, PER_SEED } = require("../../tests/simulation/soak");
/** @type {typeof import("../../tests/simulation/surfaces/surface.js")} */
const { anySurfaceNames } = require("../../tests/simulation/surfaces/surface");

const surface = anySurfaceNames.find((name) => name === process.argv[2]) ?? "handler";
const interruption = new AbortController();
process.once("SIGINT", () => interruption.abort());
process.once("disconnect", () => process.exit(1));
process.on("message", (/** @type {Task} */ task) => void play(task));
answer({ perSeed: PER_SEED });

/** @param {Task} task */
async function play(task) {
  const { failure, ...figures } = await soak({
    ...task,
    surface,
    signal: interruption.signal,
    progress: () => undefined,
  });
  answer({ figures, ...(failure && { failure }) });
}

/** @param {Answer} message */
function answer(message) {
  process.send?.(message);
}
