import type { SourceType } from "../../../powerstore/api/sourceKinds";

/**
 * What a remote system needs as a source of imports, by its type. Dell's schema marks nothing as required; this is the text of the operation
 * (`POST /remote_system`, 4.1), read as clients do: a description and CHAP are named there and are not needed.
 */

/** In the order in which messages and the schema offer them. */
export const sourceTypes = [
  "Unity",
  "VNX",
  "Storage_Center",
  "PS_Equallogic",
  "XtremIO",
  "NetApp",
  "PowerMax_VMAX",
  "Universal",
] as const satisfies readonly SourceType[];

export type DataConnectionType = "iSCSI" | "FC";

export type Needs = {
  /** How PowerStore may reach its data. */
  readonly connections: readonly [DataConnectionType, ...DataConnectionType[]];
  /** Whether PowerStore logs in to it; nothing of a universal source is managed, so no account is asked for. */
  readonly login: "required" | "optional";
  /** Since when Dell calls it deprecated; it works all the same. */
  readonly deprecatedSince?: string;
};

// biome-ignore format: a type is a row
export const needs = {
  Unity:          { connections: ["iSCSI", "FC"], login: "required" },
  VNX:            { connections: ["iSCSI", "FC"], login: "required" },
  Storage_Center: { connections: ["iSCSI", "FC"], login: "required" },
  XtremIO:        { connections: ["iSCSI", "FC"], login: "required" },
  PS_Equallogic:  { connections: ["iSCSI"], login: "required", deprecatedSince: "4.4" },
  NetApp:         { connections: ["iSCSI"], login: "required", deprecatedSince: "4.4" },
  PowerMax_VMAX:  { connections: ["FC"], login: "required" },
  Universal:      { connections: ["iSCSI", "FC"], login: "optional" },
} as const satisfies Record<SourceType, Needs>;

/** Inputs that only some types have. */
export const typesOf = {
  managementPort: ["PowerMax_VMAX"],
  fcTargets: ["Universal"],
  universalVolumeNames: ["Universal"],
  fileConnectionAddress: ["VNX"],
  vnxFileUsername: ["VNX"],
  vnxFilePassword: ["VNX"],
  unityServiceAccountUsername: ["Unity"],
  unityServiceAccountPassword: ["Unity"],
} as const satisfies Record<string, readonly SourceType[]>;

export function needsOf(type: unknown): Needs | undefined {
  return sourceTypes.some((each) => each === type) ? needs[type as SourceType] : undefined;
}
