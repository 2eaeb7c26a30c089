import type { RemoteSystemChange, Simulator } from "../../../simulator/src";
import { ApiError } from "../../../simulator/src";
import { sessionRows } from "../array";
import type { Member } from "./program";
import { addressOf, kinds, STRANGERS_NAME } from "./program";
import { collections, volumesOn } from "./world";

/** What somebody else does at the array; `of` is a resource of the first stack's program. */
export type SourceClick =
  | { readonly click: "delete"; readonly of: Member }
  | { readonly click: "rename"; readonly of: Member }
  | { readonly click: "describe"; readonly of: "source" | "old" }
  /** Another source, host or group, that has the program's box and a name of its own, or the program's name. */
  | { readonly click: "make"; readonly of: "source" | "old" | "host" | "group"; readonly name: "own" | "programs" }
  /** An import, by hand, from what the program has made. */
  | { readonly click: "import"; readonly of: "source" | "group"; readonly volume: 0 | 1 }
  | { readonly click: "cancelImports" }
  | { readonly click: "purgeImports" }
  | { readonly click: "trouble"; readonly of: "source" | "old"; readonly trouble: RemoteSystemChange }
  | { readonly click: "mend" }
  | { readonly click: "agent"; readonly status: "Unknown" | "Running" | "Conflict_Detected" }
  | { readonly click: "approve" | "reject" }
  | { readonly click: "pass"; readonly minutes: number };

/** Whose things are meant: a member's object, as far as there is one, and the name that the program would give it. */
export type Target = { id(member: Member): string | undefined; name(member: Member): string | undefined };

/** Does a click as far as the array lets it: what it refuses to a person at the GUI is no event at all. Gives the ids of what was made by hand. */
export function doSourceClick(simulator: Simulator, click: SourceClick, target: Target): readonly string[] {
  const isMaking = click.click === "make" || click.click === "import";
  const known = new Set(isMaking ? idsOf(simulator) : []);
  try {
    clickAt(simulator, click, target);
  } catch (error) {
    if (!(error instanceof ApiError || error instanceof RangeError)) throw error;
  }
  return isMaking ? idsOf(simulator).filter((id) => !known.has(id)) : [];
}

export function idsOf({ world }: Simulator): readonly string[] {
  return collections.flatMap((collection) => (world.rows(collection) ?? []).map(({ id }) => id));
}

function clickAt(simulator: Simulator, click: SourceClick, target: Target): void {
  const { world } = simulator;
  switch (click.click) {
    case "delete":
      call(simulator, `DELETE /${kinds[click.of].collection}/{id}`, target.id(click.of));
      break;
    case "rename":
      call(simulator, `PATCH /${kinds[click.of].collection}/{id}`, target.id(click.of), { name: "renamed-by-hand" });
      break;
    case "describe":
      call(simulator, "PATCH /remote_system/{id}", target.id(click.of), { description: "by hand" });
      break;
    case "make":
      make(simulator, click, target);
      break;
    case "import":
      importByHand(simulator, click, target);
      break;
    case "cancelImports":
      for (const { id } of sessionRows(simulator)) tryCall(simulator, "POST /import_session/{id}/cancel", id);
      break;
    case "purgeImports":
      purgeImports(simulator);
      break;
    case "trouble":
      world.setRemoteSystem(target.id(click.of) ?? "", click.trouble);
      break;
    case "mend":
      mendAll(simulator);
      break;
    case "agent":
      world.setAgent(target.id("host") ?? "", click.status);
      break;
    case "approve":
    case "reject":
      decideJobs(simulator, click.click);
      break;
    case "pass":
      simulator.advance(click.minutes * 60);
      break;
  }
}

function make(simulator: Simulator, { of, name }: Extract<SourceClick, { click: "make" }>, target: Target): void {
  const called = (name === "programs" ? target.name(of) : undefined) ?? STRANGERS_NAME;
  if (of === "host") {
    const agent = { agent_address: addressOf("host", 1), agent_port: 8443, os_type: "Linux", user_name: "root" };
    call(simulator, "POST /import_host_system", "", { ...agent, password: "by-hand" });
  } else if (of === "group") {
    const remoteSystem = target.id("old") ?? "";
    const [volume] = volumesOn(simulator, remoteSystem);
    const made = { name: called, remote_system_id: remoteSystem, import_universal_volume_ids: [volume] };
    call(simulator, "POST /import_universal_consistency_group", "", made);
  } else {
    const address = addressOf(of, 1);
    call(simulator, "POST /remote_system", "", {
      name: called,
      type: of === "source" ? "Unity" : "Universal",
      management_address: address,
      data_connection_type: "iSCSI",
      iscsi_addresses: [`${address}1`],
      remote_username: "admin-1",
      remote_password: "by-hand",
    });
  }
}

function importByHand(simulator: Simulator, { of, volume }: Extract<SourceClick, { click: "import" }>, target: Target) {
  const remoteSystem = target.id(of === "source" ? "source" : "old") ?? "";
  const source = of === "group" ? target.id("group") : volumesOn(simulator, remoteSystem)[volume];
  call(simulator, "POST /import_session", "", {
    name: `${STRANGERS_NAME}-${of}-${volume}`,
    source_resource_id: source,
    remote_system_id: remoteSystem,
    type: "Agentless",
  });
}

/** Records of strangers' imports go, and with them what they held. */
export function purgeImports(simulator: Simulator): void {
  for (const { id, name, parent_session_id: parent } of sessionRows(simulator))
    if (!parent && String(name).startsWith(STRANGERS_NAME)) simulator.world.purgeSession(id);
}

/** Whatever can be mended from outside of PowerStore is well again. What a delete has left half-way is not. */
export function mendAll({ world }: Simulator): void {
  for (const { id, state } of world.rows("remote_system") ?? []) {
    world.setRemoteSystem(id, { halfDeletes: 0, staysAfterVerify: false });
    if (state !== "Partial_Delete") world.setRemoteSystem(id, { state: "OK", dataConnectionState: "OK" });
  }
  for (const { id } of world.rows("import_host_system") ?? []) world.setAgent(id, "Running");
}

/** The second person looks at all that waits. */
export function decideJobs({ world }: Simulator, how: "approve" | "reject"): void {
  const decision = how === "approve" ? "Approved" : "Rejected";
  for (const { id, phase } of world.rows("job") ?? [])
    if (phase === "Waiting_Approval") world.decideJob(id, { decision });
}

function call(
  simulator: Simulator,
  operation: string,
  id: string | undefined,
  body: Record<string, unknown> = {},
): void {
  if (id !== undefined) simulator.world.operations[operation]?.({ id, body });
}

function tryCall(simulator: Simulator, operation: string, id: string): void {
  try {
    call(simulator, operation, id);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}
