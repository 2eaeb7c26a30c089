/** The report as GitHub and GitLab show it in a summary of a job, or a comment. */
import { unaskedTodo } from "../../fleet/unasked";
import { markdownText } from "../../output/markdown";
import { needOf } from "../../sessions/needs";
import { needsSomebody } from "../../sessions/standing";
import { endAhead } from "../../sessions/timeLeft";
import { secretReason } from "../../stack/secretWaves";
import { durationText, percentText, rateText } from "../../text/units";
import type { Report, ReportSession, Todo } from "../content/document";
import { momentBeside, momentText, shortMoment } from "../content/moments";
import { axisOf } from "../content/timeline";
import { sentence, stateWords, toneOfStanding, toneOfState } from "../content/tones";
import {
  count,
  countsText,
  figuresOf,
  goneText,
  grouped,
  headlineOf,
  isGone,
  percentOf,
  secretText,
  unaskedText,
  verdictOf,
  windowText,
} from "../content/verdict";
import { countGoingOn, type Move, movesOf } from "../history/changes";
import { code, markerOf } from "./escape";
import { type Block, withinLimit } from "./limit";
import { cells, icons, legend, squares } from "./squares";

/** @param name tells this report's comment from another one's in the same place */
export function reportMarkdown(report: Report, name?: string): string {
  const { at, arrays } = report;
  const start = `${markerOf(name)}
## ${headlineOf(verdictOf(report), markdownText)}

As of ${momentText(at)} UTC${arrays.length > 1 ? `, ${count(arrays.length, "array")}` : ""}
${overview(report)}`;
  const blocks = [silentBlock, todoBlock, changeBlock, waveBlock, arrayBlock, sessionBlock];
  return withinLimit(
    start,
    blocks.flatMap((block) => block(report) ?? []),
  );
}

function overview(report: Report): string {
  const figures = figuresOf(report);
  if (figures.length === 0) return "";
  const row = (texts: readonly string[]) => `| ${texts.join(" | ")} |\n`;
  const values = figures.map(({ value, note }) => `**${value}**${note === undefined ? "" : ` (${note})`}`);
  const table = `${row(figures.map(({ title }) => title))}${row(figures.map(() => "---"))}${row(values)}`;
  return `\n${table}\n${squares(report.totals)} ${countsText(report.totals)}\n`;
}

function silentBlock({ arrays }: Report): Block | undefined {
  const lines = arrays
    .filter(({ failure }) => failure !== undefined)
    .map(({ name, failure = "", lastSeenAt, lastSeenSessions = 0 }) => {
      const last =
        lastSeenAt === undefined
          ? ""
          : ` Its ${count(lastSeenSessions, "session")} were last seen ${momentText(lastSeenAt)} UTC and are missing below.`;
      return `- Array ${code(name)} did not answer: ${code(failure)}.${last}`;
    });
  return lines.length === 0
    ? undefined
    : { title: "Arrays without an answer", head: "> [!CAUTION]\n", lines: lines.map((line) => `> ${line}`) };
}

function todoBlock({ todos, absent, elsewhere, secretImports }: Report): Block | undefined {
  const unasked = elsewhere === undefined ? [] : [`- ${icons.held} **${unaskedText(elsewhere)}**: ${unaskedTodo}`];
  const secret =
    secretImports === undefined ? [] : [`- ${icons.held} **${secretText(secretImports)}**: ${secretReason}`];
  const lines = [...absent.filter(isGone).map(goneLine), ...unasked, ...secret, ...todos.map(todoLine)];
  return lines.length === 0 ? undefined : { title: "Who has to act", head: "### Who has to act\n", lines };
}

const goneLine = ({ resource, state, sessionId = "" }: Report["absent"][number]): string =>
  `- ${icons.failed} **${goneText}**: ${code(resource)}, last recorded ${markdownText(stateWords(state))}, session ${code(sessionId)}`;

function todoLine({ standing, state, todo, onHosts, words, sessions }: Todo): string {
  return [
    `- ${icons[toneOfStanding[standing]]} **${markdownText(sentence(todo))}**: ${count(sessions.length, "import")}, ${markdownText(stateWords(state))}. ${names(sessions)}`,
    ...(onHosts === undefined ? [] : [`On the hosts before: ${markdownText(onHosts)}`]),
    ...(words === undefined ? [] : [`The array says: ${code(words)}`]),
  ].join("<br>");
}

/** So many names stand in a line. */
const MOST_NAMES = 10;

function names(sessions: readonly { readonly id: string; readonly name?: string | undefined }[]): string {
  const shown = sessions.slice(0, MOST_NAMES).map(({ name, id }) => code(name ?? id));
  const left = sessions.length - shown.length;
  return `${shown.join(", ")}${left > 0 ? ` and ${grouped(left)} more` : ""}`;
}

