import type { Discovery } from "../../../powerstore/api/discovery";
import type { RemoteSystem } from "../../../powerstore/api/schemas/remoteSystem";
import { NotFoundError } from "../../../powerstore/http/powerStoreErrors";
import { searchesOn } from "../../array/searches";
import { converge } from "../../operation/converge";
import { changeOptions, inWords } from "../../operation/customTimeouts";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { IncompleteError, LifecycleError, messageOf, sentenceOf } from "../../operation/lifecycleErrors";
import type { Goals, ObservedSystem, SystemAction } from "../decide/decideConnection";
import { decideConnection } from "../decide/decideConnection";
import { dataConnectionStates, fileConnectionStates, systemStates, verdictIn } from "../decide/states";
import { statesText, systemLabel } from "../decide/texts";
import type { RemoteSystemInputs } from "../inputs/inputs";
import type { RemoteSystemOutputs, Standing } from "../inputs/outputs";
import { toOutputs } from "../inputs/outputs";
import { isFileOnly } from "../inputs/rules";
import { nameVolumes } from "./nameVolumes";

/** Seconds that create and update may take where `customTimeouts` says nothing. */
export const DEFAULT_CONNECT_SECONDS = 600;

export type Connecting = {
  readonly id: string;
  readonly inputs: RemoteSystemInputs;
  readonly array: ArrayAccess;
  readonly goals: Goals;
  /** Inputs whose wish this run is to fulfil, as an earlier one has fulfilled them: recorded where this one does not come to its end. */
  readonly former?: Pick<Partial<RemoteSystemInputs>, "discoveryTrigger">;
  readonly standing: Standing;
  /** On the monotonic clock of the context. */
  readonly deadline: number;
  readonly timeoutSeconds: number;
  /** The name of the `customTimeouts` entry that makes the wait longer. */
  readonly operation: "create" | "update";
};

export const goalsOf = (inputs: RemoteSystemInputs, discover: boolean): Goals => ({
  waitFor: inputs.waitFor,
  discover,
  isFileOnly: isFileOnly(inputs),
});

/**
 * Brings a remote system to its data connections and through a discovery. There is something to record from the first: every failure is an
 * IncompleteError, which keeps the id, and the next update goes on from what it then sees.
 */
export async function connectSystem(task: Connecting, context: OperationContext): Promise<RemoteSystemOutputs> {
  const { array, id, inputs, standing } = task;
  const { endpoint } = array.powerStore;
  let latest: ObservedSystem | undefined;
  try {
    const reached = await follow(task, context, (system) => {
      latest = system;
    });
    context.report.progress(statesText(reached));
    const wanted = inputs.universalVolumeNames;
    await nameVolumes({ id, label: systemLabel(reached, endpoint), wanted }, array, task.deadline, context);
    return toOutputs(inputs, reached, { ...standing, ...timesOf(reached, task, context) });
  } catch (error) {
    if (error instanceof NotFoundError && task.operation === "update") throw error;
    const times = latest ? timesOf(latest, task, context, true) : {};
    // None of the names counts as given: the next run looks which of them are.
    const unnamed = inputs.universalVolumeNames === undefined ? {} : { universalVolumeNames: {} };
    const outputs = toOutputs({ ...inputs, ...task.former, ...unnamed }, latest, { ...standing, ...times });
    const label = systemLabel({ id, name: latest?.name ?? inputs.name }, endpoint);
    throw new IncompleteError(id, outputs, reasonOf(error, latest, label));
  }
}

