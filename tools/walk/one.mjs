// One model of `npm run walk`, for the process that it was forked from.
import { createRequire } from "node:module";
import { parseArgs } from "node:util";

/**
 * What a walk came to.
 * @typedef {object} Line
 * @property {string[]} names of `--list` alone: the models there are
 * @property {string} name
 * @property {string} text
 * @property {string} ends
 * @property {number} states
 * @property {number} transitions
 * @property {readonly string[]} violations
 */

const PROGRESS_MILLISECONDS = 60_000;

const require = createRequire(import.meta.url);
const { values } = parseArgs({
  options: {
    troubles: { type: "string", default: "all" },
    model: { type: "string", default: "" },
    list: { type: "boolean", default: false },
  },
});

require("ts-node").register({ transpileOnly: true });
/** @type {typeof import("../../tests/walk/walks.js")} */
const { walksWith } = require("../../tests/walk/walks");
/** @type {typeof import("../../tests/walk/describeWalk.js")} */
const { describeEnds, describeWalk } = require("../../tests/walk/describeWalk");

const models = walksWith(values.troubles);
if (values.list) answer({ names: models.map(({ name }) => name) });
else await walkOne();

async function walkOne() {
  const model = models.find(({ name }) => name === values.model);
  if (!model) throw new Error(`no model is called ${values.model}`);
  const start = Date.now();
  let lastProgress = start;
  const result = await model.walk({
    progress: (left, transitions, waiting) => {
      if (Date.now() - lastProgress < PROGRESS_MILLISECONDS) return undefined;
      lastProgress = Date.now();
      console.log(`  ${model.name}: ${left} states left behind, ${waiting} wait, ${transitions} transitions`);
      return undefined;
    },
  });
  answer({
    name: model.name,
    text: describeWalk(model.name, result, Date.now() - start),
    ends: describeEnds(result),
    states: result.states,
    transitions: result.transitions,
    violations: result.violations,
  });
}

/** @param {Partial<Line>} line */
function answer(line) {
  process.send?.(line);
}
