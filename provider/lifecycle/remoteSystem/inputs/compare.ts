/** What differs between program, record and array. */

import type { RemoteSystem } from "../../../powerstore/api/schemas/remoteSystem";
import { comparableName } from "../../../powerstore/http/endpoint";
import type { Fingerprints } from "../../arrayObject/fingerprints";
import { isFingerprintOf } from "../../arrayObject/fingerprints";
import type { RawInputs } from "../../operation/handler";
import { canonical } from "../../operation/jsonValues";
import { hasUnknown } from "../../operation/unknown";
import type { InputName, RemoteSystemInputs } from "./inputs";
import { inputNames, secretInputs } from "./inputs";
import type { RemoteSystemOutputs } from "./outputs";

type Recorded = Partial<RemoteSystemOutputs>;

export const isSecret = (name: string) => (secretInputs as readonly string[]).includes(name);

/** Inputs whose recorded and new values differ in meaning. Unknown values count as changed: the known value decides later. */
export function changedInputs(recorded: RawInputs, inputs: RawInputs): InputName[] {
  return inputNames.filter((name) => hasUnknown(inputs[name]) || !isSame(name, recorded, inputs));
}

function isSame(name: InputName, recorded: RawInputs, inputs: RawInputs): boolean {
  if (isSecret(name)) return isSameSecret(name, recorded, inputs);
  const [one, other] = [recorded[name], inputs[name]];
  if (name === "description") return (one ?? "") === (other ?? "");
  if (name === "fcTargets") return canonical(plainTargets(one)) === canonical(plainTargets(other));
  return canonical(one) === canonical(other);
}

/** A secret that the program gives no more says nothing about the one that the array has. */
function isSameSecret(name: InputName, { secretFingerprints }: Recorded, inputs: RawInputs): boolean {
  const wanted = inputs[name];
  if (wanted === undefined || wanted === null) return true;
  const recorded = (secretFingerprints as Fingerprints | undefined)?.[name];
  return recorded !== undefined && isFingerprintOf(recorded, wanted);
}

/** Colons and case of a WWN mean nothing. */
function plainTargets(targets: unknown): unknown {
  if (!Array.isArray(targets)) return targets;
  const plain = (wwn: unknown) => String(wwn).replaceAll(":", "").toLowerCase();
  return targets.map((target: { readonly wwnn?: unknown; readonly wwpn?: unknown }) => ({
    wwnn: plain(target.wwnn),
    wwpn: plain(target.wwpn),
  }));
}

/** What was created with an input is not known where the array never shows it and the state lacks it, as after an import. */
export function isUntold(name: InputName, recorded: Recorded): boolean {
  if (name === "fcTargets") return recorded.fcTargets === undefined;
  return isSecret(name) && recorded.secretFingerprints?.[name] === undefined;
}

/** What the array shows of an input; undefined for what it never shows. */
export function shownValue(name: InputName, system: RemoteSystem): unknown {
  switch (name) {
    case "type":
    case "name":
    case "description":
    case "managementAddress":
    case "managementPort":
    case "username":
    case "dataConnectionType":
    case "fileConnectionAddress":
    case "vnxFileUsername":
    case "unityServiceAccountUsername":
      return system[name];
    case "iscsiAddresses":
      return system.iscsiAddresses.length > 0 ? system.iscsiAddresses : undefined;
    case "discoveryChapMode":
    case "sessionChapMode":
      return system[name] ?? "Disabled";
    default:
      return undefined;
  }
}

/** What the array shows again of what it was given. */
export const shownInputs = [
  "type",
  "name",
  "description",
  "managementAddress",
  "managementPort",
  "username",
  "dataConnectionType",
  "iscsiAddresses",
  "discoveryChapMode",
  "sessionChapMode",
  "fileConnectionAddress",
  "vnxFileUsername",
  "unityServiceAccountUsername",
] as const satisfies readonly InputName[];

/** Whether the array can tell what an input was given. */
export const isShown = (name: InputName) => (shownInputs as readonly string[]).includes(name);

/** Whether the array has an input as it is wanted. */
export function isAsWanted(name: InputName, wanted: unknown, system: RemoteSystem): boolean {
  const onArray = shownValue(name, system);
  if (name === "managementAddress" || name === "name") {
    return comparableName(String(onArray ?? "")) === comparableName(String(wanted ?? ""));
  }
  if (name === "description") return (onArray ?? "") === (wanted ?? "");
  // An array of before 3.0 does not say how it is connected.
  if (name === "dataConnectionType" && onArray === undefined) return true;
  return canonical(onArray) === canonical(wanted);
}

/** All that the array shows otherwise than the program wants it, in words; what the program leaves open is no difference. */
export function differencesOf(
  names: readonly InputName[],
  system: RemoteSystem,
  inputs: Partial<RemoteSystemInputs>,
): string[] {
  const text = (value: unknown) => (value === undefined ? "not set" : Array.isArray(value) ? value.join(", ") : value);
  // What the program says in words of its own may be a secret.
  const wanted = (name: InputName) => (name === "description" ? "another one" : text(inputs[name]));
  return names
    .filter((name) => inputs[name] !== undefined && isShown(name) && !isAsWanted(name, inputs[name], system))
    .map((name) => `${name} is ${text(shownValue(name, system))} on the array and ${wanted(name)} in the program`);
}