async function follow(
  task: Connecting,
  context: OperationContext,
  observed: (system: ObservedSystem) => void,
): Promise<ObservedSystem> {
  const { array, id, goals } = task;
  const { remoteSystems, endpoint } = array.powerStore;
  const options = { signal: context.signal };
  const label = (system: RemoteSystem) => systemLabel(system, endpoint);
  const show = progressOf(context);
  let before: Discovery | undefined;
  let isDiscovering = false;
  return converge<ObservedSystem, SystemAction>({
    observe: async () => {
      const system = await remoteSystems.getRemoteSystem(id, options);
      return isDiscovering ? { ...system, discovery: await remoteSystems.readDiscovery(system, options) } : system;
    },
    secondsToPoll: array.secondsToPoll,
    observed: (system) => {
      observed(system);
      show(system, isDiscovering);
    },
    stateOf,
    decide: (system, run) => {
      const step = decideConnection(system, goals, run, before);
      if (step.kind === "fail") return { ...step, reason: `${label(system)} ${step.reason}` };
      if (step.kind !== "finish") return step;
      return { ...step, warnings: (step.warnings ?? []).map((warning) => `${label(system)} ${warning}`) };
    },
    act: async (action, system) => {
      const change = changeOptions(context, task.deadline);
      if (action === "verify") return remoteSystems.verifyRemoteSystem(id, change);
      before = await remoteSystems.readDiscovery(system, options);
      isDiscovering = true;
      searchesOn(array).started();
      await remoteSystems.discoverRemoteSystem(id, change);
    },
    warn: (text) => context.report.warning(text),
    timedOut: (system) =>
      `waiting for ${label(system)}: still ${doingText(system, isDiscovering)} after ${inWords(task.timeoutSeconds)}. The array goes on by itself: run "pulumi up" again to continue, or raise customTimeouts.${task.operation}.`,
    interrupted: (system) =>
      `stopped waiting for ${label(system)}: it is ${doingText(system, isDiscovering)}. The array goes on by itself: run "pulumi up" again to continue.`,
    clock: context.clock,
    signal: context.signal,
    timeoutSeconds: (task.deadline - context.clock.monotonic()) / 1000,
  });
}

function stateOf({ state, dataConnectionState, fileConnectionState, discovery }: ObservedSystem): string {
  const found = discovery?.kind === "rows" ? discovery.rows : discovery?.at;
  return `${state} ${dataConnectionState} ${fileConnectionState} ${found}`;
}

const doingText = (system: ObservedSystem, isDiscovering: boolean) =>
  `${statesText(system)}${isDiscovering ? ", and the discovery is under way" : ""}`;

/** On change only. */
function progressOf({ report }: OperationContext): (system: ObservedSystem, isDiscovering: boolean) => void {
  let last: string | undefined;
  return (system, isDiscovering) => {
    const text = doingText(system, isDiscovering);
    if (text !== last) report.progress(text);
    last = text;
  };
}

/**
 * What is recorded as having been reached. A time that is known stays what it is; without one, the next run goes on.
 * @param isUnfinished the discovery that was wished for has not come to its end.
 */
function timesOf(
  system: ObservedSystem,
  { standing, goals }: Connecting,
  { clock }: OperationContext,
  isUnfinished = false,
): Pick<Standing, "connectedAt" | "discoveredAt"> {
  const now = new Date(clock.now()).toISOString();
  const connectedAt = isConnected(system, goals.isFileOnly) ? (standing.connectedAt ?? now) : undefined;
  const { discovery } = system;
  const found = discovery?.kind === "stamp" ? (discovery.at ?? now) : now;
  const discoveredAt = goals.discover ? (isUnfinished ? undefined : found) : standing.discoveredAt;
  return { connectedAt: connectedAt ?? standing.connectedAt, discoveredAt };
}

/** Whether the array reaches the management of its source: it may have lost it, and keep its data connections. */
const isManaged = ({ state }: RemoteSystem): boolean => !["deadEnd", "verify"].includes(verdictIn(systemStates, state));

/** Whether all that there is to wait for is there, be it with a loss. */
export function isConnected(system: RemoteSystem, fileOnly: boolean): boolean {
  if (!isManaged(system)) return false;
  const verdict = fileOnly
    ? verdictIn(fileConnectionStates, system.fileConnectionState)
    : verdictIn(dataConnectionStates, system.dataConnectionState);
  return verdict !== "pending" && verdict !== "deadEnd" && verdict !== "verify";
}

function reasonOf(error: unknown, latest: RemoteSystem | undefined, label: string): string {
  // What the lifecycle found out about an observed system is said about it already.
  if (error instanceof LifecycleError && latest) return messageOf(error);
  const where = latest ? `, last seen ${statesText(latest)}` : "";
  return `${sentenceOf(error)} The remote system is kept: ${label}${where}; run "pulumi up" again to continue.`;
}
