import type { CheckFailure, RawInputs } from "../operation/handler";
import { hasUnknown } from "../operation/unknown";
import { parseDuration } from "./duration";
import { type WindowInputs, type WindowList, windowInputs, windowLists } from "./inputs";
import { NotMeantError } from "./notMeant";
import { parseSchedule } from "./opening";
import { type Windows, windowsOf } from "./windows";
import { zoneOf } from "./zone";

/**
 * What of windows cannot be meant, each failure at the property that is to be changed (`copyWindows[0].schedule`). Pure, and the same at any time:
 * windows that lie in the past are those of a program that has done its work. What is unknown, or not of the right form, is left to others.
 * @param inputs of a session or a wave, as `checkInputs` leaves them
 */
export function windowFailures(inputs: RawInputs): readonly CheckFailure[] {
  return [...failuresOfLists(inputs), ...contradictions(inputs)];
}

/** By what was said: a thousand imports of a wave have the same windows, and are checked with each run. */
const known = new Map<string, readonly CheckFailure[]>();
const MOST_KNOWN = 1000;

function failuresOfLists({ timeZone, startWindows, copyWindows, cutoverWindows }: RawInputs): readonly CheckFailure[] {
  const given = { timeZone, startWindows, copyWindows, cutoverWindows };
  // JSON has no word for what is unknown.
  if (hasUnknown(given)) return findFailures(given);
  const key = JSON.stringify(given);
  const failures = known.get(key) ?? findFailures(given);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, failures);
  return failures;
}

function findFailures(inputs: RawInputs): readonly CheckFailure[] {
  const timeZone = readable("timeZone", inputs.timeZone);
  const failures = timeZone === undefined ? [] : failureOf("timeZone", () => zoneOf(timeZone));
  const broken = new Set<string>(failures.length > 0 ? windowLists : []);
  for (const list of windowLists) {
    const own = listFailures(list, readable(list, inputs[list]) ?? [], inputs.timeZone);
    if (own.length > 0) broken.add(list);
    failures.push(...own);
  }
  const sound = (list: WindowList) => (broken.has(list) ? undefined : readable(list, inputs[list]));
  if (inputs.timeZone === undefined || timeZone !== undefined) failures.push(...meetingFailures(sound, timeZone));
  return failures;
}

/** An input that is there, known and of the right form. */
function readable<Name extends keyof WindowInputs>(name: Name, value: unknown): WindowInputs[Name] {
  if (value === undefined || hasUnknown(value)) return undefined;
  const parsed = windowInputs[name].safeParse(value);
  return parsed.success ? (parsed.data as WindowInputs[Name]) : undefined;
}

function listFailures(list: WindowList, windows: WindowInputs[WindowList] & {}, timeZone: unknown): CheckFailure[] {
  return windows.flatMap((window, place) => {
    const at = (property: string) => `${list}[${place}].${property}`;
    const own = window.timeZone;
    return [
      ...failureOf(at("schedule"), () => parseSchedule(window.schedule)),
      ...failureOf(at("duration"), () => parseDuration(window.duration)),
      ...(own === undefined ? [] : failureOf(at("timeZone"), () => zoneOf(own))),
      ...(own === undefined && timeZone === undefined ? [{ property: at("timeZone"), reason: NO_ZONE }] : []),
    ];
  });
}

const NO_ZONE =
  "is required: give it here, or timeZone of the resource for all windows; the machine's own counts for nothing";

function failureOf(property: string, read: () => unknown): CheckFailure[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof NotMeantError)) throw error;
    return [{ property, reason: error.message }];
  }
}

const names = { startWindows: "start", copyWindows: "copy", cutoverWindows: "cut-over" } as const;

/**
 * Lists that are never open, and those that are open for the last time before the one of an earlier step opens first. An import starts, copies and is cut over in
 * this order, but not at once: windows that do not overlap are fine.
 */
function meetingFailures(
  windowsAt: (list: WindowList) => WindowInputs[WindowList],
  timeZone: string | undefined,
): CheckFailure[] {
  let reached: { readonly moment: number; readonly by: WindowList } | undefined;
  const failures: CheckFailure[] = [];
  for (const list of windowLists) {
    const given = windowsAt(list);
    if (given === undefined) continue;
    const windows = windowsOf(given, timeZone);
    const ever = firstOpen(windows, windows.beginning);
    const first = reached && ever !== undefined ? firstOpen(windows, Math.max(reached.moment, ever)) : ever;
    if (ever === undefined) failures.push({ property: list, reason: NEVER });
    else if (neverCloses(windows)) failures.push({ property: list, reason: ENDLESS });
    else if (first === undefined) failures.push({ property: list, reason: tooEarly(list, reached?.by ?? list) });
    else reached = { moment: first, by: list };
  }
  return failures;
}

function firstOpen({ at }: Windows, from: number): number | undefined {
  const { open, until } = at(from);
  if (open) return from;
  return until === Number.POSITIVE_INFINITY ? undefined : until;
}

function neverCloses({ at, beginning }: Windows): boolean {
  const { open, until } = at(beginning);
  return open && until === Number.POSITIVE_INFINITY;
}

const ENDLESS = "never close: leave them out for what may be at any time";
const NEVER = "are never open: what denies covers all that is allowed";

const tooEarly = (list: WindowList, before: WindowList) =>
  `close for the last time before ${before} open for the first: no ${names[list]} would ever come after a ${names[before]}`;

function contradictions(inputs: RawInputs): CheckFailure[] {
  const failures: CheckFailure[] = [];
  if (inputs.automaticCutover === true && isGiven(inputs.cutoverWindows))
    failures.push({
      property: "automaticCutover",
      reason: "cannot be true together with cutoverWindows: the array would cut over by itself, whatever the time",
    });
  if (isGiven(inputs.scheduledTimestamp) && isGiven(inputs.startWindows))
    failures.push({
      property: "scheduledTimestamp",
      reason: "cannot be given together with startWindows: both say when the import starts",
    });
  return failures;
}

const isGiven = (value: unknown) => value !== undefined && !hasUnknown(value);
