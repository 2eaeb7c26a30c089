import * as limits from "./limits.mjs";
import { figureOf, ratioOf } from "./statistics.mjs";
import { bounded } from "./verdicts.mjs";

/** @param {import("../weight/weight.mjs").Weight} weight */
export function weightGoals({ requires, plugin, bare }) {
  const sdk = middle(requires.map(({ pulumi }) => pulumi));
  const share = figureOf(requires.map(({ added, pulumi }) => added / pulumi));
  const times = [plugin, bare].map((values) => values.map((one) => one.portMilliseconds));
  const memory = [plugin, bare].map((values) => values.map((one) => one.portBytes));
  const againstBare = (/** @type {(number | undefined)[][]} */ [own = [], other = []]) => ratioOf(own, other);
  return [
    ...bounded("loading the package after Pulumi's SDK", share, limits.REQUIRE_SHARE, {
      baseline: `${sdk.toFixed(0)} ms (SDK)`,
      format: (value) => `${(value * 100).toFixed(2)} %`,
    }),
    ...bounded("plugin, start to port line: time", againstBare(times), limits.START_TIME, {
      baseline: `${middle(times[1]).toFixed(0)} ms (bare gRPC)`,
      format: twoDigits,
    }),
    ...bounded("plugin, at port line: memory", againstBare(memory), limits.START_MEMORY, {
      baseline: `${(middle(memory[1]) / 1e6).toFixed(0)} MB (bare gRPC)`,
      format: twoDigits,
    }),
  ];
}

const twoDigits = (/** @type {number} */ value) => value.toFixed(2);
const middle = (/** @type {readonly (number | undefined)[]} */ values = []) => figureOf(values)?.median ?? Number.NaN;
