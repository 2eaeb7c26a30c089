import type { Simulator } from "../../../simulator/src";
import type { Machine } from "../machine";
import { newMachine } from "../machine";
import type { Build } from "../process";
import type { ObservedRequest } from "../requests";
import { idsOf } from "./clicks";
import type { Goal } from "./engine";
import type { Known, Member, Wishes } from "./program";
import { dependencies, inputsOf, members, orders, urnOf } from "./program";
import type { StackState } from "./state";
import { entryOf } from "./state";
import type { SourcesHistory, SourcesSetup, StackNumber } from "./steps";
import type { Interlude, Maker, SourcesChapter } from "./story";
import { volumesOn } from "./world";

/** A stack in the course of a history. */
export type Stack = Pick<SourcesSetup, "identity" | "surface"> & {
  wishes: Wishes;
  readonly present: Set<Member>;
  readonly state: StackState;
  readonly machine: Machine;
};

/** Two stacks and the array that they share. */
export type SourcesStage = {
  readonly simulator: Simulator;
  readonly build: Build;
  readonly stacks: readonly [Stack, Stack];
  readonly story: (SourcesChapter | Interlude)[];
  readonly makers: Map<string, Maker>;
  /** The run that is under way. */
  open: { readonly requests: readonly ObservedRequest[]; readonly stack: StackNumber } | undefined;
  /** Called after each deed. Throws where something must not be. */
  readonly judge: (chapter: SourcesChapter, stage: SourcesStage) => void;
};

export function newSourcesStage(
  simulator: Simulator,
  { stacks }: Pick<SourcesHistory, "stacks">,
  about: Pick<SourcesStage, "build" | "judge">,
): SourcesStage {
  simulator.reset();
  const [first, second] = stacks.map(({ identity, surface, wishes, begins }) => ({
    identity,
    surface,
    wishes,
    present: new Set(begins),
    state: { entries: [] },
    machine: newMachine(),
  }));
  if (!first || !second) throw new TypeError("a history has two stacks");
  const makers = new Map<string, Maker>(idsOf(simulator).map((id) => [id, "hand"]));
  return { simulator, ...about, stacks: [first, second], story: [], makers, open: undefined };
}

function knownTo({ simulator, stacks }: SourcesStage, number: StackNumber): Known {
  const { identity, state, present } = stacks[number];
  return {
    id: (member) => {
      const urn = urnOf(identity, member);
      if (!present.has(member)) return undefined;
      const entry = entryOf(state, urn);
      return entry?.pendingReplacement ? undefined : entry?.id;
    },
    volumes: (remoteSystemId) => volumesOn(simulator, remoteSystemId),
    hostAt: (address) => simulator.world.rows("import_host_system")?.find((row) => row.agent_address === address)?.id,
  };
}

/** What the program of a stack registers: a resource without what it depends on cannot be written down. */
export function goalsOf(stage: SourcesStage, number: StackNumber): readonly Goal[] {
  const { identity, present, wishes } = stage.stacks[number];
  const isWhole = (member: Member): boolean => present.has(member) && needsOf(member).every(isWhole);
  const urn = (member: Member) => urnOf(identity, member);
  return members.filter(isWhole).map((member) => ({
    urn: urn(member),
    dependencies: Object.fromEntries(Object.entries(dependencies[member]).map(([input, on]) => [input, urn(on)])),
    after: [...needsOf(member), ...(orders[member] ?? []).filter(isWhole)].map(urn),
    inputs: () => inputsOf(wishes, member, knownTo(stage, number)),
  }));
}

const needsOf = (member: Member): readonly Member[] => [...new Set(Object.values(dependencies[member]))];
