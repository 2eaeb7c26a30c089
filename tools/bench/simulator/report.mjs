/** @typedef {{ name: string, value: string, goal: string, isMet: boolean }} Line one measure against its goal */

/** @param {Line} line */
export function describeLine({ name, value, goal, isMet }) {
  return `${isMet ? "ok    " : "MISSED"} ${name.padEnd(36)} ${value.padEnd(40)} goal ${goal}`;
}

/** @param {readonly number[]} values */
export function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** @param {number} bytes */
export function toMegabytes(bytes) {
  return Math.round(bytes / 1024 ** 2);
}
