import type { Simulator } from "../../simulator/src";
import { emptyPlaces, setSourcesReachable } from "./clicks";
import { finalDestroyErrors, finalUpErrors, isImpossible, nameOfError } from "./finalErrors";
import type { History } from "./history";
import { invariants } from "./invariants";
import { isHeld, madeSessions, strays } from "./invariants/sessions";
import type { Stage } from "./play";
import { newStage, playStep } from "./play";
import type { Build } from "./process";
import { actionOf, isChange } from "./requests";
import type { Chapter, Story } from "./story";
import { tell } from "./tell";
import { ViolationError } from "./violation";

/** What a history came to. */
export type Summary = {
  readonly up: string;
  readonly destroy: string;
  readonly steps: number;
  readonly requests: number;
  readonly deaths: number;
  readonly faults: number;
  /** Sessions that nobody holds any more: made by a run that died or heard no answer, and let go by the program. */
  readonly orphans: number;
  readonly story: Story;
};

/** Plays a history and its end. Throws a ViolationError as soon as an invariant is broken. */
export async function simulate(simulator: Simulator, history: History, build: Build = {}): Promise<Summary> {
  const stage = newStage(simulator, history, build);
  for (const step of history.steps) await playChecked(stage, step);
  const end = await playEnd(stage);
  const { story } = stage;
  const requests = story.flatMap((chapter) => chapter.requests);
  return {
    ...end,
    steps: story.length,
    requests: requests.length,
    deaths: story.filter(({ outcome }) => outcome === "died").length,
    faults: requests.filter(({ isAnswerTrue }) => !isAnswerTrue).length,
    story,
  };
}

const violation = (invariant: string, what: string, story: Story) =>
  new ViolationError(invariant, `${what}\n${tell(story)}`);

async function playChecked(stage: Stage, step: Parameters<typeof playStep>[1]): Promise<Chapter> {
  const chapter = await playStep(stage, step);
  for (const [name, invariant] of Object.entries(invariants)) {
    const wrong = invariant(chapter, stage.story);
    if (wrong) throw violation(name, wrong, stage.story);
  }
  return chapter;
}

/** Longer than any schedule, queue or copy in these worlds. */
const LONG_SECONDS = 120 * 24 * 3600;

const BETWEEN_RUNS_SECONDS = 30;

const calmUp = { step: "up", replace: false, incidents: [] } as const;
const calmRefresh = { step: "refresh", incidents: [] } as const;
const calmSettings = { forceCancel: false, hostsOnSource: false };

/** Nothing fails any more and time has passed: one up and one destroy, each to its end or to an error that is on the list. */
async function playEnd(stage: Stage): Promise<Pick<Summary, "up" | "destroy" | "orphans">> {
  stage.wall.seconds = 0;
  stage.simulator.clearFaults();
  setSourcesReachable(stage.simulator, true);
  emptyPlaces(stage.simulator);
  stage.simulator.advance(LONG_SECONDS);
  const up = await settle(stage);
  const destroy = await tearDown(stage);
  const last = stage.story.at(-1);
  return { up, destroy, orphans: last ? strays(last, stage.story).length : 0 };
}

