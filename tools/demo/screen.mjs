/** Width of everything that the demo prints. */
const COLUMNS = 80;
const BAR_WIDTH = 30;

/** Numbers of the escape sequences that the demo uses. */
const colourCodes = { bold: 1, dim: 2, cyan: 36 };

/** @typedef {keyof typeof colourCodes} Colour */

/**
 * Prints in 80 columns; in colour on a terminal, unless NO_COLOR asks for none (no-color.org).
 * @param {{ stream?: NodeJS.WriteStream, env?: NodeJS.ProcessEnv }} [options]
 */
export function createScreen({ stream = process.stdout, env = process.env } = {}) {
  const coloured = stream.isTTY === true && (env.NO_COLOR ?? "") === "";
  /** @type {(colour: Colour, text: string) => string} */
  const paint = (colour, text) => (coloured ? `\x1b[${colourCodes[colour]}m${text}\x1b[0m` : text);
  /** @param {string} text */
  const print = (text) => stream.write(`${text}\n`);
  return {
    coloured,
    paint,
    print,
    /** @param {string} text */
    heading: (text) => print(`\n${paint("bold", `== ${text} ${"=".repeat(Math.max(0, COLUMNS - text.length - 4))}`)}`),
    /**
     * Something to type, folded so that it can be copied.
     * @param {string} text
     */
    command: (text) => print(`  ${paint("cyan", `$ ${fold(text, COLUMNS - 6).join(" \\\n    ")}`)}`),
    /**
     * Something that another program printed, folded and set off.
     * @param {string} text
     */
    quote: (text) => {
      for (const line of fold(text, COLUMNS - 4)) {
        print(`  ${paint("dim", "|")} ${line}`.trimEnd());
      }
    },
  };
}

/** @typedef {ReturnType<typeof createScreen>} Screen */

/**
 * Folds a line at blanks; what follows is indented under it. Colour takes no width, and a word that is too long stays
 * whole, so that it can be copied.
 * @param {string} line
 * @param {number} width
 * @returns {string[]}
 */
export function fold(line, width) {
  const indent = `${/^ */.exec(line)?.[0] ?? ""}      `;
  /** @type {string[]} */
  const lines = [];
  let current = "";
  for (const word of line.split(/(?<=\S)(?= )/)) {
    if (withoutColour(current + word).length > width && current.trim() !== "") {
      lines.push(current);
      current = indent + word.trimStart();
    } else {
      current += word;
    }
  }
  return [...lines, current];
}

/**
 * @param {string} text
 * @returns {string} without the escape sequences that colour it, which take no room on the screen
 */
export function withoutColour(text) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what colour begins with
  return text.replaceAll(/\x1b\[[\d;]*m/g, "");
}

/**
 * @param {number} percent
 * @returns {string}
 */
export function bar(percent) {
  const filled = Math.round((BAR_WIDTH * percent) / 100);
  return `[${"#".repeat(filled)}${".".repeat(BAR_WIDTH - filled)}] ${String(percent).padStart(3)} %`;
}
