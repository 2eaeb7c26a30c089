/** Numbers on a command line: parsers for commander. */
import { InvalidArgumentError } from "commander";

export function numberFrom(least: number) {
  return (text: string) => parseNumber(text, (value) => value >= least, `a number from ${least} on`);
}

export function numberAbove(limit: number) {
  return (text: string) => parseNumber(text, (value) => value > limit, `a number above ${limit}`);
}

export function wholeFrom(least: number) {
  const fits = (value: number) => Number.isInteger(value) && value >= least;
  return (text: string) => parseNumber(text, fits, `a whole number from ${least} on`);
}

function parseNumber(text: string, fits: (value: number) => boolean, expected: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value) || !fits(value)) throw new InvalidArgumentError(`It must be ${expected}.`);
  return value;
}
