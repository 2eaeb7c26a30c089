import type { RawInputs } from "../operation/handler";
import { UNKNOWN } from "../operation/unknown";

/** What a preview needs to know of a resource. */
export type Previewing = {
  readonly outputNames: readonly string[];
  /** Outputs that stay what they are for the whole life of the object. */
  readonly lastingOutputs: readonly string[];
  /** Inputs that no output repeats. */
  readonly secretInputs: readonly string[];
  readonly inputNames: readonly string[];
};

/** Outputs of an object that is not there yet: what the program says, and unknown whatever the array will say. */
export function previewCreate({ outputNames, secretInputs }: Previewing, inputs: RawInputs): RawInputs {
  return { ...unknown(outputNames), ...without(inputs, secretInputs) };
}

/** Outputs after an update that has not been made: what lasts keeps its value, so that whatever depends on it is not unknown in every preview. */
export function previewUpdate(previewing: Previewing, recorded: RawInputs, inputs: RawInputs): RawInputs {
  const { outputNames, lastingOutputs, inputNames, secretInputs } = previewing;
  const moving = outputNames.filter((name) => !lastingOutputs.includes(name) || recorded[name] === undefined);
  return { ...without(recorded, inputNames), ...unknown(moving), ...without(inputs, secretInputs) };
}

const unknown = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, UNKNOWN]));

const without = (values: RawInputs, names: readonly string[]): RawInputs =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
