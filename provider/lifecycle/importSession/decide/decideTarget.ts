import type { ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import { hasUnknown } from "../../operation/unknown";
import { type WindowInputs, type WindowList, windowLists } from "../../windows/inputs";
import type { Windows } from "../../windows/windows";
import { windowsOf } from "../../windows/windows";
import { isCompleted, isPastCopy, stateRow } from "./states";

/** What the program wants of a session, as far as time has a say in it. */
export type Policy = WindowInputs & { readonly paused?: boolean | undefined; readonly advanceTo?: string | undefined };

/** What is to be with a session at a moment. Times are ISO 8601 in UTC. */
export type Target = {
  /** Whether it may start now; of one that has begun: that it has. */
  readonly mayStart: boolean;
  /** When the array is to start it that may not start now; absent where startWindows never open again. */
  readonly startAt?: string;
  /** The program's wish, or closed copyWindows. The second is neither drift nor a wish. */
  readonly paused: boolean;
  /** Whether a cut-over may be asked for: advanceTo wants it, and a window is open. */
  readonly mayCutOver: boolean;
  /** What windows hold back, and until when, in a sentence; absent where they hold nothing. */
  readonly reason?: string;
  /** When windows next change what is to be with this session; absent if never, and for a session that has ended. */
  readonly nextChangeAt?: string;
};

/** What is known of a session; undefined: it is not there. */
export type KnownSession =
  | {
      readonly state: ImportSessionState /** When the array starts it that waits for its time. */;
      readonly scheduledTimestamp?: string | undefined;
    }
  | undefined;

/**
 * What is to be with a session by the clock. Pure. Windows hold a step back that has not begun; what has begun runs to its end. A group whose cut-over was
 * incomplete has to be told to cut over once more, which is a step like the first.
 * @param policy inputs that passed check
 * @param now milliseconds since 1970
 */
export function decideTarget(policy: Policy, session: KnownSession, now: number): Target {
  const steps = stepsAhead(policy, session);
  const nextChange = nextChangeOf(policy, session, now);
  const standingOf = (list: keyof typeof texts) => windowsOf(policy[list], policy.timeZone).at(now);
  const [start, copy, cutover] = [standingOf("startWindows"), standingOf("copyWindows"), standingOf("cutoverWindows")];
  const mayStart = hasBegun(session) || start.open;
  const held = steps
    .filter(({ list, isNext }) => isNext && !standingOf(list).open)
    .map(({ list }) => holdText(list, windowsOf(policy[list], policy.timeZone), standingOf(list).until, session));
  return {
    mayStart,
    ...(!mayStart && isSome(start.until) && { startAt: inUtc(start.until) }),
    paused: policy.paused === true || (!copy.open && copies(session)),
    mayCutOver: policy.advanceTo === "Import_Completed" && cutover.open && !hasEnded(session),
    ...(held.length > 0 && { reason: held.join("; ") }),
    ...(isSome(nextChange) && { nextChangeAt: inUtc(nextChange) }),
  };
}

/** When windows next change what is to be with a session; Infinity: never, as for one that has ended. */
export function nextChangeOf(policy: Policy, session: KnownSession, now: number): number {
  const changes = stepsAhead(policy, session).map(({ list }) => windowsOf(policy[list], policy.timeZone).at(now).until);
  return Math.min(...changes);
}

/** Whether windows have any say; what is unknown has none yet, and what no check lets pass never has. */
export function hasWindows(policy: Readonly<Record<string, unknown>>): policy is Policy {
  const given = windowLists.filter((list) => policy[list] !== undefined);
  if (given.length === 0 || hasUnknown(given.map((list) => policy[list]))) return false;
  try {
    for (const list of given) windowsOf((policy as Policy)[list], (policy as Policy).timeZone);
    return true;
  } catch {
    return false;
  }
}

/** What is recorded of that. */
export function heldNow(
  policy: Readonly<Record<string, unknown>>,
  session: KnownSession,
  now: number,
): { readonly holdReason?: string; readonly nextChangeAt?: string } {
  if (!hasWindows(policy)) return {};
  const { reason, nextChangeAt } = decideTarget(policy, session, now);
  return { ...(reason !== undefined && { holdReason: reason }), ...(nextChangeAt !== undefined && { nextChangeAt }) };
}

/** Whether one that has begun stands before a step that its windows never let it take. */
export function isHeldForGood(policy: Readonly<Record<string, unknown>>, session: KnownSession, now: number): boolean {
  if (!hasWindows(policy) || !session || !hasBegun(session)) return false;
  return stepsAhead(policy, session).some(({ list, isNext }) => {
    const { open, until } = windowsOf(policy[list], policy.timeZone).at(now);
    return isNext && !open && !isSome(until);
  });
}

type Step = {
  readonly list: keyof typeof texts;
  /** Whether it is this step that the session stands before, or is in. */
  readonly isNext: boolean;
};

/** The steps that windows still have a say in. A pause that the program wants is there whatever the windows say. */
function stepsAhead({ paused, advanceTo }: Policy, session: KnownSession): readonly Step[] {
  if (hasEnded(session) || session?.state === "Cutover_In_Progress") return [];
  const isPast = session !== undefined && isPastCopy(session.state);
  return [
    ...(hasBegun(session) ? [] : [{ list: "startWindows", isNext: true } as const]),
    ...(isPast || paused ? [] : [{ list: "copyWindows", isNext: hasBegun(session) } as const]),
    ...(advanceTo === "Import_Completed" ? [{ list: "cutoverWindows", isNext: isPast } as const] : []),
  ];
}

/** The lists that can still say something of a session, whatever the program wants of it. */
export const listsAhead = (session: KnownSession): readonly WindowList[] =>
  stepsAhead({ advanceTo: "Import_Completed" }, session).map(({ list }) => list);

const hasBegun = (session: KnownSession) => session !== undefined && session.state !== "Scheduled";

const hasEnded = (session: KnownSession) =>
  session !== undefined && (isCompleted(session.state) || stateRow(session.state).order === undefined);

const copies = (session: KnownSession) => session === undefined || !(hasEnded(session) || isPastCopy(session.state));

const texts = {
  startWindows: "the start",
  copyWindows: "the copy",
  cutoverWindows: "the cut-over",
} as const;

function holdText(list: keyof typeof texts, windows: Windows, until: number, session: KnownSession): string {
  const startsAt = list === "startWindows" ? session?.scheduledTimestamp : undefined;
  // The array knows nothing of windows: it keeps the time that it was told last.
  if (!isSome(until) && startsAt !== undefined)
    return `the array starts it at ${startsAt}, and ${list} never open again`;
  if (!isSome(until)) return `${texts[list]} is held, and ${list} never open again`;
  return `${texts[list]} is held until ${list} open at ${inUtc(until)} (${windows.clockAt(until)})`;
}

const isSome = (moment: number) => moment !== Number.POSITIVE_INFINITY;

const inUtc = (moment: number) => new Date(moment).toISOString().replace(".000Z", "Z");
