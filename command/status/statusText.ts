import { nothingText } from "../arrays/missing";
import { unaskedLine } from "../fleet/unasked";
import { needsOf, needText, nextText } from "../sessions/needs";
import type { SessionView } from "../sessions/sessionView";
import { endAhead } from "../sessions/timeLeft";
import { totalsText } from "../sessions/totalsText";
import { secretLine } from "../stack/secretWaves";
import type { Style, Tone } from "../text/style";
import type { Column } from "../text/table";
import { renderTable } from "../text/table";
import { bytesText, countText, durationText, minuteText, percentText, rateText } from "../text/units";
import { wrapped } from "../text/wrap";
import type { Status } from "./document";

type Look = {
  readonly style: Style;
  /** Of the terminal; undefined: nothing is cut. */
  readonly width: number | undefined;
};

/** Totals, what is to be done, and a line for each session, of which only so many are shown. */
export function statusText(status: Status, look: Look, mostSessions = Number.POSITIVE_INFINITY): string {
  return statusPage(status, columnsFor(status), look, mostSessions);
}

/** The same with all that is known of each session, however wide that is. */
export function wideStatusText(status: Status, { style }: Pick<Look, "style">): string {
  return statusPage(status, wideColumnsFor(status), { style, width: undefined });
}

function statusPage(
  status: Status,
  columns: readonly Column<SessionView>[],
  look: Look,
  most = Number.POSITIVE_INFINITY,
): string {
  const head = [...headLines(status, look), ...absentLines(status, look)].join("\n");
  if (status.sessions.length === 0) return `${head}\n`;
  const table = renderTable(status.sessions.slice(0, most), columns, look);
  const hidden = status.sessions.length - most;
  return `${head}\n\n${table}${hidden > 0 ? `${look.style("quiet", `and ${hidden} more`)}\n` : ""}`;
}

function headLines(
  { arrays, totals, sessions, elsewhere, secretImports }: Status,
  { style, width }: Look,
): readonly string[] {
  const lines = (text: string, tone?: Tone, indent = 2) =>
    wrapped(text, width, indent)
      .split("\n")
      .map((line) => (tone === undefined ? line : style(tone, line)));
  const missing = arrays.flatMap(({ name, failure }) => (failure === undefined ? [] : [name]));
  const needs = needsOf(sessions);
  return [
    ...(sessions.length === 0
      ? lines(nothingText("There are no import sessions", arrays))
      : lines(totalsText(totals), "title")),
    ...(arrays.length > 1
      ? arrays.flatMap(({ name, totals: own }) => (own ? lines(`  ${name}: ${totalsText(own)}`, undefined, 4) : []))
      : []),
    ...(missing.length > 0 ? lines(`No answer, and no part of this: ${missing.join(", ")}`, "attention") : []),
    ...(elsewhere ? lines(unaskedLine(elsewhere), "attention") : []),
    ...(secretImports ? lines(secretLine(secretImports), "attention") : []),
    ...(needs.length > 0 ? lines("To do", "attention") : []),
    ...needs.flatMap((need) => lines(`  ${needText(need)}`, undefined, 4)),
  ];
}

const MOST_ABSENT = 5;

function absentLines({ absent }: Status, { width }: Look): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { state, hold, resource } of absent) {
    const what =
      state === "Not_Started"
        ? `not begun${hold === undefined ? "" : `, ${hold}`}`
        : `${state} when last seen, and not on the array any more: run "pulumi refresh"`;
    groups.set(what, [...(groups.get(what) ?? []), resource]);
  }
  return [...groups].map(([what, resources]) => {
    const more = resources.length - MOST_ABSENT;
    const names = `${resources.slice(0, MOST_ABSENT).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
    return wrapped(`Beside these, ${countText(resources.length, "import")} ${what}: ${names}`, width, 2);
  });
}

const tones: Readonly<Record<SessionView["standing"], Tone>> = {
  attention: "attention",
  gate: "attention",
  paused: "attention",
  held: "quiet",
  running: "busy",
  waiting: "quiet",
  completed: "good",
  ended: "quiet",
};

type SessionColumn = Column<SessionView>;

const name: SessionColumn = {
  title: "NAME",
  rank: 0,
  cell: ({ name, id, parentSessionId }) => `${parentSessionId === undefined ? "" : "  "}${name ?? id}`,
};
const array: SessionColumn = { title: "ARRAY", rank: 3, cell: (session) => session.array };
const state: SessionColumn = {
  title: "STATE",
  rank: 0,
  cell: (session) => ({ text: session.state, tone: tones[session.standing] }),
};
const done: SessionColumn = {
  title: "DONE",
  rank: 1,
  align: "right",
  cell: ({ progressPercentage, standing }) => {
    if (progressPercentage !== undefined) return percentText(progressPercentage);
    return standing === "completed" ? "100 %" : "";
  },
};
const size: SessionColumn = {
  title: "SIZE",
  rank: 2,
  align: "right",
  cell: (session) => (session.size === undefined ? "" : bytesText(session.size)),
};
const next: SessionColumn = { title: "NEXT", rank: 4, cell: nextText };

const optional = (title: string, of: (session: SessionView) => string | undefined, align?: "right"): SessionColumn => ({
  title,
  rank: 5,
  ...(align && { align }),
  cell: (session) => of(session) ?? "",
});

const restAt = (now: number): readonly SessionColumn[] => [
  optional("QUEUE", ({ placeInQueue }) => placeInQueue?.toString(), "right"),
  optional("RATE", ({ currentTransferRate: rate }) => (rate === undefined ? undefined : rateText(rate)), "right"),
  optional("ENDS", (session) => {
    const end = endAhead(session, now);
    return end && minuteText(end);
  }),
  optional("AGE", ({ ageSeconds: age }) => (age === undefined ? undefined : durationText(age)), "right"),
  optional("TYPE", ({ type }) => type),
  optional("ID", ({ id }) => id),
];

const ofStack: readonly SessionColumn[] = [
  optional("RESOURCE", ({ resource }) => resource),
  optional("NEXT CHANGE", ({ nextChangeAt }) => nextChangeAt && minuteText(nextChangeAt)),
];

const ofArray = ({ arrays }: Status) => (arrays.length > 1 ? [array] : []);
const hasStack = ({ sessions }: Status) => sessions.some(({ resource }) => resource !== undefined);

const columnsFor = (status: Status) => [name, ...ofArray(status), state, done, size, next];
const wideColumnsFor = (status: Status) => [
  name,
  ...ofArray(status),
  state,
  done,
  size,
  ...restAt(Date.parse(status.at)),
  ...(hasStack(status) ? ofStack : []),
  next,
];
