/** Which windows are meant: those of a program, or given directly. */
import { listed } from "../../provider/lifecycle/importWave/inputs/keys";
import { checkInputs } from "../../provider/lifecycle/operation/checkInputs";
import type { RawInputs } from "../../provider/lifecycle/operation/handler";
import { windowFailures } from "../../provider/lifecycle/windows/check";
import type { Window, WindowList } from "../../provider/lifecycle/windows/inputs";
import { windowInputs, windowLists } from "../../provider/lifecycle/windows/inputs";
import { UsageError } from "../process/exits";
import type { Surroundings } from "../process/surroundings";
import type { ProgramOptions } from "../program/options";
import type { ProgramResource } from "../program/program";
import { checkResource, wantedImports } from "../program/program";
import { readJson, readProgram } from "../program/read";

export type GivenWindows = {
  readonly of: string;
  readonly list: WindowList | "windows";
  readonly windows: readonly Window[];
  readonly timeZone: string | undefined;
};

export type WindowOptions = ProgramOptions & {
  readonly schedule?: string;
  readonly duration?: string;
  readonly timeZone?: string;
  readonly file?: string;
};

/** @throws UsageError where none are named, or what is named cannot be meant. */
export async function givenWindows(
  options: WindowOptions,
  surroundings: Surroundings,
): Promise<readonly GivenWindows[]> {
  const { schedule, duration, timeZone, file, from, stack } = options;
  const ways = [stack, from, schedule, file].filter((way) => way !== undefined);
  if (ways.length !== 1) {
    throw new UsageError("windows: name one of --stack, --from, --file, or --schedule with --duration and --time-zone");
  }
  if (schedule !== undefined) {
    if (duration === undefined) throw new UsageError("--schedule: needs --duration, such as 8h");
    return unnamed([{ schedule, duration }], timeZone, optionOf);
  }
  if (file !== undefined) return ofFile(file, timeZone, surroundings);
  const program = (await readProgram(options, surroundings)) ?? [];
  return program.flatMap((resource) => ofResource(resource, surroundings));
}

const options = { schedule: "--schedule", duration: "--duration", timeZone: "--time-zone" } as const;

function optionOf(property: string): string {
  const name = property.split(".").at(-1);
  return options[name as keyof typeof options] ?? "--schedule and --duration";
}

function ofFile(file: string, timeZone: string | undefined, surroundings: Surroundings): readonly GivenWindows[] {
  const value = readJson("--file", file, surroundings);
  if (Array.isArray(value)) {
    return unnamed(value, timeZone, (property) => `--file: ${property.replace(/^copyWindows/, "windows")}`);
  }
  const given = { timeZone, ...(value as RawInputs) };
  const inputs = checkedWindows(given, (property) => `--file: ${property}`);
  return listsOf("", inputs);
}

/** Windows that belong to no list are checked as those of one. */
function unnamed(
  windows: readonly unknown[],
  timeZone: string | undefined,
  nameOf: (property: string) => string,
): readonly GivenWindows[] {
  const inputs = checkedWindows({ copyWindows: windows, timeZone }, nameOf);
  return listsOf("", inputs).map((each) => ({ ...each, list: "windows" }));
}

/** As a program's are checked: whether they have the form, and whether they can be meant. */
function checkedWindows(given: RawInputs, nameOf: (property: string) => string): RawInputs {
  const { inputs, failures } = checkInputs({ of: { name: "a file of windows", inputs: windowInputs } }, given);
  const [failure] = failures.length > 0 ? failures : windowFailures(inputs);
  if (failure) throw new UsageError(`${nameOf(failure.property)} ${failure.reason}`);
  return inputs;
}

function listsOf(of: string, { timeZone, ...inputs }: RawInputs): readonly GivenWindows[] {
  return windowLists.flatMap((list) => {
    const windows = inputs[list] as readonly Window[] | undefined;
    return windows === undefined ? [] : [{ of, list, windows, timeZone: timeZone as string | undefined }];
  });
}

/** The same windows of many imports of a wave are said once. */
function ofResource(resource: ProgramResource, { environment }: Surroundings): readonly GivenWindows[] {
  const { resource: checked, failures } = checkResource(resource, environment);
  const [failure] = failures.filter(({ property }) => /[wW]indows|timeZone/.test(property));
  if (failure) throw new UsageError(`${resource.name}: ${failure.property} ${failure.reason}`);
  const imports = wantedImports(checked, environment);
  const byWindows = new Map<string, { readonly given: GivenWindows; readonly labels: string[] }>();
  for (const { label, inputs } of imports) {
    for (const given of listsOf("", inputs)) {
      const key = JSON.stringify(given);
      const known = byWindows.get(key) ?? { given, labels: [] };
      known.labels.push(label);
      byWindows.set(key, known);
    }
  }
  const nameOf = (labels: readonly string[]) => (labels.length === imports.length ? resource.name : listed(labels));
  return [...byWindows.values()].map(({ given, labels }) => ({ ...given, of: nameOf(labels) }));
}
