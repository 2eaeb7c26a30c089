import type { SourceType } from "../../../powerstore/api/sourceKinds";
import { comparableName } from "../../../powerstore/http/endpoint";
import type { Rule } from "../../operation/checkInputs";
import { isIpv6 } from "../../operation/fields";
import type { RawInputs } from "../../operation/handler";
import type { InputName, RemoteSystemInputs } from "./inputs";
import { needs, typesOf } from "./sourceTypes";

/** Inputs that passed their own checks; a rule only sees those that it names. */
type Checked = Partial<RemoteSystemInputs> & { readonly type: SourceType };
type SystemRule = Rule<InputName, Checked>;

const article = (type: string) => (/^X|^[AEIOU](?!ni)/.test(type) ? "an" : "a");
const a = (type: string) => `${article(type)} ${type}`;

/** A VNX can be there for its files alone; then none of the block inputs is needed (text of `POST /remote_system`). */
export function isFileOnly(inputs: RawInputs): boolean {
  const block = ["iscsiAddresses", "dataConnectionType", "username", "password", "managementAddress"];
  return (
    inputs.type === "VNX" &&
    inputs.fileConnectionAddress !== undefined &&
    block.every((name) => inputs[name] === undefined)
  );
}

/** What an import found there is not demanded of a program: the array never tells it, and nothing has to be sent. */
const isUntold = (recorded: RawInputs, name: InputName) => recorded.type !== undefined && recorded[name] === undefined;

const onlyFor = (name: keyof typeof typesOf): SystemRule => ({
  of: [name, "type"],
  broken: (inputs) => {
    const types: readonly SourceType[] = typesOf[name];
    if (inputs[name] === undefined || types.includes(inputs.type)) return undefined;
    return `is for type ${types.join(" or ")} only, and this one is ${a(inputs.type)}`;
  },
});

const together = (names: readonly [InputName, ...InputName[]], what: string): SystemRule[] =>
  names.map((name) => ({
    of: [name, ...names.filter((each) => each !== name)] as const,
    broken: (inputs, recorded) => {
      const given = names.filter((each) => inputs[each] !== undefined);
      if (given.length === 0 || inputs[name] !== undefined || isUntold(recorded, name)) return undefined;
      return `is required with ${given.join(" and ")}: ${what}`;
    },
  }));

const needsLogin = (name: "username" | "password"): SystemRule => ({
  of: [
    name,
    "type",
    "fileConnectionAddress",
    "dataConnectionType",
    "iscsiAddresses",
    "managementAddress",
    "username",
    "password",
  ],
  broken: (inputs, recorded) => {
    if (inputs[name] !== undefined || needs[inputs.type].login === "optional" || isFileOnly(inputs)) return undefined;
    return isUntold(recorded, name) ? undefined : `is required: PowerStore logs in to ${a(inputs.type)}`;
  },
});

const block: readonly SystemRule[] = [
  {
    of: [
      "managementAddress",
      "type",
      "fileConnectionAddress",
      "dataConnectionType",
      "iscsiAddresses",
      "username",
      "password",
    ],
    broken: (inputs) =>
      inputs.managementAddress === undefined && !isFileOnly(inputs)
        ? `is required for ${a(inputs.type)}${inputs.type === "VNX" ? ", unless only files are imported" : ""}`
        : undefined,
  },
  {
    // [API44 management_address]: IPv6 for Universal alone, and not by an array of an older release, which a check cannot ask (`decide/decideAddress.ts`).
    of: ["managementAddress", "type"],
    broken: ({ managementAddress, type }) =>
      managementAddress !== undefined && type !== "Universal" && isIpv6(managementAddress)
        ? `must be an IPv4 address or a fully qualified domain name for ${a(type)}`
        : undefined,
  },
  needsLogin("username"),
  needsLogin("password"),
];

