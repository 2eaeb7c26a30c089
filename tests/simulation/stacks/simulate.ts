import type { Simulator } from "../../../simulator/src";
import { emptyPlaces, setSourcesReachable } from "../clicks";
import { isImpossible, nameOfError } from "../finalErrors";
import type { Build } from "../process";
import { isChange, isDone } from "../requests";
import { ViolationError } from "../violation";
import { finalDeedErrors, finalRemovalErrors } from "./finalErrors";
import { stacksInvariants } from "./invariants";
import type { StacksStage } from "./play";
import { newStacksStage, playStacksStep } from "./play";
import type { StackNumber, StacksHistory, StacksStep } from "./steps";
import type { DeedChapter } from "./story";
import { isDeed } from "./story";
import { tellStacks } from "./tell";

/** What a history of two stacks came to. */
export type StacksSummary = {
  /** How the last deed of each resource ended. */
  readonly ends: readonly string[];
  readonly deeds: number;
  readonly requests: number;
  readonly deaths: number;
  readonly faults: number;
};

/** Plays a history and its end. Throws a ViolationError as soon as an invariant is broken. */
export async function simulateStacks(
  simulator: Simulator,
  history: StacksHistory,
  build: Build = {},
): Promise<StacksSummary> {
  const stage = newStacksStage(simulator, history, { build, judge });
  for (const step of history.steps) await playStacksStep(stage, step);
  calmDown(stage);
  const ends = await settleAll(stage);
  await tearDownAll(stage);
  const story = stage.story.filter(isDeed);
  const requests = story.flatMap((chapter) => chapter.requests);
  return {
    ends,
    deeds: story.length,
    requests: requests.length,
    deaths: story.filter(({ outcome }) => outcome === "died").length,
    faults: requests.filter(({ isAnswerTrue }) => !isAnswerTrue).length,
  };
}

function judge(chapter: DeedChapter, stage: StacksStage): void {
  const story = stage.story.filter(isDeed);
  for (const [name, invariant] of Object.entries(stacksInvariants)) {
    const wrong = invariant(chapter, story);
    if (wrong) throw violation(stage, name, wrong);
  }
}

const violation = (stage: StacksStage, name: string, what: string) =>
  new ViolationError(name, `${what}\n${tellStacks(stage.story)}`);

/** Longer than any schedule, queue or copy in these worlds. */
const LONG_SECONDS = 120 * 24 * 3600;

/** Nothing fails any more, and time has passed. */
function calmDown({ simulator, wall }: StacksStage): void {
  wall.seconds = 0;
  simulator.clearFaults();
  setSourcesReachable(simulator, true);
  emptyPlaces(simulator);
  simulator.advance(LONG_SECONDS);
}

const numbers: readonly StackNumber[] = [0, 1];
const calm = { incidents: [], isUnshared: false } as const;

/** Longer than a copy in these worlds: a message that tells how far one is says something else each time. */
const BETWEEN_RUNS_SECONDS = 600;

/** More runs than it takes anything here to come to rest. */
const MOST_ROUNDS = 8;

/** As many runs as it takes: each resource of the programs ends fulfilled, or with a message that is on the list and true. */
async function settleAll(stage: StacksStage): Promise<readonly string[]> {
  let before: string | undefined;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const refreshes: DeedChapter[] = [];
    const deeds: DeedChapter[] = [];
    for (const stack of numbers) {
      // No run follows another within the seconds for which an array may show what was.
      stage.simulator.advance(BETWEEN_RUNS_SECONDS);
      // What the other stack has ended meanwhile, only a refresh finds out.
      refreshes.push(...(await playStacksStep(stage, { step: "refresh", stack, ...calm })));
      deeds.push(...(await upAtLast(stage, stack)));
    }
    const now = JSON.stringify([
      deeds.map(({ error }) => String(error)),
      deeds.map(({ after }) => [after?.urn, after?.id]),
    ]);
    const hasMoved = deeds.some(({ requests }) => requests.some((request) => isChange(request) && isDone(request)));
    if (now === before && !hasMoved) {
      for (const deed of deeds) requireFulfilled(stage, deed, [...refreshes, ...deeds]);
      return deeds.map((deed) => endOf(stage, deed, finalDeedErrors));
    }
    before = now;
  }
  throw violation(stage, "comesToRest", `the runs do not come to rest in ${MOST_ROUNDS} rounds`);
}

/** An up whose program can be done: what check refuses, the user takes out. */
async function upAtLast(stage: StacksStage, stack: StackNumber): Promise<readonly DeedChapter[]> {
  const up: StacksStep = { step: "up", stack, continueOnError: true, ...calm };
  let deeds = await playStacksStep(stage, up);
  for (let tries = 0; tries < 2 && deeds.some(isImpossible); tries++) {
    for (const slot of ["one", "two"] as const) {
      await playStacksStep(stage, {
        step: "edit",
        stack,
        slot,
        change: {},
        options: { ignoreChanges: undefined },
        program: possible,
      });
    }
    deeds = await playStacksStep(stage, up);
  }
  return deeds;
}

const possible = { scheduledAt: undefined, waitFor: "Started", advanceTo: undefined } as const;

/** A resource whose run went well has an import of what its program says, or else somebody was told that it has not. */
function requireFulfilled(stage: StacksStage, chapter: DeedChapter, told: readonly DeedChapter[]): void {
  const { deed, outcome, after, sessions, inputs } = chapter;
  if (deed.kind !== "goal" || outcome !== "done") return;
  const row = sessions.find(({ id }) => id === after?.id);
  const isCompleted = String(after?.outputs.state).startsWith("Import_Completed");
  const isFulfilled = after && (row ? row.source_resource_id === inputs.sourceResourceId : isCompleted);
  if (isFulfilled || (after && !row && told.some(({ texts }) => texts.some((text) => isAboutLoss(text, after.id)))))
    return;
  throw violation(
    stage,
    "fulfilled",
    `${deed.urn} is well, and ${after?.id ?? "nothing"} is ${row?.state ?? "not there"}`,
  );
}

/** Where another session has the source by now, nobody can find out what became of one whose record is gone. */
const isAboutLoss = (text: string, id: string) =>
  text.includes(id) && /there is no such session|not on the array any more|nothing proves/.test(text);

/** Every stack can be taken down, after the confirmations that its own words ask for. */
async function tearDownAll(stage: StacksStage): Promise<void> {
  for (const stack of numbers) {
    const plain = { forceCancel: false, hostsOnSource: false };
    const confirmed = { forceCancel: false, hostsOnSource: true, cancelClaimed: true };
    for (const settings of [plain, confirmed]) {
      const deeds = await playStacksStep(stage, { step: "destroy", stack, continueOnError: true, settings, ...calm });
      for (const deed of deeds) endOf(stage, deed, finalRemovalErrors);
    }
  }
}

function endOf(stage: StacksStage, chapter: DeedChapter, list: Parameters<typeof nameOfError>[1]): string {
  if (chapter.outcome === "done") return "done";
  const name = nameOfError(chapter, list);
  if (name) return name;
  throw violation(stage, "converges", `ended with an error that is not on the list: ${chapter.error}`);
}
