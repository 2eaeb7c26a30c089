import type { Row, Simulator } from "../../../simulator/src";
import { withQuickHashes } from "../../quickHashes";
import type { Build } from "../process";
import type { ObservedRequest } from "../requests";
import { isChange } from "../requests";
import { ViolationError } from "../violation";
import type { SourceClick } from "./clicks";
import { decideJobs, mendAll, purgeImports } from "./clicks";
import { nameOfSourcesError } from "./finalErrors";
import { isHeld, sourcesInvariants, strays } from "./invariants";
import { playSourcesStep } from "./play";
import type { SourcesStage } from "./stage";
import { goalsOf, newSourcesStage } from "./stage";
import type { SourcesHistory, SourcesStep, StackNumber } from "./steps";
import type { SourcesChapter } from "./story";
import { afterOf, isDeed, rowOf } from "./story";
import { tellSources } from "./tell";
import { objectsOf } from "./world";

/** What a history of sources, hosts and groups came to. */
export type SourcesSummary = {
  /** How the last deed of each resource ended. */
  readonly ends: readonly string[];
  readonly deeds: number;
  readonly requests: number;
  readonly deaths: number;
  readonly faults: number;
  /** Objects that nobody holds any more: made by a run that died or heard no answer, and let go by the program. */
  readonly orphans: number;
};

/** Plays a history and its end. Throws a ViolationError as soon as an invariant is broken. */
export async function simulateSources(
  simulator: Simulator,
  history: SourcesHistory,
  build: Build = {},
): Promise<SourcesSummary> {
  return withQuickHashes(async () => {
    const stage = newSourcesStage(simulator, history, { build, judge });
    for (const step of history.steps) await playSourcesStep(stage, step);
    calmDown(stage);
    const ends = await settleAll(stage);
    const orphans = await tearDownAll(stage);
    const story = stage.story.filter(isDeed);
    const requests = story.flatMap((chapter) => chapter.requests);
    return {
      ends,
      deeds: story.length,
      requests: requests.length,
      deaths: story.filter(({ outcome }) => outcome === "died").length,
      faults: requests.filter(({ isAnswerTrue }) => !isAnswerTrue).length,
      orphans,
    };
  });
}

function judge(chapter: SourcesChapter, stage: SourcesStage): void {
  const story = stage.story.filter(isDeed);
  for (const [name, invariant] of Object.entries(sourcesInvariants)) {
    const wrong = invariant(chapter, story);
    if (wrong) throw violation(stage, name, wrong);
  }
}

const violation = (stage: SourcesStage, name: string, what: string) =>
  new ViolationError(name, `${what}\n${tellSources(stage.story)}`);

/** Longer than any copy, wait or approval in these worlds. */
const LONG_SECONDS = 120 * 24 * 3600;

/** Nothing fails any more, and time has passed. */
function calmDown({ simulator }: SourcesStage): void {
  simulator.clearFaults();
  decideJobs(simulator, "approve");
  purgeImports(simulator);
  mendAll(simulator);
  simulator.advance(LONG_SECONDS);
}

const numbers: readonly StackNumber[] = [0, 1];
const agreeing: SourceClick = { click: "approve" };
const calm = { incidents: [{ at: 0, times: 100_000, effect: agreeing }] } as const;

const BETWEEN_RUNS_SECONDS = 600;

/** More runs than it takes anything here to come to rest. */
const MOST_ROUNDS = 8;

/** As many runs as it takes: each resource of the programs ends fulfilled, or with a message that is on the list and true. */
async function settleAll(stage: SourcesStage): Promise<readonly string[]> {
  let before: string | undefined;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const deeds: SourcesChapter[] = [];
    for (const stack of numbers) {
      stage.simulator.advance(BETWEEN_RUNS_SECONDS);
      const refreshes = await playSourcesStep(stage, { step: "refresh", stack, ...calm });
      const failed = refreshes.find(({ outcome }) => outcome !== "done");
      if (failed) throw violation(stage, "converges", `a refresh failed: ${failed.error}`);
      deeds.push(...(await playSourcesStep(stage, { step: "up", stack, continueOnError: true, ...calm })));
    }
    const now = JSON.stringify(deeds.map((deed) => [deed.deed.urn, afterOf(deed)?.id, wordsOf(deed)]));
    const hasMoved = deeds.some((deed) => deed.outcome === "done" && !isShared(deed) && deed.requests.some(isMove));
    if (now === before && !hasMoved) {
      for (const deed of deeds) requireFulfilled(stage, deed);
      requireFound(stage);
      return deeds.map((deed) => endOf(stage, deed));
    }
    before = now;
  }
  throw violation(stage, "comesToRest", `the runs do not come to rest in ${MOST_ROUNDS} rounds`);
}