const connection: readonly SystemRule[] = [
  {
    of: ["dataConnectionType", "type", "iscsiAddresses", "fcTargets", "fileConnectionAddress"],
    broken: (inputs) =>
      inputs.dataConnectionType === undefined && !isFileOnly(inputs)
        ? `is required for ${a(inputs.type)} without iscsiAddresses: ${needs[inputs.type].connections.join(" or ")}`
        : undefined,
  },
  {
    of: ["dataConnectionType", "type"],
    broken: ({ dataConnectionType, type }) => {
      const connections: readonly string[] = needs[type].connections;
      return dataConnectionType !== undefined && !connections.includes(dataConnectionType)
        ? `cannot be ${dataConnectionType}: ${a(type)} is reached by ${connections.join(" or ")} only`
        : undefined;
    },
  },
  {
    of: ["iscsiAddresses", "dataConnectionType", "type"],
    broken: ({ iscsiAddresses, dataConnectionType }) => {
      if (dataConnectionType === "iSCSI" && !iscsiAddresses) return "is required with dataConnectionType iSCSI";
      return dataConnectionType === "FC" && iscsiAddresses ? "cannot be given with dataConnectionType FC" : undefined;
    },
  },
  {
    of: ["fcTargets", "dataConnectionType", "type"],
    broken: ({ fcTargets, dataConnectionType, type }, recorded) => {
      if (type !== "Universal") return undefined;
      const isFoundThere = recorded.dataConnectionType === "FC" && isUntold(recorded, "fcTargets");
      if (dataConnectionType === "FC" && !fcTargets)
        return isFoundThere ? undefined : "is required for a Universal with dataConnectionType FC";
      return dataConnectionType === "iSCSI" && fcTargets ? "cannot be given with dataConnectionType iSCSI" : undefined;
    },
  },
];

type Stage = "Discovery" | "Session";
const modeOf = { Discovery: "discoveryChapMode", Session: "sessionChapMode" } as const;
const stages = ["Discovery", "Session"] as const;

const chap: readonly SystemRule[] = [
  ...stages.map(
    (stage): SystemRule => ({
      of: [modeOf[stage], "dataConnectionType"],
      broken: (inputs) =>
        inputs[modeOf[stage]] !== "Disabled" && inputs.dataConnectionType === "FC"
          ? "is for dataConnectionType iSCSI only: there is no CHAP on Fibre Channel"
          : undefined,
    }),
  ),
  ...stages.map(
    (stage): SystemRule => ({
      of: ["importChapInfo", modeOf[stage]],
      broken: (inputs, recorded) => chapFailure(stage, inputs, recorded),
    }),
  ),
];

/** Single wants the two texts of `target`, Mutual those of `initiator` on top. */
function chapFailure(stage: Stage, inputs: Checked, recorded: RawInputs): string | undefined {
  const info: Readonly<Record<string, string | undefined>> = inputs.importChapInfo ?? {};
  const mode = inputs[modeOf[stage]] ?? "Disabled";
  const names = (side: "target" | "initiator") => [`${side}${stage}Username`, `${side}${stage}Password`];
  const wanted = [...(mode === "Disabled" ? [] : names("target")), ...(mode === "Mutual" ? names("initiator") : [])];
  const missing = wanted.filter((name) => info[name] === undefined);
  if (missing.length > 0 && !(inputs.importChapInfo === undefined && isUntold(recorded, "importChapInfo"))) {
    return `needs ${missing.join(" and ")} for ${modeOf[stage]} ${mode}`;
  }
  const extra = [...names("target"), ...names("initiator")].filter(
    (name) => info[name] !== undefined && !wanted.includes(name),
  );
  return extra.length > 0 ? `has ${extra.join(" and ")}, for which ${modeOf[stage]} ${mode} has no use` : undefined;
}

export const rules: readonly SystemRule[] = [
  ...(Object.keys(typesOf) as (keyof typeof typesOf)[]).map(onlyFor),
  ...block,
  ...connection,
  ...chap,
  ...together(
    ["fileConnectionAddress", "vnxFileUsername", "vnxFilePassword"],
    "files of a VNX are imported through its control station, by a NAS administrator",
  ),
  ...together(
    ["unityServiceAccountUsername", "unityServiceAccountPassword"],
    "files of a Unity are imported by a service account",
  ),
  {
    of: ["universalVolumeNames"],
    broken: ({ universalVolumeNames: names = {} }) => {
      const plain = Object.values(names).map(comparableName);
      const twice = Object.values(names).find((name, index) => plain.indexOf(comparableName(name)) !== index);
      return twice === undefined ? undefined : `gives the name "${twice}" to two volumes`;
    },
  },
  {
    of: ["certificate", "managementAddress"],
    broken: ({ certificate, managementAddress }) =>
      certificate !== undefined && managementAddress === undefined
        ? "needs the managementAddress that it is trusted for"
        : undefined,
  },
  {
    of: ["certificate"],
    broken: ({ certificate }) =>
      certificate?.includes("PRIVATE KEY") ? "must not contain a private key: give the certificates alone" : undefined,
  },
  {
    of: ["discover", "waitFor"],
    broken: (inputs, recorded) =>
      inputs.waitFor === "None" && inputs.discover === true && recorded.type === undefined
        ? "needs the data connections: set waitFor to Connected, or discover to false"
        : undefined,
  },
];
