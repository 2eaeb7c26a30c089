import { askedArray } from "../arrays/askedArray";
import { chooseArrays, readSettings } from "../arrays/chosenArrays";
import { missingExit, missingTexts } from "../arrays/missing";
import type { Answered } from "../arrays/openArrays";
import { askEach, withArrays } from "../arrays/openArrays";
import type { ArrayOptions } from "../arrays/options";
import { twinsAmong, twinTexts, withoutTwins } from "../arrays/twins";
import type { Format } from "../output/formats";
import { jsonText } from "../output/formats";
import { say } from "../output/messages";
import type { ExitCode } from "../process/exits";
import { exitCodes, UsageError } from "../process/exits";
import { rateOf, secondsOf, wholeNumberOf } from "../process/quantities";
import type { Surroundings } from "../process/surroundings";
import { adopting } from "../program/adopting";
import type { ProgramOptions } from "../program/options";
import { placeOf } from "../program/placement";
import type { ProgramResource, WantedImport } from "../program/program";
import { checkImports, originOf, wantedImports } from "../program/program";
import { readProgram } from "../program/read";
import { styleFor } from "../text/style";
import { forecastProgram, forecastSessions } from "./conclude";
import type { Forecast, ForecastArray, ForecastDocument } from "./document";
import { forecastMarkdown, forecastText } from "./forecastText";
import type { Observed } from "./observe";
import { observeForecast } from "./observe";
import type { Pace } from "./rates";
import { paceOf } from "./rates";
import { play, simulatorOptions } from "./simulate";
import { loadSimulator } from "./simulator";
import { tracesFinder } from "./traces";

type ForecastOptions = ArrayOptions &
  ProgramOptions & {
    readonly rate?: string;
    readonly every: string;
    readonly places?: string;
    readonly horizon: string;
    readonly output: Format;
  };

type Settings = {
  readonly rate: number | undefined;
  readonly places: number | undefined;
  readonly everySeconds: number;
  readonly horizonDays: number;
};

type Wanted = {
  readonly resource: ProgramResource;
  readonly imports: readonly WantedImport[];
  /** Why nothing is known of them, in a clause. */
  readonly hidden?: string;
};

export async function runForecast(options: ForecastOptions, surroundings: Surroundings): Promise<ExitCode> {
  const { stdout, clock, stopped } = surroundings;
  const settings = settingsOf(options);
  const simulator = loadSimulator(surroundings);
  const configured = await readSettings(options, surroundings);
  const program = wantedOf(await readProgram(options, surroundings, configured), surroundings);
  const wanted = program?.filter(({ hidden }) => hidden === undefined);
  const hidden = hiddenTexts(program);
  const chosen = await chooseArrays(options, surroundings, configured);
  const now = clock.now();
  const asked = await withArrays(chosen, surroundings, (arrays) =>
    askEach(arrays, (array) => observeForecast(array, stopped)),
  );
  const answers = withoutTwins(asked);
  const places = answers.flatMap(({ name, alsoNamed, answer }) => (answer ? [{ ...answer, name, alsoNamed }] : []));
  for (const text of [...missingTexts(answers), ...twinTexts(twinsAmong(answers))]) say(surroundings, text);
  const nowhere = wanted?.filter(({ imports: [first] }) => first && placeOf(first, places) === undefined) ?? [];
  for (const { resource } of nowhere) {
    say(surroundings, `${resource.name}: on none of the arrays that have answered, and left out`);
  }
  if (program?.length === 0) say(surroundings, "the program has no imports");
  // Assumptions are told with a forecast alone.
  for (const text of wanted?.length === 0 ? hidden : []) say(surroundings, text);
  const played = new Map<string, Forecasted>();
  // One after the other: each is a whole array.
  for (const place of places) {
    const here = wanted?.filter(({ imports: [first] }) => first && placeOf(first, places) === place);
    const own =
      here &&
      wantedOf(
        here.map(({ resource, imports }) => adopting(resource, imports, place)),
        surroundings,
      );
    const { assumptions, ...forecasted } = await forecastArray(place, own, settings, now, { simulator, surroundings });
    played.set(place.name, { ...forecasted, assumptions: [...assumptions, ...hidden] });
  }
  const document: ForecastDocument = {
    schema: "powerstore-import/forecast/1",
    at: new Date(now).toISOString(),
    everySeconds: settings.everySeconds,
    arrays: answers.map((answer) => arrayOf(answer, played.get(answer.name))),
    forecasts: [...played.values()].flatMap(({ forecasts }) => [...forecasts]),
  };
  stdout.write(rendered(document, options.output, surroundings));
  if (nowhere.length > 0 && answers.every(({ failure }) => !failure)) return exitCodes.error;
  const exit = exitOf(document, answers);
  // Whether those end that are hidden nobody knows.
  return exit === exitCodes.done && hidden.length > 0 ? exitCodes.error : exit;
}

