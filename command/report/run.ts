import { resolve } from "node:path";
import { missingExit } from "../arrays/missing";
import type { ArrayOptions } from "../arrays/options";
import { askFleet } from "../fleet/askFleet";
import { checkFilter, filtered, leftOutText, partOf, type SessionFilter } from "../fleet/filter";
import { type Fleet, noticesOf } from "../fleet/observeFleet";
import { jsonText } from "../output/formats";
import { say } from "../output/messages";
import type { ExitCode } from "../process/exits";
import { exitCodes, UsageError } from "../process/exits";
import type { Surroundings } from "../process/surroundings";
import { statusOf } from "../status/document";
import { buildReport } from "./content/build";
import type { Report } from "./content/document";
import type { Change } from "./history/changes";
import { readHistory } from "./history/file";
import { keyOf } from "./history/observe";
import { emptyHistory } from "./history/schema";
import { type ReportTarget, targetsOf } from "./targets";
import { writeWhole } from "./writeWhole";

type ReportOptions = ArrayOptions &
  SessionFilter & {
    readonly format?: ReportTarget["format"];
    readonly out?: readonly string[];
    readonly history?: string;
  };

export async function runReport(options: ReportOptions, surroundings: Surroundings): Promise<ExitCode> {
  const { stdout, folder } = surroundings;
  checkFilter(options);
  const targets = targetsOf(options.format, options.out, folder);
  const historyFile = options.history === undefined ? undefined : resolve(folder, options.history);
  if (targets.some(({ file }) => file !== undefined && file === historyFile)) {
    throw new UsageError(`--history: ${options.history} is the file of --out as well; the report would be lost`);
  }
  const before = historyFile === undefined ? emptyHistory : readHistory(historyFile);
  const fleet = await askFleet(options, surroundings);
  for (const { text } of noticesOf(fleet)) say(surroundings, text);
  const shown = filtered(fleet, options);
  const leftOut = leftOutText(fleet, shown, options);
  if (leftOut !== undefined) say(surroundings, leftOut);
  const { sessions, totals } = statusOf(fleet);
  const whole = { sessions, totals, wasOfPart: formerPart(fleet, shown, options) };
  const { report, history } = buildReport(before, statusOf(shown, partOf(options)), whole);
  for (const { format, file } of targets) {
    const text = written(report, format, options.stack);
    if (file === undefined) stdout.write(text);
    else writeWhole("--out", file, text);
  }
  // After the report: what nobody was told counts as news the next time.
  if (historyFile !== undefined) writeWhole("--history", historyFile, `${JSON.stringify(history)}\n`);
  return exitOf(fleet);
}

/** What was shown by the last report with these options: by its state then, and by its wave as far as a stack tells it of what is gone. */
function formerPart(
  { sessions }: Fleet,
  { absent }: Fleet,
  { state, wave }: SessionFilter,
): (change: Change) => boolean {
  const own = new Set(sessions.filter((session) => wave?.includes(session.wave ?? "")).map(keyOf));
  const gone = new Set(absent.map(({ sessionId }) => sessionId));
  const isOfWave = (change: Change) => own.has(keyOf(change)) || (change.kind === "gone" && gone.has(change.id));
  return (change) => (state?.includes(change.from ?? "") ?? true) && (wave === undefined || isOfWave(change));
}

function written(report: Report, format: ReportTarget["format"], stack: string | undefined): string {
  switch (format) {
    case "json":
      return jsonText(report);
    case "html":
      return (require("./html/page") as typeof import("./html/page")).reportHtml(report);
    case "markdown":
      return (require("./markdown/markdown") as typeof import("./markdown/markdown")).reportMarkdown(report, stack);
  }
}

/** It was asked for a report, not how things stand: a step of a pipeline does not fail because an import goes on. What is missing from it does count. */
const exitOf = ({ arrays }: Fleet): ExitCode => missingExit(arrays) ?? exitCodes.done;