/** The last up, and what its own words promise about the next one. */
async function settle(stage: Stage): Promise<string> {
  let first = await upAtLast(stage);
  // Who adopts or finds a session passes no gate of it: what the program wants of the session is the next run's matter (docs/decisions/023).
  if ((first.result === "created" || first.result === "replaced") && isTakenOver(first)) first = await upAtLast(stage);
  // What this run has resumed stands at the gate that the program names only later: that is the next run's matter, too.
  if (first.requests.some((request) => actionOf(request) === "resume") && first.inputs.advanceTo !== undefined) {
    stage.simulator.advance(LONG_SECONDS);
    first = await upAtLast(stage);
  }
  const end = endOf(stage, first, finalUpErrors);
  requireFound(stage, first);
  if (end === "gone" || end === "untold") await playRefresh(stage);
  if (end === "untold") return end;
  const second = await upAtLast(stage);
  const again = endOf(stage, second, finalUpErrors);
  if (again === end && (end === "gone" || end === "failed"))
    throw violation("converges", `the way on that was named leads nowhere: ${second.error}`, stage.story);
  // waitFor None looks once and asks no more: the next run is the first to mind that the session is dead, or to pause what copies by then.
  const isUnwatched = first.inputs.waitFor === "None";
  if (isUnwatched && ["Failed", "Cancelled"].includes(String(first.after?.outputs.state))) return end;
  if (end === "done" && again !== "done" && !isUnwatched)
    throw violation("converges", `done, then ${second.error}`, stage.story);
  requireTrueCompletion(stage, second);
  const change = end === "done" && !isUnwatched ? second.requests.find(isChange) : undefined;
  if (change) throw violation("converges", `the next up sent ${change.entry.operation} again`, stage.story);
  return end;
}

const isTakenOver = ({ inputs, texts }: Chapter) =>
  inputs.adoptSessionId !== undefined || texts.some((text) => text.includes("No gate is passed in this run"));

/** A refresh never fails for a session of which nobody can tell what became: it would stop the whole stack. */
async function playRefresh(stage: Stage): Promise<void> {
  const { error } = await playChecked(stage, calmRefresh);
  if (error) throw violation("converges", `a refresh failed: ${error}`, stage.story);
}

/** An up whose program can be done: what check refuses, and a new start in the past, the user takes out. */
async function upAtLast(stage: Stage): Promise<Chapter> {
  // No run follows another within the seconds for which an array may show what was.
  stage.simulator.advance(BETWEEN_RUNS_SECONDS);
  const chapter = await playChecked(stage, calmUp);
  if (!isImpossible(chapter)) return chapter;
  await playChecked(stage, { step: "edit", change: possible });
  return playChecked(stage, calmUp);
}

const possible = { scheduledAt: undefined, waitFor: "Started", advanceTo: undefined } as const;

/** A session made by this program that it still names, but does not hold, must have been named by the last up. Who has taken over another's looks for none. */
function requireFound(stage: Stage, chapter: Chapter): void {
  const { after, sessions } = chapter;
  const isAnothers = after !== undefined && !madeSessions(stage.story).some(({ id }) => id === after.id);
  if (isAnothers && sessions.some(({ id }) => id === after.id)) return;
  const unseen = strays(chapter, stage.story).find(
    (row) => isHeld(row, chapter) && !String(chapter.error).includes(row.id),
  );
  if (unseen)
    throw violation("foundAgain", `${unseen.id} was not found again: ${chapter.error ?? "done"}`, stage.story);
}

/** A state that says "completed" of an import that is not would be believed for ever. */
function requireTrueCompletion(stage: Stage, { after, sessions }: Chapter): void {
  const row = sessions.find(({ id }) => id === after?.id);
  const isSaid = String(after?.outputs.state).startsWith("Import_Completed");
  if (isSaid && row && !String(row.state).startsWith("Import_Completed"))
    throw violation("completionIsTrue", `${row.id} is ${row.state} and recorded as completed`, stage.story);
}

async function tearDown(stage: Stage): Promise<string> {
  const first = await playChecked(stage, { step: "destroy", settings: calmSettings, incidents: [] });
  const end = endOf(stage, first, finalDestroyErrors);
  if (end === "hostsOnDestination") {
    const settings = { forceCancel: false, hostsOnSource: true };
    const second = await playChecked(stage, { step: "destroy", settings, incidents: [] });
    if (endOf(stage, second, finalDestroyErrors) !== "done")
      throw violation("converges", String(second.error), stage.story);
  }
  return end;
}

function endOf(stage: Stage, chapter: Chapter, list: Parameters<typeof nameOfError>[1]): string {
  if (chapter.outcome === "done") return "done";
  const name = nameOfError(chapter, list);
  if (name) return name;
  throw violation("converges", `ended with an error that is not on the list: ${chapter.error}`, stage.story);
}
