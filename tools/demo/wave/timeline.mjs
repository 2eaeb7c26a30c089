/** @typedef {import("../simulator.mjs").SessionRow} SessionRow */

/** What of the array was seen at a moment. @typedef {{ at: string, night: string, time: string, states: Record<string, string> }} Moment */

/** One sign for a state, so that a night fits on a line. */
const signs = /** @type {const} */ ({
  Scheduled: "s",
  Queued: "q",
  In_Progress: "i",
  Copy_In_Progress: "c",
  Paused: "p",
  Ready_For_Cutover: "R",
  Cutover_In_Progress: "x",
  Import_Completed: "#",
  Failed: "F",
});

const NONE = ".";
const LABEL_WIDTH = 12;
const NIGHTS_APART = "  ";

/**
 * `wave-db-01-6f20b9a1` is `db-01`.
 * @param {SessionRow} row
 */
export const keyOf = ({ name }) => name.replace(/^wave-/, "").replace(/-[0-9a-f]{8}$/, "");

/**
 * One line for each import, one sign for each hour, the nights apart.
 * @param {readonly string[]} keys
 * @param {readonly Moment[]} moments
 * @returns {string[]} lines
 */
export function describeTimeline(keys, moments) {
  const rows = keys.map((key) => row(key, moments, ({ states }) => signOf(states[key])));
  const seen = new Set(moments.flatMap(({ states }) => Object.values(states)));
  const legend = Object.entries(signs).filter(([state]) => seen.has(state));
  return [
    " ".repeat(LABEL_WIDTH) + describeNights(moments),
    row("hour", moments, ({ time }) => time.charAt(0)),
    row("", moments, ({ time }) => time.charAt(1)),
    ...rows,
    "",
    ...inLines([["not there", NONE], ...legend].map(([state, sign]) => `${sign} ${state}`)),
  ].map((line) => line.trimEnd());
}

const TO_A_LINE = 4;

/** @param {readonly string[]} texts */
function inLines(texts) {
  const starts = texts.map((_, index) => index).filter((index) => index % TO_A_LINE === 0);
  return starts.map((start) => texts.slice(start, start + TO_A_LINE).join("   "));
}

/** @param {string | undefined} state */
function signOf(state) {
  return state === undefined ? NONE : (signs[/** @type {keyof typeof signs} */ (state)] ?? "?");
}

/**
 * @param {string} label
 * @param {readonly Moment[]} moments
 * @param {(moment: Moment) => string} signAt
 */
function row(label, moments, signAt) {
  const cells = moments.map((moment, index) => {
    const endsNight = moment.night !== moments[index + 1]?.night;
    return `${signAt(moment)} ${endsNight ? NIGHTS_APART : ""}`;
  });
  return label.padEnd(LABEL_WIDTH) + cells.join("");
}

/** @param {readonly Moment[]} moments */
function describeNights(moments) {
  const nights = [...new Set(moments.map(({ night }) => night))];
  return nights
    .map((night) => {
      const width = 2 * moments.filter((moment) => moment.night === night).length;
      return night.padEnd(width + NIGHTS_APART.length);
    })
    .join("");
}
