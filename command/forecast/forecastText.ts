import { markdownText } from "../output/markdown";
import type { Style, Tone } from "../text/style";
import type { Column } from "../text/table";
import { renderTable } from "../text/table";
import { countText, durationText, minuteText } from "../text/units";
import { wrapped } from "../text/wrap";
import type { Forecast, ForecastDocument, ForecastImport } from "./document";
import { forecastOf } from "./document";

type Look = { readonly style: Style; readonly width: number | undefined };

export function forecastText(document: ForecastDocument, look: Look): string {
  const { style, width } = look;
  if (document.forecasts.length === 0) return "";
  const blocks = blocksOf(document).map((forecast) => {
    const head = wrapped(headline(forecast, document.at), width, 0);
    const table = forecast.imports.length === 0 ? "" : renderTable(forecast.imports, columns, look);
    const misses = missTexts(forecast).map((text) => `${wrapped(`! ${text}`, width, 0)}\n`);
    return `${style("title", head)}\n${table}${misses.join("")}`;
  });
  const assumptions = assumptionsOf(document).map((text) => `${style("quiet", wrapped(`- ${text}`, width, 0))}\n`);
  return `${[...blocks, ""].join("\n")}${assumptions.join("")}`;
}

export function forecastMarkdown(document: ForecastDocument): string {
  if (document.forecasts.length === 0) return "";
  const blocks = blocksOf(document).map((forecast) => {
    const rows = forecast.imports.map(
      (each) =>
        `| ${[each.label, placeText(each), each.outcome, endText(each), each.todo ?? ""].map(markdownText).join(" | ")} |`,
    );
    const table =
      rows.length === 0 ? [] : ["", "| Import | Now | Outcome | Ends | To do |", "|---|---|---|---|---|", ...rows];
    const misses = missTexts(forecast).map((text) => `- ${markdownText(text)}`);
    return [
      "### Forecast",
      "",
      markdownText(headline(forecast, document.at)),
      ...table,
      ...(misses.length > 0 ? ["", ...misses] : []),
    ].join("\n");
  });
  const assumptions = assumptionsOf(document).map((text) => `- ${markdownText(text)}`);
  return `${[...blocks, ["Assumed:", "", ...assumptions].join("\n")].join("\n\n")}\n`;
}

/** Of each array one for all imports that are in no wave: a table for each would hide the others. */
function blocksOf({ forecasts }: ForecastDocument): readonly Forecast[] {
  const isSingle = ({ of, imports: [first, ...others] }: Forecast) => others.length === 0 && first?.label === of;
  const arrays = [...new Set(forecasts.map(({ array }) => array))];
  return arrays.flatMap((array) => {
    const own = forecasts.filter((forecast) => forecast.array === array);
    const singles = own.filter(isSingle);
    if (singles.length < 2) return own;
    const of = countText(singles.length, "single import");
    const imports = singles.flatMap((single) => single.imports);
    return [...own.filter((forecast) => !isSingle(forecast)), forecastOf(array, of, imports)];
  });
}

const tones: Readonly<Record<ForecastImport["outcome"], Tone>> = {
  failed: "attention",
  stands: "attention",
  beyond: "attention",
  ready: "good",
  completed: "good",
};

const columns: readonly Column<ForecastImport>[] = [
  { title: "IMPORT", rank: 0, cell: ({ label }) => label },
  { title: "NOW", rank: 2, cell: placeText },
  { title: "OUTCOME", rank: 1, cell: ({ outcome }) => ({ text: outcome, tone: tones[outcome] }) },
  { title: "ENDS", rank: 0, cell: endText },
  { title: "TO DO", rank: 3, cell: ({ todo }) => todo ?? "" },
];

function placeText({ state, queuePlace, wavePlace }: ForecastImport): string {
  const place = queuePlace ?? wavePlace;
  return place === undefined ? state : `${state} (${place}.)`;
}

function endText({ endsAt, outcome, endState }: ForecastImport): string {
  if (endsAt !== undefined) return minuteText(endsAt);
  return outcome === "completed" || outcome === "ready" ? "is done" : `at ${endState}`;
}

function headline({ array, of, endsAt, imports }: Forecast, at: string): string {
  const what = of === "" ? `The sessions of ${array}` : of;
  if (imports.length === 0) return `${what}: nothing is under way.`;
  if (endsAt !== undefined) {
    const left = durationText((Date.parse(endsAt) - Date.parse(at)) / 1000);
    return `${what}: ${imports.length === 1 ? "it ends" : `the last of ${imports.length} ends`} ${minuteText(endsAt)}, in ${left}.`;
  }
  const count = (...outcomes: readonly ForecastImport["outcome"][]) =>
    imports.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const [stuck, late] = [count("stands", "failed"), count("beyond")];
  const texts = [
    ...(stuck > 0 ? [`${stuck} of ${imports.length} do not end by themselves`] : []),
    ...(late > 0 ? [`${late} of ${imports.length} are not done within the horizon (--horizon)`] : []),
  ];
  return `${what}: ${texts.join(", ") || "all is done"}.`;
}

/** So many are told one by one. */
const MOST_MISSES = 5;

/** The worst first. */
function missTexts({ imports }: Forecast): readonly string[] {
  const all = imports
    .flatMap(({ label, missed }) => missed.map((miss) => ({ label, ...miss })))
    .toSorted((one, other) => other.bySeconds - one.bySeconds);
  const texts = all
    .slice(0, MOST_MISSES)
    .map(
      ({ label, list, closedAt, bySeconds }) =>
        `${label} misses ${list} that close at ${minuteText(closedAt)} by ${durationText(bySeconds)}`,
    );
  return all.length > MOST_MISSES ? [...texts, `and ${all.length - MOST_MISSES} more miss windows`] : texts;
}

function assumptionsOf({ arrays, forecasts, everySeconds }: ForecastDocument): readonly string[] {
  const isAlone = arrays.length === 1;
  const own = arrays.flatMap(({ name, assumptions }) =>
    assumptions.map((text) => (isAlone ? text : `${name}: ${text}`)),
  );
  const hasProgram = forecasts.some(({ of }) => of !== "");
  return hasProgram ? [...own, `somebody runs "pulumi up" every ${durationText(everySeconds)}`] : own;
}
