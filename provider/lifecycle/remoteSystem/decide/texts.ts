import type { RemoteSystem } from "../../../powerstore/api/schemas/remoteSystem";
import { printable } from "../../../powerstore/http/errorTexts";
import { classOf, isState } from "./states";

/** Sentences about remote systems. Each begins with its verb: the label goes in front. */

/** `remote system "unity-01" (4) on https://...`. */
export function systemLabel(
  { id, name }: { readonly id: string; readonly name?: string | undefined },
  endpoint?: string,
): string {
  const where = endpoint === undefined ? "" : ` on ${endpoint}`;
  return `remote system ${name ? `"${name}" (${id})` : id}${where}`;
}

type Shown = Pick<
  RemoteSystem,
  "state" | "dataConnectionState" | "fileConnectionState" | "dataConnectionType" | "dataConnections"
>;

/** `OK, data connections Initializing`. */
export function statesText({ state, dataConnectionState, fileConnectionState }: Shown): string {
  const parts = [
    printable(state ?? "in no state that the array tells"),
    dataConnectionState && `data connections ${printable(dataConnectionState)}`,
    fileConnectionState && `file connection ${printable(fileConnectionState)}`,
  ];
  return parts.filter(Boolean).join(", ");
}

/** The connections that are not well, each with its two ends; "" where none is told. */
export function badConnectionsText({ dataConnections }: Shown): string {
  const bad = dataConnections.filter(({ status }) => classOf(status) !== "good");
  if (bad.length === 0) return "";
  const each = bad.map(
    ({ nodeId, initiatorAddress, targetAddress, status }) =>
      `${printable(nodeId ?? "a node")} ${initiatorAddress ? `(${printable(initiatorAddress)}) ` : ""}to ${printable(targetAddress ?? "no target")} is ${printable(status ?? "not told")}`,
  );
  return `: ${each.join("; ")}`;
}

/** What to look at, by what the connections say of themselves. */
function connectionAdvice(system: Shown): string {
  const classes = new Set(system.dataConnections.map(({ status }) => classOf(status)));
  if (classes.has("chap")) {
    return "The source refuses what CHAP gives: compare discoveryChapMode, sessionChapMode and importChapInfo with it. Other CHAP settings make the remote system anew.";
  }
  if (isState(system.dataConnectionState, "No_Targets_Discovered")) {
    return system.dataConnectionType === "FC"
      ? "Check the zoning between PowerStore and the source."
      : "Check that iscsiAddresses are addresses of the source's iSCSI targets.";
  }
  return system.dataConnectionType === "FC"
    ? "Check zoning and cabling between PowerStore and the source."
    : "Check the network between PowerStore's storage ports and the source's targets.";
}

export function lossText(system: Shown): string {
  return `has no data connection (${statesText(system)})${badConnectionsText(system)}. ${connectionAdvice(system)} Then run "pulumi up" again.`;
}

export function partlyText(system: Shown): string {
  return `is connected, but not on all paths (${statesText(system)})${badConnectionsText(system)}. Imports go over the others.`;
}

export const NOTHING_FOUND_TEXT = "has nothing to import as far as PowerStore sees: map the source's volumes to it.";

export const unseenVolumesText = (wwns: readonly string[]) =>
  `has no volume with the WWN ${wwns.join(" or ")} as far as PowerStore sees, to give it a name: map it to PowerStore and give another discoveryTrigger, or take it out of universalVolumeNames.`;

export const SILENT_DISCOVERY_TEXT =
  "was asked to look for what is on the source, and the time of its last look has not moved since: what it shows may be old.";

export const MANAGEMENT_LOST_TEXT =
  'is Management_Connection_Lost: PowerStore does not reach the source, does not trust it, or its account is wrong. Correct managementAddress, username or password, or give its new certificate, or let the source answer again, and run "pulumi up".';

export const PARTIAL_DELETE_TEXT =
  'is Partial_Delete: a delete of it has not come to its end. Run "pulumi destroy --target <urn>", which deletes it once more.';

export function updateNeededText(system: Shown): string {
  return `is still Update_Needed after verify${badConnectionsText(system)}. Its network has changed in a way that PowerStore does not mend by itself: see the remote system on the array.`;
}

/**
 * What to say of a type that Dell calls deprecated since a release (`4.4`); undefined on an array that runs an older one.
 * @param release what the array runs; undefined where it does not say
 */
export function deprecatedText(type: string, since: string, release: string | undefined): string | undefined {
  if (release !== undefined && isOlder(release, since)) return undefined;
  const where = release === undefined ? "" : `, and the array runs ${printable(release)}`;
  return `type ${type} is deprecated since PowerStoreOS ${since}${where}; it still works. Universal takes any array with iSCSI or Fibre Channel, for Agentless imports.`;
}

/** Whether a release comes before another one, as far as that one says: 4.2.0 is not older than 4.2. */
export function isOlder(release: string, since: string): boolean {
  const [own = [], first = []] = [release, since].map((each) => each.split(".").map(Number));
  const place = first.findIndex((part, index) => part !== own[index]);
  return place >= 0 && (own[place] ?? 0) < (first[place] ?? 0);
}
