/** What comes after a create or before an update is done: the agent tells of its volumes and gets where the program wants it. */

import type { ImportHostSystem } from "../../../powerstore/api/schemas/importHostSystem";
import { NotFoundError } from "../../../powerstore/http/powerStoreErrors";
import { searchesOn } from "../../array/searches";
import { converge } from "../../operation/converge";
import { changeOptions, inWords } from "../../operation/customTimeouts";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { IncompleteError, LifecycleError, messageOf } from "../../operation/lifecycleErrors";
import { decideAgent, hostSystemLabel, isRunning, statusText } from "../decide/decideAgent";
import type { HostSystemInputs } from "../inputs/inputs";
import type { HostSystemOutputs, Standing } from "../inputs/outputs";
import { toOutputs } from "../inputs/outputs";
import { hostIdsOf } from "./observe";

export type Settling = {
  readonly id: string;
  readonly inputs: HostSystemInputs;
  /** Whether the agent is to tell anew of its volumes. */
  readonly refresh: boolean;
  /** What an earlier run has done of `refreshTrigger`: recorded again where this run does not come to its end. */
  readonly formerTrigger?: string | undefined;
  readonly array: ArrayAccess;
  readonly standing: Standing;
  /** On the monotonic clock of the context. */
  readonly deadline: number;
  readonly timeoutSeconds: number;
  readonly operation: "create" | "update";
};

/** Waits for an agent. There is something to record from the first: every failure is an IncompleteError, which keeps the id. */
export async function settleHostSystem(task: Settling, context: OperationContext): Promise<HostSystemOutputs> {
  const { id, inputs, array, standing, refresh, formerTrigger } = task;
  let latest: ImportHostSystem | undefined;
  try {
    const settled = await follow(task, context, (system) => {
      latest = system;
    });
    const hostIds = await hostIdsOf(array, id, { signal: context.signal });
    const runningAt =
      standing.runningAt ?? (isRunning(settled) ? new Date(context.clock.now()).toISOString() : undefined);
    return toOutputs(inputs, settled, { ...standing, hostIds, runningAt });
  } catch (error) {
    if (error instanceof NotFoundError && task.operation === "update") throw error;
    const label = hostSystemLabel({ id, agentAddress: inputs.agentAddress }, array.powerStore.endpoint);
    const done = refresh ? { ...inputs, refreshTrigger: formerTrigger } : inputs;
    throw new IncompleteError(id, toOutputs(done, latest, standing), reasonOf(error, latest, label));
  }
}

function follow(task: Settling, context: OperationContext, seen: (system: ImportHostSystem) => void) {
  const { id, inputs, array, refresh } = task;
  const { importHostSystems, endpoint } = array.powerStore;
  const label = hostSystemLabel({ id, agentAddress: inputs.agentAddress }, endpoint);
  let refreshAfter: string | undefined;
  return converge<ImportHostSystem, "refresh">({
    observe: () => importHostSystems.getImportHostSystem(id, { signal: context.signal }),
    secondsToPoll: array.secondsToPoll,
    stateOf: (system) => `${system.agentStatus} ${system.lastUpdateTime}`,
    observed: (system) => {
      seen(system);
      context.report.progress(`agent ${statusText(system)}`);
    },
    decide: (system, run) => {
      const step = decideAgent(system, { waitFor: inputs.waitFor, refresh, refreshAfter }, run);
      if (step.kind === "fail") return { ...step, reason: `${label} ${step.reason}` };
      if (step.kind !== "finish") return step;
      return { ...step, warnings: (step.warnings ?? []).map((warning) => `${label} ${warning}`) };
    },
    act: async (_, system) => {
      refreshAfter = system.lastUpdateTime;
      searchesOn(array).started();
      await importHostSystems.refreshImportHostSystem(id, changeOptions(context, task.deadline));
    },
    warn: (text) => context.report.warning(text),
    timedOut: (system) =>
      `waiting for ${label}: its agent is still ${statusText(system)} after ${inWords(task.timeoutSeconds)}. Check that the agent runs on the host and that PowerStore reaches its port ${inputs.agentPort}; then run "pulumi up" again, or raise customTimeouts.${task.operation}.`,
    interrupted: (system) =>
      `stopped waiting for ${label}: its agent is ${statusText(system)}. Run "pulumi up" again to continue.`,
    clock: context.clock,
    signal: context.signal,
    timeoutSeconds: (task.deadline - context.clock.monotonic()) / 1000,
  });
}

function reasonOf(error: unknown, latest: ImportHostSystem | undefined, label: string): string {
  const message = messageOf(error);
  if (error instanceof LifecycleError && latest) return message;
  return `${message} The import host system is kept: ${label}; run "pulumi up" again to continue.`;
}
