/** The chart of docs/performance.md: wall time per scenario, at the largest size that all providers were measured at. */

/** @typedef {import("./rows.mjs").Row} Row */

/** In the order of their bars; one that was not measured has none. */
const order = /** @type {const} */ (["noop", "noopPlugin", "dynamic", "plugin"]);
/** @typedef {readonly (typeof order[number])[]} Surfaces */
/** @type {Readonly<Record<import("./programs.mjs").Surface, string>>} */
const names = {
  ...{ noop: "a provider that does nothing", noopPlugin: "a plugin that does nothing" },
  ...{ dynamic: "dynamic", plugin: "plugin" },
};

const [WIDTH, LEFT, RIGHT, TOP] = [760, 96, 132, 84];
const [BAR, GAP] = [18, 18];

/** Readable on light and dark pages alike: the page's own background shows through. */
const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .title { font-size: 16px; font-weight: 600 } .small { font-size: 11px; fill: #59636e }
  .noop { fill: #8c959f } .noopPlugin { fill: #afb8c1 } .dynamic { fill: #0969da } .plugin { fill: #8250df }
  .spread { stroke: #1f2328; stroke-width: 1.5 } .axis { stroke: #d1d9e0 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc } .small { fill: #9198a1 }
    .noop { fill: #6e7681 } .noopPlugin { fill: #484f58 } .dynamic { fill: #4493f8 } .plugin { fill: #ab7df8 }
    .spread { stroke: #f0f6fc } .axis { stroke: #3d444d }
  }`;

/**
 * @param {readonly Row[]} rows
 * @param {string} about machine, engine and day
 * @returns {string | undefined} nothing to draw
 */
export function drawChart(rows, about) {
  const counts = rows.filter(({ surface, latency }) => surface === "plugin" && latency > 0).map(({ count }) => count);
  // A thousand are measured once, by --full: the other sizes have a spread.
  const count = Math.max(...counts.filter((each) => each <= 400));
  const shown = rows.filter(
    (row) => row.build === undefined && !row.skipCheckpoints && row.count === count && row.latency > 0,
  );
  const scenarios = [...new Set(shown.map(({ scenario }) => scenario))];
  if (scenarios.length === 0) return undefined;
  const surfaces = order.filter((surface) => shown.some((row) => row.surface === surface));
  const longest = Math.max(...shown.map(({ seconds }) => seconds.most));
  const scale = (/** @type {number} */ seconds) => (seconds / longest) * (WIDTH - LEFT - RIGHT);
  const group = surfaces.length * BAR + GAP;
  const height = TOP + scenarios.length * group + 28;
  const groups = scenarios.map((scenario, index) => {
    const y = TOP + index * group;
    const label = `<text x="${LEFT - 10}" y="${y + (surfaces.length / 2) * BAR + 5}" text-anchor="end">${scenario}</text>`;
    const bars = surfaces.flatMap((surface, place) => {
      const row = shown.find((one) => one.surface === surface && one.scenario === scenario);
      return row ? [drawBar(row, y + place * BAR, scale)] : [];
    });
    return [label, ...bars].join("\n");
  });
  const title = `Seconds of one command for ${count} import sessions`;
  const first = shown[0];
  const small = `${first?.latency} ms of array latency, median and spread; rounds: ${first?.rounds}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title">
<title id="title">${title}: ${small}</title>
<style>${STYLE}
</style>
<text class="title" x="16" y="28">${title}</text>
<text class="small" x="16" y="46">${small}</text>
${drawLegend(surfaces)}
<line class="axis" x1="${LEFT}" y1="${TOP - 4}" x2="${LEFT}" y2="${height - 36}"/>
${groups.join("\n")}
<text class="small" x="16" y="${height - 10}">${escapeXml(about)}</text>
</svg>
`;
}

/**
 * @param {Row} row
 * @param {number} y
 * @param {(seconds: number) => number} scale
 */
function drawBar({ surface, seconds, ratio }, y, scale) {
  const [width, least, most] = [seconds.median, seconds.least, seconds.most].map((value) => scale(value).toFixed(1));
  const middle = y + BAR / 2 - 1;
  const text = `${seconds.median.toFixed(1)} s${ratio ? `, x ${ratio.median.toFixed(2)}` : ""}`;
  return [
    `<rect class="${surface}" x="${LEFT}" y="${y}" width="${width}" height="${BAR - 3}" rx="2"/>`,
    `<line class="spread" x1="${LEFT + Number(least)}" y1="${middle}" x2="${LEFT + Number(most)}" y2="${middle}"/>`,
    `<text x="${(LEFT + Number(most) + 8).toFixed(1)}" y="${y + BAR - 6}">${text}</text>`,
  ].join("");
}

/** @param {Surfaces} surfaces */
function drawLegend(surfaces) {
  let x = 16;
  return surfaces
    .map((surface) => {
      const entry = `<rect class="${surface}" x="${x}" y="56" width="12" height="12" rx="2"/><text x="${x + 18}" y="67">${names[surface]}</text>`;
      x += 40 + names[surface].length * 7;
      return entry;
    })
    .join("");
}

/** @param {string} text */
const escapeXml = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
