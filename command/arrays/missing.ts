/** Arrays that are missing from an answer. Pure. */
import { type ExitCode, exitCodes } from "../process/exits";
import type { ArrayFailure } from "./openArrays";

type Asked = { readonly name: string; readonly failure?: ArrayFailure | undefined };

/** Undefined where all have answered. A refused login comes first: only a person can mend it, and asking again may lock the account. */
export function missingExit(asked: readonly Asked[]): ExitCode | undefined {
  const codes = asked.flatMap(({ failure }) => failure?.exitCode ?? []);
  return codes.find((code) => code === exitCodes.login) ?? codes[0];
}

/** Why, one for each. */
export const missingTexts = (asked: readonly Asked[]): readonly string[] =>
  asked.flatMap(({ name, failure }) => (failure ? [`${name}: ${failure.message}`] : []));