/**
 * Where a run died before its request and another stack then made the very thing, both have it (accepted: docs/decisions/023), and each goes on to
 * bring it to what its program says.
 */
const isShared = (deed: SourcesChapter) =>
  deed.statesAfter.every((entries) => entries.some(({ id }) => id === afterOf(deed)?.id));

/** Each try is a job of its own. */
const wordsOf = ({ error }: SourcesChapter) => String(error).replace(/job [\da-f-]{36}/g, "job");

/** What was refused has changed nothing. */
const isMove = (request: ObservedRequest) => isChange(request) && (request.entry.status ?? 0) < 300;

/** A resource whose run went well has on the array what its program says. */
function requireFulfilled(stage: SourcesStage, chapter: SourcesChapter): void {
  const { deed, outcome, makers } = chapter;
  if (deed.kind !== "goal" || outcome !== "done") return;
  const after = afterOf(chapter);
  const row = rowOf(chapter, after?.id);
  if (!after || (!row && !deed.urn.includes("ImportSession")))
    throw violation(stage, "fulfilled", `${deed.urn} is well, and ${after?.id ?? "nothing"} is not there`);
  const wanted = Object.entries(shownAs).filter(([input]) => after.inputs[input] !== undefined);
  const isSession = deed.urn.includes("ImportSession");
  const other = isSession
    ? undefined
    : wanted.find(([input, column]) => row && !isShown(after.inputs[input], row[column]));
  if (other && makers.get(after.id) !== "hand")
    throw violation(stage, "fulfilled", `${deed.urn} is well, and ${other[0]} is ${row?.[other[1]]} on the array`);
}

const shownAs = {
  name: "name",
  description: "description",
  managementAddress: "management_address",
  username: "user_name",
  iscsiAddresses: "iscsi_addresses",
  agentAddress: "agent_address",
} as const;

const isShown = (wanted: unknown, shown: unknown) => JSON.stringify(wanted) === JSON.stringify(shown);

/** What a run has made, and a program would still find, is in a state by now, or some message names it. */
function requireFound(stage: SourcesStage): void {
  const story = stage.story.filter(isDeed);
  for (const stack of numbers) {
    const { identity, wishes } = stage.stacks[stack];
    const program = { identity, wishes, goals: goalsOf(stage, stack) };
    const last = story.at(-1);
    const ups = story.filter((chapter) => chapter.stack === stack && chapter.step.step === "up").slice(-8);
    const lost =
      last &&
      strays(last, stack).find(
        (row) =>
          isHeld(row, { ...last, ...program }) && !ups.some(({ texts }) => texts.some((text) => text.includes(row.id))),
      );
    if (lost) throw violation(stage, "foundAgain", `${lost.id} was not found again`);
  }
}

/** Every stack can be taken down, after the confirmations that its own words ask for. Gives the number of orphans. */
async function tearDownAll(stage: SourcesStage): Promise<number> {
  const recorded = new Set(stage.stacks.flatMap(({ state }) => state.entries.map(({ id }) => id)));
  for (const isConfirmed of [false, true]) {
    for (const stack of numbers) {
      stage.simulator.advance(BETWEEN_RUNS_SECONDS);
      const step: SourcesStep = { step: "destroy", stack, continueOnError: true, isConfirmed, ...calm };
      for (const deed of await playSourcesStep(stage, step)) endOf(stage, deed);
    }
  }
  return requireNothingLeft(stage, recorded);
}

/** After a destroy nothing is left of what the states had. What is left nobody knew of: the program had let it go before it was found again. */
function requireNothingLeft(stage: SourcesStage, recorded: ReadonlySet<string>): number {
  const { simulator, stacks, makers } = stage;
  const kept = new Set(stacks.flatMap(({ state }) => state.entries.map(({ id }) => id)));
  const isStray = ({ id }: Row) => makers.get(id) !== "hand" && !kept.has(id);
  const { import_session: _, ...around } = objectsOf(simulator);
  const left = Object.values(around).flat().filter(isStray);
  const own = left.find(({ id }) => recorded.has(id));
  if (own) throw violation(stage, "nothingLeft", `${own.id} was in a state, was destroyed, and is there`);
  return left.length;
}

function endOf(stage: SourcesStage, chapter: SourcesChapter): string {
  if (chapter.outcome === "done") return "done";
  const name = nameOfSourcesError(chapter);
  if (name) return name;
  throw violation(stage, "converges", `ended with an error that is not on the list: ${chapter.error}`);
}
