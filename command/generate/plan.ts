/** Which resources a program has: waves, or one for each import. Pure. */
import { withoutUndefined } from "../../provider/lifecycle/operation/jsonValues";
import { windowFailures } from "../../provider/lifecycle/windows/check";
import { UsageError } from "../process/exits";
import type { GenerateOptions } from "./options";
import type { Inputs, Program, Resource } from "./program/program";
import type { Import } from "./sources/source";

const WAVE = "wave";

export function programOf(imports: readonly Import[], options: GenerateOptions): Program {
  const windows = windowsOf(options);
  if (options.separate)
    return { resources: imports.map(({ key, inputs }) => ({ name: key, inputs: { ...alone(inputs), ...windows } })) };
  const names = [...new Set(imports.map(({ wave }) => wave ?? WAVE))].sort(byNumber);
  return {
    resources: names.map((name, index) =>
      waveOf(
        name,
        imports.filter(({ wave }) => (wave ?? WAVE) === name),
        windows,
        names[index - 1],
      ),
    ),
  };
}

/** Who is first is a question in a wave only. */
function alone({ priority: _, ...inputs }: Inputs): Inputs {
  return inputs;
}

const collator = new Intl.Collator("en", { numeric: true });
const byNumber = (one: string, other: string) => collator.compare(one, other);

/** What all imports of a wave say alike is said once. */
const common = ["remoteSystemId", "type"] as const satisfies readonly (keyof Inputs)[];

function waveOf(name: string, imports: readonly Import[], windows: Inputs, after: string | undefined): Resource {
  const said = common.flatMap((input) => {
    const values = new Set(imports.map(({ inputs }) => inputs[input]));
    const [value] = values;
    return values.size === 1 && value !== undefined ? [[input, value] as const] : [];
  });
  const isSaid = (input: string) => said.some(([each]) => each === input);
  const own = (inputs: Inputs) => Object.fromEntries(Object.entries(inputs).filter(([input]) => !isSaid(input)));
  return {
    name,
    inputs: { ...Object.fromEntries(said), ...windows },
    sessions: new Map(imports.map(({ key, inputs }) => [key, own(inputs)])),
    ...(after !== undefined && { after }),
  };
}

/** @throws UsageError for windows that cannot be meant */
function windowsOf({ timeZone, startWindow, copyWindow, cutoverWindow }: GenerateOptions): Inputs {
  const windows = withoutUndefined({
    timeZone,
    startWindows: startWindow,
    copyWindows: copyWindow,
    cutoverWindows: cutoverWindow,
  });
  const [failure] = windowFailures(windows);
  if (failure) throw new UsageError(`${optionOf(failure.property)}: ${failure.reason}`);
  return windows;
}

const options: Readonly<Record<string, string>> = {
  startWindows: "--start-window",
  copyWindows: "--copy-window",
  cutoverWindows: "--cutover-window",
};

function optionOf(property: string): string {
  if (/timeZone$/.test(property)) return "--time-zone";
  return options[/^\w+/.exec(property)?.[0] ?? ""] ?? property;
}
