import type { WaitGoal } from "../importSession/inputs/inputs";

/** So many are told one by one; more of them say nothing new. */
const MAX_TOLD = 5;

const AGAIN = "Nothing was changed on the array, and the next run waits again.";

const ofThem = (count: number) => (count === 1 ? "1 of them" : `${count} of them`);

/** Why a wait is over before its goal. */
export function failureText(
  failures: readonly string[],
  { all, reached }: { readonly all: number; readonly reached: number },
  goal: WaitGoal,
): string {
  const [first = ""] = failures;
  if (all === 1) return first;
  const told = failures
    .slice(0, MAX_TOLD)
    .map((failure) => `\n- ${failure}`)
    .join("");
  const others = failures.length > MAX_TOLD ? `\n- and ${failures.length - MAX_TOLD} more.` : "";
  const underWay = all - reached - failures.length;
  return (
    `waiting for ${all} import sessions to get to ${goal}: ${ofThem(failures.length)} did not, ${reached} are there, ${underWay} are on their way. ` +
    `${AGAIN}${told}${others}`
  );
}

export function missingText(reference: string, endpoint: string): string {
  return `waiting for import session ${reference}: there is no such session on ${endpoint}. Of one whose record is gone nobody can say here whether it was completed.`;
}

export function notBegunText(notBegun: number, all: number, goal: WaitGoal): string {
  return `waiting for ${all} import sessions to get to ${goal}: ${ofThem(notBegun)} ${notBegun === 1 ? "has" : "have"} not begun. ${AGAIN}`;
}