function changeBlock({ since, at, changes, sessions }: Report): Block | undefined {
  if (since === undefined) return undefined;
  const ago = durationText((Date.parse(at) - Date.parse(since)) / 1000);
  const copied = countGoingOn(changes, sessions);
  const lines = [
    ...movesOf(changes).map(moveLine),
    ...(copied > 0 ? [`- ${count(copied, "import")} copied on in the same state.`] : []),
  ];
  return {
    title: "Since the last report",
    head: `### Since the last report (${momentText(since)} UTC, ${ago} before)\n`,
    lines: lines.length > 0 ? lines : ["Nothing has changed."],
  };
}

function moveLine({ from, to, changes }: Move): string {
  const state = (word: string) => `${icons[toneOfState(word)]} ${markdownText(stateWords(word))}`;
  const [before, after] = [from === undefined ? "new" : state(from), to === undefined ? "no longer there" : state(to)];
  return `- **${grouped(changes.length)}** ${before} → ${after}: ${names(changes)}`;
}

function waveBlock({ waves, at }: Report): Block | undefined {
  if (waves.length === 0) return undefined;
  const lines = waves.map(({ name, totals, holds, nextChangeAt, windows, notStarted }) => {
    const next = nextChangeAt === undefined ? [] : [`next change ${momentBeside(nextChangeAt, at)}`];
    return `| ${code(name)} | ${squares(totals)} | ${percentText(percentOf(totals, notStarted))} | ${[countsText(totals), notStarted > 0 && `${grouped(notStarted)} not started`].filter(Boolean).join(", ")} | ${[...windows.map((window) => windowText(window, at)), ...holds.map((hold) => markdownText(sentence(hold))), ...next].join("<br>")} |`;
  });
  return {
    title: "Waves",
    head: "### Waves\n| Wave | | Done | Imports | Windows and holds |\n|---|---|---:|---|---|\n",
    lines,
  };
}

function arrayBlock({ arrays }: Report): Block | undefined {
  if (arrays.length < 2) return undefined;
  const lines = arrays.map(({ name, totals }) =>
    totals === undefined
      ? `| ${code(name)} | | | did not answer |`
      : `| ${code(name)} | ${squares(totals)} | ${percentText(percentOf(totals))} | ${countsText(totals)} |`,
  );
  return { title: "Arrays", head: "### Arrays\n| Array | | Done | Imports |\n|---|---|---:|---|\n", lines };
}

function sessionBlock(report: Report): Block | undefined {
  const { sessions, arrays, waves, at } = report;
  if (sessions.length === 0) return undefined;
  const axis = { ...axisOf(report), to: Date.parse(at) };
  const extra = [arrays.length > 1 && "Array", waves.length > 0 && "Wave"].filter((title) => title !== false);
  const from = shortMoment(new Date(axis.from).toISOString());
  const titles = ["Import", ...extra, "State", "Copied", "Next", `${from} to ${shortMoment(at)}`];
  const cellsOf = (session: ReportSession) => [
    code(session.name ?? session.id),
    ...(arrays.length > 1 ? [code(session.array)] : []),
    ...(waves.length > 0 ? [session.wave === undefined ? "" : code(session.wave)] : []),
    markdownText(stateWords(session.state)),
    session.progressPercentage === undefined ? "" : percentText(session.progressPercentage),
    nextText(session, axis.now),
    cells(session, axis),
  ];
  const row = (texts: readonly string[]) => `| ${texts.join(" | ")} |`;
  return {
    title: "All imports",
    head: `<details><summary>${count(sessions.length, "import")} with ${sessions.length === 1 ? "its" : "their"} states over time</summary>\n\n${legend}\n\n${row(titles)}\n${row(titles.map(() => "---"))}\n`,
    lines: sessions.map((session) => row(cellsOf(session))),
    tail: "\n</details>\n",
  };
}

function nextText(session: ReportSession, now: number): string {
  const { standing, hold, onHosts, scheduledTimestamp: start, currentTransferRate: rate } = session;
  const words = (...parts: readonly (string | undefined)[]) => markdownText(parts.filter(Boolean).join("; "));
  if (needsSomebody(standing)) return words(needOf(session), hold);
  if (hold !== undefined) {
    return words(hold, standing === "held" && onHosts !== undefined ? `first, on the hosts: ${onHosts}` : undefined);
  }
  if (standing === "waiting") {
    if (session.placeInQueue !== undefined) return `place ${session.placeInQueue} in the queue`;
    return start === undefined ? "" : `starts ${momentBeside(start, now)}`;
  }
  if (standing !== "running") return words(session.todo);
  const end = endAhead(session, now);
  return [end && `ends ${momentBeside(end, now)}`, rate !== undefined && rateText(rate)].filter(Boolean).join(", ");
}
