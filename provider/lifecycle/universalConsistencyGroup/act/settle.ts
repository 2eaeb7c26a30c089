/** What comes after a create or makes up an update: members and names are brought to what the program says, and the group becomes ready. */

import { NotFoundError } from "../../../powerstore/http/powerStoreErrors";
import { converge } from "../../operation/converge";
import { changeOptions, inWords } from "../../operation/customTimeouts";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { IncompleteError, LifecycleError, messageOf, sentenceOf } from "../../operation/lifecycleErrors";
import type { GroupAction, GroupGoals } from "../decide/decideGroup";
import { decideGroup, isReady, stateOf } from "../decide/decideGroup";
import { criteriaText, groupLabel } from "../decide/texts";
import type { GroupInputs } from "../inputs/inputs";
import type { GroupOutputs, ObservedGroup, Standing } from "../inputs/outputs";
import { toOutputs } from "../inputs/outputs";
import { namesAmong, observeGroup } from "./observe";

export type Settling = {
  readonly id: string;
  readonly inputs: GroupInputs;
  readonly goals: GroupGoals;
  /** What an earlier run has recorded; absent for a new group. */
  readonly former?: Partial<GroupOutputs>;
  readonly array: ArrayAccess;
  readonly standing: Standing;
  /** On the monotonic clock of the context. */
  readonly deadline: number;
  readonly timeoutSeconds: number;
  readonly operation: "create" | "update";
};

/**
 * Brings a group to its name and members, and waits until it can be imported. There is something to record from the first: every failure is an
 * IncompleteError, which keeps the id. It records the name, members and names of volumes that the array shows, so that the next run sees what is missing.
 */
export async function settleGroup(task: Settling, context: OperationContext): Promise<GroupOutputs> {
  const { id, inputs, array, standing } = task;
  let latest: ObservedGroup | undefined;
  const readyAt = (group: ObservedGroup) => {
    const now = new Date(context.clock.now()).toISOString();
    return { ...standing, readyAt: isReady(group) ? (standing.readyAt ?? now) : standing.readyAt };
  };
  try {
    const settled = await follow(task, context, (group) => {
      latest = group;
    });
    return toOutputs(inputs, settled, readyAt(settled));
  } catch (error) {
    if (error instanceof NotFoundError && task.operation === "update") throw error;
    const outputs = toOutputs(asFarAsDone(task, latest), latest, { ...standing, readyAt: undefined });
    const label = groupLabel({ id, name: latest?.name ?? inputs.name }, array.powerStore.endpoint);
    throw new IncompleteError(id, outputs, reasonOf(error, latest, label));
  }
}

/** What is not seen counts as an earlier run has left it. */
function asFarAsDone({ inputs, former = {} }: Settling, seen: ObservedGroup | undefined): GroupInputs {
  const { volumeNames } = inputs;
  return {
    ...inputs,
    name: seen?.name ?? former.name ?? inputs.name,
    importUniversalVolumeIds: seen?.members.map((member) => member.id) ?? former.importUniversalVolumeIds ?? [],
    volumeNames: volumeNames && (seen ? namesAmong(seen, volumeNames) : (former.volumeNames ?? {})),
  };
}

function follow(task: Settling, context: OperationContext, seen: (group: ObservedGroup) => void) {
  const { id, goals, array } = task;
  const label = (group: ObservedGroup) => groupLabel(group, array.powerStore.endpoint);
  return converge<ObservedGroup, GroupAction>({
    observe: () => observeGroup(array, id, { signal: context.signal }),
    secondsToPoll: array.secondsToPoll,
    observed: (group) => {
      seen(group);
      context.report.progress(`${criteriaText(group)}, ${group.members.length} members`);
    },
    stateOf,
    decide: (group, run) => {
      const step = decideGroup(group, goals, run);
      return step.kind === "fail" ? { ...step, reason: `${label(group)} ${step.reason}` } : step;
    },
    act: (action) => act(action, task, context),
    warn: (text) => context.report.warning(text),
    timedOut: (group) =>
      `waiting for ${label(group)}: still ${criteriaText(group)} after ${inWords(task.timeoutSeconds)}. Run "pulumi up" again to continue, or raise customTimeouts.${task.operation}.`,
    interrupted: (group) =>
      `stopped waiting for ${label(group)}: it is ${criteriaText(group)}. Run "pulumi up" again to continue.`,
    clock: context.clock,
    signal: context.signal,
    timeoutSeconds: (task.deadline - context.clock.monotonic()) / 1000,
  });
}

function act(action: GroupAction, { id, array, deadline }: Settling, context: OperationContext): Promise<void> {
  const { universalGroups } = array.powerStore;
  const options = changeOptions(context, deadline);
  switch (action.kind) {
    case "rename":
      return universalGroups.renameUniversalGroup(id, action.name, options);
    case "add":
      return universalGroups.addMembers(id, action.volumeIds, options);
    case "remove":
      return universalGroups.removeMembers(id, action.volumeIds, options);
    case "nameVolume":
      return universalGroups.nameUniversalVolume(action.volumeId, action.name, options);
  }
}

function reasonOf(error: unknown, latest: ObservedGroup | undefined, label: string): string {
  if (error instanceof LifecycleError && latest) return messageOf(error);
  return `${sentenceOf(error)} The group is kept: ${label}; run "pulumi up" again to continue.`;
}
