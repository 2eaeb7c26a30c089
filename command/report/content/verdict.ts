/** The report in a line: what a reader wants to know who reads no further. Pure. */
import { NOT_STARTED } from "../../../provider/lifecycle/importWave/decide/phase";
import type { ImportSessionState } from "../../../provider/powerstore/api/schemas/importSession";
import type { Part } from "../../fleet/filter";
import type { Totals } from "../../sessions/totals";
import { withoutMembers } from "../../sessions/totals";
import { bytesText, durationText, percentText, rateText } from "../../text/units";
import type { Report } from "./document";
import { momentBeside } from "./moments";
import { sentence, stateWords, type Tone, tones } from "./tones";

export type Verdict = {
  /** What it is of, where that is not all: names of waves are among it. */
  readonly part?: string;
  readonly text: string;
  readonly tone: "failed" | "held" | "running" | "done";
};

/** Of what was asked alone nobody may say that nothing is left. */
export function verdictOf(report: Report): Verdict {
  const { text, tone } = verdictOfKnown(report);
  if (report.part === undefined) return { text, tone };
  const part = partText(report.part);
  return { part, text: text.charAt(0).toLowerCase() + text.slice(1), tone: tone === "done" ? "held" : tone };
}

/** In a line. @param own how names are written there */
export const headlineOf = ({ part, text }: Verdict, own = (names: string) => names): string =>
  part === undefined ? text : `${own(part)}: ${text}`;

function partText({ waves = [], states = [] }: Part): string {
  const named = (thing: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`${thing}${names.length === 1 ? "" : "s"} ${names.join(" and ")}`];
  return `Only ${[...named("wave", waves), ...named("state", states.map(stateWords))].join(", ")}`;
}

function verdictOfKnown(report: Report): Verdict {
  const asked = verdictOfAsked(report);
  const { elsewhere, secretImports } = report;
  const unknown = [
    ...(elsewhere === undefined ? [] : [unaskedText(elsewhere)]),
    ...(secretImports === undefined ? [] : [secretText(secretImports)]),
  ];
  if (unknown.length === 0) return asked;
  if (asked.tone === "done") return { text: unknown.join("; "), tone: "held" };
  return { ...asked, text: [asked.text, ...unknown].join("; ") };
}

/** What else needs somebody may be nearly done, and not to be thrown away. */
const failedStates: ReadonlySet<string> = new Set<ImportSessionState>(["Failed", "Cancel_Failed", "Cleanup_Failed"]);

function verdictOfAsked({ arrays, sessions, totals, absent }: Report): Verdict {
  const silent = arrays.filter(({ failure }) => failure !== undefined).length;
  const own = withoutMembers(sessions);
  const waiting = own.filter(({ standing }) => standing === "gate" || standing === "paused").length;
  const pressing = own.filter(({ standing }) => standing === "attention");
  const failed = pressing.filter(({ state }) => failedStates.has(state)).length;
  const needing = pressing.length - failed;
  const gone = absent.filter(isGone).length;
  const notStarted = absent.length - gone;
  const texts = [
    ...(silent > 0 ? [`${count(silent, "array")} did not answer`] : []),
    ...(failed > 0 ? [`${count(failed, "import")} ${verb(failed, "has", "have")} failed`] : []),
    ...(needing > 0 ? [`${count(needing, "import")} ${verb(needing, "needs", "need")} somebody`] : []),
    ...(gone > 0 ? [`${count(gone, "import")} ${verb(gone, "has", "have")} vanished`] : []),
    ...(waiting > 0 ? [`${count(waiting, "import")} ${verb(waiting, "waits", "wait")} for somebody`] : []),
  ];
  if (texts.length > 0)
    return { text: texts.join(", "), tone: silent + pressing.length + gone > 0 ? "failed" : "held" };
  if (totals.sessions + notStarted === 0) return { text: "There are no import sessions", tone: "done" };
  if (totals.running + totals.queued > 0) return { text: "The migration goes on by itself", tone: "running" };
  if (totals.held > 0) return { text: "The program holds what is left", tone: "held" };
  if (notStarted > 0)
    return { text: `${count(notStarted, "import")} ${verb(notStarted, "has", "have")} not started`, tone: "held" };
  return { text: "Nothing is left to do", tone: "done" };
}

