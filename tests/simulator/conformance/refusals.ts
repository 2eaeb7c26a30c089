/** What the array's state forbids: on the fullest array of the scenario, with four imports under way. */
import type { Step } from "./scenario";
import { sourceRefusals } from "./sourceRefusals";
import { targetRefusals } from "./targetRefusals";

function importOf(name: string, array: string, source: string, more: object): Step {
  const body = { name, type: "Agentless", remote_system_id: `name:${array}`, source_resource_id: source, ...more };
  return { operation: "POST /import_session", path: "/import_session", body };
}

export const underWay: readonly Step[] = [
  importOf("live", "Unity-01", "unity-01-vol-02", { type: "Non_Disruptive" }),
  importOf("on-host", "NetApp-01", "netapp-01-vol-02", { host_ids: ["host-01"], protection_policy_id: "policy-01" }),
  importOf("on-group", "XtremIO-01", "xtremio-01-vol-01", { host_group_ids: ["name:Host-Group-01"] }),
  importOf("any", "Any-01", "any-01-cg-01", {}),
  { advance: 120 },
];

export type Refusal = {
  readonly operation: string;
  readonly target?: string;
  readonly body?: unknown;
  /** Part of the message. */
  readonly says: string;
  readonly reason: string;
};

/** The order does not matter: no refusal changes anything. */
export const refusals: readonly Refusal[] = [...sourceRefusals, ...targetRefusals];
