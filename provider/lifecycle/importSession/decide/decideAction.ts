/** What somebody asks of one session at once, beside what a program says of it. */

import type { ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import { decideAdvance } from "./decideAdvance";
import type { AdvanceRun, AdvanceStep } from "./decideWait";
import type { Goals } from "./goals";
import type { ObservedSession } from "./observedSession";
import { besideQueue } from "./queueing";
import { isCompleted } from "./states";
import { arrayError, stateAndProgress } from "./texts";

export const actionNames = ["pause", "resume", "cutover"] as const;
export type ActionName = (typeof actionNames)[number];

type Asked = Pick<Goals, "paused" | "waitFor" | "advanceTo">;

const asked: Readonly<Record<ActionName, Asked>> = {
  pause: { paused: true, waitFor: "Started" },
  resume: { paused: false, waitFor: "Started" },
  cutover: { paused: undefined, waitFor: "Import_Completed", advanceTo: "Import_Completed" },
};

/** As far as the array shows what is wanted of the session otherwise. */
export function goalsOfAction(name: ActionName, session: ObservedSession): Goals {
  const { type = "Non_Disruptive", automaticCutover = false, scheduledTimestamp } = session;
  return { type, automaticCutover, scheduledTimestamp, ...asked[name] };
}

/** The step that a create or update would take for such a goal; where that is none that the action is for, it fails before anything is sent. */
export function decideAction(name: ActionName, session: ObservedSession, run: AdvanceRun): AdvanceStep {
  if (run.accepted.length > 0 || isFor[name](session)) return decideAdvance(session, goalsOfAction(name, session), run);
  return {
    kind: "fail",
    reason: `is ${stateAndProgress(session)}${arrayError(session)}: ${needs[name]}. Nothing was sent.`,
  };
}

const either =
  (...states: readonly ImportSessionState[]) =>
  ({ state }: ObservedSession) =>
    states.includes(state);

/** In which states an action has something to do, or nothing any more. */
const isFor: Readonly<Record<ActionName, (session: ObservedSession) => boolean>> = {
  pause: (session) => either("Copy_In_Progress", "Paused")(session) || besideQueue(session) !== undefined,
  resume: (session) => either("Copy_In_Progress", "Paused")(session) || besideQueue(session) !== undefined,
  cutover: (session) =>
    either("Ready_For_Cutover", "Cutover_In_Progress", "Import_Cutover_Incomplete")(session) ||
    isCompleted(session.state),
};

const needs: Readonly<Record<ActionName, string>> = {
  pause: "only a copy that is under way can be paused",
  resume: "only a copy that is paused can be resumed",
  cutover: "it can be cut over once it is Ready_For_Cutover",
};