export type Figure = { readonly title: string; readonly value: string; readonly note?: string };

/** The figures at the top; those that nobody knows are left out. */
export function figuresOf({ totals, at }: Report): readonly Figure[] {
  const {
    sessions,
    done,
    cancelled,
    copiedBytes,
    totalBytes,
    unknownSizes,
    bytesPerSecond,
    secondsLeft,
    estimatedEnd,
  } = totals;
  if (sessions === 0) return [];
  const without = unknownSizes > 0 ? `without ${count(unknownSizes, "import")} of unknown size` : undefined;
  return [
    {
      title: "Imports done",
      value: `${grouped(done)} of ${grouped(sessions)}`,
      ...(cancelled > 0 && { note: `${grouped(cancelled)} cancelled` }),
    },
    ...(totalBytes > 0
      ? [
          {
            title: "Copied",
            value: percentText((copiedBytes / totalBytes) * 100),
            note: [`${bytesText(copiedBytes)} of ${bytesText(totalBytes)}`, without].filter(Boolean).join(", "),
          },
        ]
      : []),
    ...(bytesPerSecond === undefined ? [] : [{ title: "Rate", value: rateText(bytesPerSecond) }]),
    ...(secondsLeft === undefined || estimatedEnd === undefined
      ? []
      : [
          {
            title: "Copy time left",
            value: `${unknownSizes > 0 ? "at least " : ""}${durationText(secondsLeft)}`,
            note: `until ${momentBeside(estimatedEnd, at)} UTC`,
          },
        ]),
  ];
}

/**
 * How much is done: by bytes where those are known, else by imports. Of what is not in the bytes, for it has no size yet or has not started, nothing is: a part must not
 * pass for the whole. 0 to 100.
 */
export function percentOf(totals: Report["totals"], notStarted = 0): number {
  const { done, sessions, cancelled, failed, copiedBytes, totalBytes, unknownSizes } = totals;
  const all = sessions - cancelled + notStarted;
  if (totalBytes === 0) return all === 0 ? 0 : (done / all) * 100;
  const outside = unknownSizes + notStarted;
  const counted = Math.max(1, all - failed - outside);
  return (copiedBytes / totalBytes) * (counted / (counted + outside)) * 100;
}

/** `1,000 imports`. */
export const count = (number: number, thing: string): string => `${grouped(number)} ${thing}${number === 1 ? "" : "s"}`;

export const grouped = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

const verb = (number: number, one: string, several: string) => (number === 1 ? one : several);

/** `12 running, 3 held`. */
export const countsText = (totals: Pick<Totals, Tone>): string =>
  tones.flatMap((tone) => (totals[tone] > 0 ? [`${grouped(totals[tone])} ${tone}`] : [])).join(", ");

/** The stack has it, and the array does not. */
export const isGone = ({ state }: Report["absent"][number]): boolean => state !== NOT_STARTED;

export const unaskedText = (imports: number): string =>
  `${count(imports, "import")} ${verb(imports, "is", "are")} on arrays that were not asked`;

export const secretText = (imports: number): string =>
  `${count(imports, "import")} ${verb(imports, "is a secret", "are secrets")} in the stack's state`;

export const goneText = "Its session is no longer on the array: see what became of it, then run pulumi refresh";

/** `Cutover windows: closed until 29 Nov 20:00 UTC`. */
export function windowText({ kind, open, until }: Report["windows"][number], at: string): string {
  const what = `${kind.replace(/Windows$/, "")} windows`;
  return `${sentence(what)}: ${open ? "open" : "closed"}${until === undefined ? "" : ` until ${momentBeside(until, at)} UTC`}`;
}