function rendered(document: ForecastDocument, format: Format, { stdout, environment }: Surroundings): string {
  if (format === "json") return jsonText(document);
  if (format === "markdown") return forecastMarkdown(document);
  return forecastText(document, { style: styleFor(stdout, environment), width: stdout.columns });
}

function wantedOf(
  program: readonly ProgramResource[] | undefined,
  { environment }: Surroundings,
): readonly Wanted[] | undefined {
  return program?.map((each) => {
    const { resource, failures, hidden } = checkImports(each, environment);
    const [failure] = failures;
    if (failure)
      throw new UsageError(
        `${each.name}: ${failure.property} ${failure.reason} (powerstore-import preflight tells all)`,
      );
    return { resource, imports: wantedImports(resource, environment), ...(hidden !== undefined && { hidden }) };
  });
}

const hiddenTexts = (program: readonly Wanted[] = []): readonly string[] =>
  program.flatMap(({ resource, hidden }) =>
    hidden === undefined ? [] : [`${resource.name} is left out: ${hidden}; no run does anything with them here`],
  );

type Forecasted = {
  readonly pace: Pace;
  readonly assumptions: readonly string[];
  readonly forecasts: readonly Forecast[];
};

type Means = { readonly simulator: ReturnType<typeof loadSimulator>; readonly surroundings: Surroundings };

async function forecastArray(
  observed: Observed & { readonly name: string },
  wanted: readonly Wanted[] | undefined,
  settings: Settings,
  now: number,
  { simulator, surroundings }: Means,
): Promise<Forecasted> {
  const pace = paceOf(observed.sessions, settings);
  const array = await simulator.startSimulator(simulatorOptions(observed, pace, now));
  try {
    const plan = {
      resources: wanted?.map(({ resource }) => resource) ?? [],
      imports: wanted?.flatMap(({ imports }) => imports) ?? [],
      now,
      everySeconds: settings.everySeconds,
      horizon: now + settings.horizonDays * 86_400_000,
    };
    const { history, resources, leftOut, hasEnded } = await play(array, observed, pace, plan, surroundings);
    const conclusion = {
      array: observed.name,
      now,
      sessions: observed.sessions,
      histories: history.sessions,
      hasEnded,
      tracesOf: tracesFinder(observed),
    };
    const forecasts = wanted
      ? wanted.map((each, index) => {
          const reasonOf = (label: string) => resources[index]?.reasonOf(label) ?? {};
          const played = new Map(resources[index]?.sessions);
          return forecastProgram({ ...each, played, reasonOf }, conclusion);
        })
      : [forecastSessions(conclusion)];
    return {
      pace,
      forecasts,
      assumptions: [
        ...pace.assumptions,
        ...limitsOf(plan.resources, surroundings),
        ...holdsOf(plan.resources),
        ...leftOutTexts(leftOut),
      ],
    };
  } finally {
    await array.close();
  }
}

function limitsOf(resources: readonly ProgramResource[], { environment }: Surroundings): readonly string[] {
  const limits = resources.flatMap((each) => originOf(each, environment).settings.maxActivePerArray ?? []);
  return [...new Set(limits)].map(
    (limit) => `no run begins an import while ${limit} are active on the array, as maxActivePerArray says`,
  );
}

const holdsOf = (resources: readonly ProgramResource[]): readonly string[] =>
  resources
    .filter(({ inputs }) => inputs.hold === true)
    .map(({ name }) => `${name} stays held, as its hold is set now: what it waits for is not played`);

function leftOutTexts(leftOut: ReadonlyMap<string, string>): readonly string[] {
  return [...leftOut].slice(0, 10).map(([id, reason]) => `session ${id} is left out: ${reason}`);
}

function arrayOf(answer: Answered<unknown>, forecasted: Forecasted | undefined): ForecastArray {
  if (!forecasted) return { ...askedArray(answer), assumptions: [] };
  const { rate, confidence } = forecasted.pace;
  return { ...askedArray(answer), rate, confidence, assumptions: [...forecasted.assumptions] };
}

function exitOf({ forecasts }: ForecastDocument, answers: readonly Answered<unknown>[]): ExitCode {
  const missing = missingExit(answers);
  if (missing !== undefined) return missing;
  const ends = forecasts.every(({ imports }) =>
    imports.every(({ outcome }) => outcome === "completed" || outcome === "ready"),
  );
  return ends ? exitCodes.done : exitCodes.attention;
}

function settingsOf({ rate, every, places, horizon }: ForecastOptions): Settings {
  return {
    rate: rate === undefined ? undefined : rateOf(rate, "--rate"),
    places: places === undefined ? undefined : wholeNumberOf(places, "--places", 10_000),
    everySeconds: secondsOf(every, "--every", { least: "1m", most: "7d" }),
    horizonDays: wholeNumberOf(horizon, "--horizon", 3650),
  };
}
