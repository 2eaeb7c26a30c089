import { canonical } from "../../importSession/inputs/compare";
import type { RawInputs } from "../../operation/handler";
import { hasUnknown } from "../../operation/unknown";
import type { InputName } from "./inputs";
import { inputNames } from "./inputs";

/** Inputs whose recorded and new values differ in meaning. Unknown values count as changed: the known value decides later. */
export function changedInputs(recorded: RawInputs, inputs: RawInputs): InputName[] {
  return inputNames.filter((name) => hasUnknown(inputs[name]) || canonical(recorded[name]) !== canonical(inputs[name]));
}
