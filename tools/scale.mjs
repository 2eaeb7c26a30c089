// `npm run scale [-- --arrays 40 --waves 10 --sessions 100 --nights 14]`: a fleet of simulated arrays in simulated time, by the provider's own decisions,
// and whether it comes out as docs/scale.md says. More than a minute for each array; for one array all figures but the sums are the same.
import { createRequire } from "node:module";
import { parseArgs } from "node:util";

const require = createRequire(import.meta.url);

const { values } = parseArgs({
  options: {
    arrays: { type: "string", default: "40" },
    waves: { type: "string", default: "10" },
    sessions: { type: "string", default: "100" },
    nights: { type: "string", default: "14" },
  },
});
const size = {
  arrays: numberOf("arrays", values.arrays),
  waves: numberOf("waves", values.waves),
  sessions: numberOf("sessions", values.sessions),
  nights: numberOf("nights", values.nights),
};

require("ts-node").register({ transpileOnly: true });
/** @type {typeof import("../tests/scale/fleet.js")} */
const { playFleet } = require("../tests/scale/fleet");
/** @type {typeof import("../tests/scale/expectation.js")} */
const { differences, expected } = require("../tests/scale/expectation");

const start = Date.now();
const figures = await playFleet(size, (array) => {
  const minutes = Math.round((Date.now() - start) / 6000) / 10;
  console.error(`array ${array} of ${size.arrays}, ${minutes} min`);
});
const wrong = differences(size, figures);
console.log(JSON.stringify({ size, figures, expected: expected(size), wrong }, null, 2));
if (wrong.length > 0) process.exitCode = 1;

/**
 * @param {string} name
 * @param {string} text
 */
function numberOf(name, text) {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  console.error(`--${name} must be a whole number above 0, not ${text}`);
  process.exit(2);
}
