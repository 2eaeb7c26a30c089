/** What differs between program, record and array. */

import type { ImportHostSystem } from "../../../powerstore/api/schemas/importHostSystem";
import { comparableName } from "../../../powerstore/http/endpoint";
import type { Fingerprints } from "../../arrayObject/fingerprints";
import { isFingerprintOf } from "../../arrayObject/fingerprints";
import type { RawInputs } from "../../operation/handler";
import { canonical } from "../../operation/jsonValues";
import { hasUnknown } from "../../operation/unknown";
import type { HostSystemInputs, InputName } from "./inputs";
import { inputNames, secretInputs } from "./inputs";
import type { HostSystemOutputs } from "./outputs";

type Recorded = Partial<HostSystemOutputs>;

export const isSecret = (name: InputName) => (secretInputs as readonly string[]).includes(name);

/** Inputs whose recorded and new values differ in meaning. Unknown values count as changed: the known value decides later. */
export function changedInputs(recorded: RawInputs, inputs: RawInputs): InputName[] {
  return inputNames.filter((name) => hasUnknown(inputs[name]) || !isSame(name, recorded, inputs));
}

function isSame(name: InputName, recorded: RawInputs, inputs: RawInputs): boolean {
  const wanted = inputs[name];
  if (!isSecret(name)) return canonical(recorded[name]) === canonical(wanted);
  // A secret that the program gives no more says nothing about the one that the array has.
  if (wanted === undefined || wanted === null) return true;
  const known = (recorded.secretFingerprints as Fingerprints | undefined)?.[name];
  return known !== undefined && isFingerprintOf(known, wanted);
}

/** What it was made with is not known where the array never shows it and the state lacks it, as after an import. */
export const isUntold = (name: InputName, { secretFingerprints }: Recorded): boolean =>
  isSecret(name) && secretFingerprints?.[name] === undefined;

const shown = ["agentAddress", "agentPort", "osType", "username"] as const satisfies readonly InputName[];

export function isAsWanted(name: InputName, wanted: unknown, system: ImportHostSystem): boolean {
  if (name === "agentAddress")
    return comparableName(system.agentAddress ?? "") === comparableName(String(wanted ?? ""));
  // Who says that it is not known takes what the agent tells.
  if (name === "osType" && wanted === "Unknown") return true;
  const onArray = (shown as readonly InputName[]).includes(name) ? system[name as (typeof shown)[number]] : undefined;
  return canonical(onArray) === canonical(wanted);
}

/** All that the array shows otherwise than the program wants it, in words. */
export function differencesOf(system: ImportHostSystem, inputs: HostSystemInputs): string[] {
  return shown
    .filter((name) => !isAsWanted(name, inputs[name], system))
    .map((name) => `${name} is ${system[name] ?? "not told"} on the array and ${inputs[name]} in the program`);
}
