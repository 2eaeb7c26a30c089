import type { ObservedRequest } from "../requests";
import { actionOf, isChange, isCreate, isDelete, isDone, operationOf } from "../requests";
import type { Chapter, Invariant } from "../story";
import { isLettingGo } from "../story";

export const gateActions: readonly (string | undefined)[] = ["enable_destination_volume", "start_copy", "cutover"];
const targetOf: Readonly<Record<string, string>> = {
  enable_destination_volume: "Ready_To_Start_Copy",
  start_copy: "Ready_For_Cutover",
  cutover: "Import_Completed",
};

const withAction = ({ requests }: Chapter, action: string) =>
  requests.filter((request) => actionOf(request) === action);

const id = ({ before }: ObservedRequest) => before?.id ?? "no session";

/** Before these nothing has been copied; in the last two nothing will be. */
const freeStates: readonly unknown[] = ["Scheduled", "Queued", "Failed", "Cancelled"];

/** A cancel belongs to a delete; that of a session which has copied data, to one that somebody asked for by name. */
export const noCancelUnasked: Invariant = (chapter) => {
  let hasCancelled = false;
  for (const request of withAction(chapter, "cancel")) {
    if (request.phase !== "delete") return `${id(request)} was cancelled in the course of ${request.phase}`;
    // Between the look and the cancel the array may move on: what counts is what the process could know.
    const knew = request.seen ?? request.before?.state;
    const isOnceMore = hasCancelled && (knew === "Cancel_Failed" || knew === "Cancel_Required");
    if (!isLettingGo(chapter) && !freeStates.includes(knew) && !isOnceMore)
      return `${id(request)} was cancelled as ${knew}, unasked`;
    hasCancelled ||= isDone(request);
  }
  return undefined;
};

/** Force skips the rollback: never without the program, or the run's settings, saying so. What the program says are the recorded inputs, also those of a run that failed. */
export const noForceUnasked: Invariant = (chapter) => {
  const { step, before } = chapter;
  const isWished = before?.outputs.forceCancel || before?.inputs.forceCancel;
  const isAsked = isWished || (step.step === "destroy" && step.settings.forceCancel);
  const forced = withAction(chapter, "cancel").find(({ entry }) => Object(entry.body).force === true);
  return forced && !isAsked ? `${id(forced)} was cancelled by force` : undefined;
};

/** Records are deleted by delete; by create only where they are dead. */
export const noRecordLost: Invariant = ({ requests }) => {
  const wrong = requests.find(
    (request) =>
      isDelete(request) &&
      request.phase !== "delete" &&
      !(request.phase === "create" && freeStates.includes(request.seen ?? request.before?.state)),
  );
  return wrong && `the record of ${id(wrong)} was deleted in the course of ${wrong.phase}`;
};

/** Passing a gate takes an `advanceTo` that names the state behind it, and no pause. */
export const noGateUnasked: Invariant = ({ requests, inputs }) => {
  const wrong = requests.find((request) => {
    const action = actionOf(request);
    if (action === undefined || !gateActions.includes(action)) return false;
    const isAsked = inputs.advanceTo === targetOf[action] && !inputs.paused;
    return !isAsked || (request.phase !== "update" && request.phase !== "create");
  });
  return (
    wrong &&
    `${actionOf(wrong)} of ${id(wrong)} although advanceTo is ${inputs.advanceTo ?? "not set"}, paused ${inputs.paused}`
  );
};

/** A cut-over by the array itself takes `automaticCutover`. */
export const noAutomaticCutoverUnasked: Invariant = ({ requests, inputs }) => {
  const wrong = requests.find(
    (request) => isCreate(request) && Object(request.entry.body).automatic_cutover !== inputs.automaticCutover,
  );
  return wrong && `a session was created with another automatic_cutover than ${inputs.automaticCutover}`;
};

/** Two gates in one run let hosts write to both arrays. */
export const oneGatePerUp: Invariant = ({ requests }) => {
  const passed = new Set(
    requests
      .filter(isDone)
      .map(actionOf)
      .filter((action) => gateActions.includes(action)),
  );
  return passed.size > 1 ? `one run passed ${[...passed].join(" and ")}` : undefined;
};

/** Pause and resume follow the input, in create and update alone. */
export const noPauseUnasked: Invariant = (chapter) => {
  for (const [action, wanted] of [
    ["pause", true],
    ["resume", false],
  ] as const) {
    for (const request of withAction(chapter, action)) {
      const isAsked = chapter.inputs.paused === wanted && chapter.step.step === "up";
      if (!isAsked || (request.phase !== "create" && request.phase !== "update"))
        return `${action} of ${id(request)} although paused is ${chapter.inputs.paused}`;
    }
  }
  return undefined;
};

/** Looking changes nothing: preview, refresh and every diff. */
export const looksOnly: Invariant = ({ requests, step, inputs, before }) => {
  const isLook = step.step === "preview" || step.step === "refresh";
  const wrong = requests.find(
    (request) => isChange(request) && (isLook || request.phase === "diff" || request.phase === "read"),
  );
  if (wrong) return `${operationOf(wrong)} was sent by a ${isLook ? step.step : wrong.phase}`;
  const isAdopting = inputs.adoptSessionId !== undefined && !before;
  const touched = isAdopting ? requests.find(isChange) : undefined;
  return touched && `${operationOf(touched)} was sent while adopting a session`;
};
