/** Arrays that are missing from an answer. Pure. */
import { type ExitCode, exitCodes } from "../process/exits";
import type { ArrayFailure } from "./openArrays";

type Asked = { readonly name: string; readonly failure?: ArrayFailure | undefined };

/** Undefined where all have answered. A refused login comes first: only a person can mend it, and asking again may lock the account. */
export function missingExit(asked: readonly Asked[]): ExitCode | undefined {
  const codes = asked.flatMap(({ failure }) => failure?.exitCode ?? []);
  return codes.find((code) => code === exitCodes.login) ?? codes[0];
}

/**
 * That there is nothing, as far as is known of it.
 * @param text a sentence without its end
 */
export function nothingText(text: string, arrays: readonly { readonly failure?: unknown }[]): string {
  const silent = arrays.filter(({ failure }) => failure !== undefined).length;
  if (silent === 0) return `${text}.`;
  return silent === arrays.length
    ? "Nothing is known: no array has answered."
    : `${text} on the arrays that have answered.`;
}

/** Why, one for each. */
export const missingTexts = (asked: readonly Asked[]): readonly string[] =>
  asked.flatMap(({ name, failure }) => (failure ? [`${name}: ${failure.message}`] : []));
