import type { ImportHostSystem, ImportHostVolume } from "../../../powerstore/api/schemas/importHostSystem";
import { printable } from "../../../powerstore/http/errorTexts";
import type { Run, Step } from "../../operation/converge";

type Verdict = "reached" | "pending" | "deadEnd";

// biome-ignore format: a status is a row; HostAgentStatusEnum (4.1), Unknown inferred
const statuses: Readonly<Record<string, Verdict>> = {
  Running: "reached",
  Unknown: "pending",
  Conflict_Detected: "deadEnd",
  Version_Unsupported: "deadEnd",
};

const reasons: Readonly<Record<string, string>> = {
  Conflict_Detected: "two multipathing softwares claim the same devices on this host. Leave the devices to one of them",
  Version_Unsupported: "this version of the agent, or of what it works with, is not supported. Bring it to one that is",
};

const POLL_SECONDS = 5;

export type Goals = {
  readonly waitFor: "None" | "Running";
  /** `lastUpdateTime` before the refresh that this run sends; absent where none is wanted. */
  readonly refreshAfter?: string | undefined;
  readonly refresh: boolean;
};

export type AgentStep = Step<"refresh">;

/** How long a host whose time does not move is believed to have nothing new to tell. */
const SILENT_SECONDS = 120;

/** The next step on the way to an agent that runs and, if wished, has told anew of its volumes. */
export function decideAgent(system: ImportHostSystem, goals: Goals, run: Run<"refresh">): AgentStep {
  if (goals.waitFor === "Running") {
    const verdict = verdictOf(system);
    if (verdict === "pending") return { kind: "wait", pollSeconds: POLL_SECONDS };
    if (verdict === "deadEnd") return { kind: "fail", reason: deadEndText(system) };
  }
  if (!goals.refresh) return { kind: "finish" };
  if (!run.accepted.includes("refresh")) return { kind: "act", action: "refresh" };
  // Once its status has been another one, what it has been since then counts.
  const isSilent = ((run.unseen === undefined ? run.shownSeconds : run.unseenSeconds) ?? 0) >= SILENT_SECONDS;
  const hasMoved = system.lastUpdateTime !== undefined && system.lastUpdateTime !== goals.refreshAfter;
  if (!hasMoved && !isSilent) return { kind: "wait", pollSeconds: POLL_SECONDS };
  return hasMoved ? { kind: "finish" } : { kind: "finish", warnings: [SILENT_TEXT] };
}

function verdictOf({ agentStatus }: ImportHostSystem): Verdict {
  // A status of a newer array is no reason to stop.
  return agentStatus === undefined ? "pending" : (statuses[agentStatus] ?? "reached");
}

export const isRunning = (system: ImportHostSystem) => verdictOf(system) === "reached";

export const statusText = ({ agentStatus }: ImportHostSystem): string =>
  agentStatus === undefined ? "not told" : printable(agentStatus);

const SILENT_TEXT =
  "was asked to tell anew of its volumes, and the time of its last update has not moved since: what it shows may be old.";

function deadEndText(system: ImportHostSystem): string {
  const reason = reasons[system.agentStatus ?? ""] ?? "nothing is known of that";
  return `has an agent that is ${statusText(system)}: ${reason}, and run "pulumi up" again; or import Agentless, without it.`;
}

/** `import host system db-01.example.com (5) on https://...`. */
export function hostSystemLabel(
  { id, agentAddress }: { readonly id: string; readonly agentAddress?: string | undefined },
  endpoint?: string,
): string {
  const where = endpoint === undefined ? "" : ` on ${endpoint}`;
  return `import host system ${agentAddress ? `${agentAddress} (${id})` : id}${where}`;
}

/** Volumes of the host that are being imported: the array does not let go of it meanwhile. */
export function importingText(volumes: readonly ImportHostVolume[]): string {
  const each = volumes.slice(0, 10).map(({ id, name }) => (name ? `"${printable(name)}" (${id})` : id));
  const more = volumes.length > each.length ? ` and ${volumes.length - each.length} more` : "";
  const are = volumes.length === 1 ? "1 of its volumes is" : `${volumes.length} of its volumes are`;
  return `${are} being imported: ${each.join(", ")}${more}`;
}
