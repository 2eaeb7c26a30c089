/** What create and update do with a session that is there: bring it where its inputs want it. */

import type { ActionOptions, ImportSessions } from "../../../powerstore/api/contract";
import type { ImportSession, ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import type { Sending } from "../../../powerstore/http/contract";
import { NotApprovedError, RefusedError } from "../../../powerstore/http/powerStoreErrors";
import { changeOptions } from "../../operation/customTimeouts";
import type { ArrayAccess } from "../../operation/handler";
import { withoutUndefined } from "../../operation/jsonValues";
import {
  IncompleteError,
  LifecycleError,
  messageOf,
  NotDueError,
  RefusalError,
  sentenceOf,
} from "../../operation/lifecycleErrors";
import { decideAdvance, movesHosts } from "../decide/decideAdvance";
import type { AdvanceAction, AdvanceStep } from "../decide/decideWait";
import type { Goals } from "../decide/goals";
import { goalsOf, isOwnPause } from "../decide/goals";
import type { ObservedSession } from "../decide/observedSession";
import { FOREIGN_PAUSE, membersInTrouble, sessionLabel, stateAndProgress } from "../decide/texts";
import type { ImportSessionInputs } from "../inputs/inputs";
import type { ImportSessionOutputs, Standing } from "../inputs/outputs";
import { toUtc } from "../inputs/schedule";
import { sessionsOn } from "../sessions/sessions";
import type { AskedBefore } from "./askedBefore";
import { wishOf } from "./askedBefore";
import { followSession } from "./followSession";
import { outputsSince } from "./outputsNow";
import type { SessionContext } from "./sessionContext";

export type Advance = {
  readonly id: string;
  readonly inputs: ImportSessionInputs;
  readonly array: ArrayAccess;
  /** What is wanted of the session, asked anew before each step. @default what the inputs say */
  readonly goals?: (session: ImportSession) => Goals;
  readonly standing: Standing;
  /** What is still open of what earlier runs have asked for; knows afterwards what is left to record. */
  readonly asked: AskedBefore;
  /** When the operation began, on the monotonic clock of the context; its time runs from there. */
  readonly startedAt: number;
  readonly timeoutSeconds: number;
  /** What to do to make the wait longer: the name of the `customTimeouts` entry. */
  readonly operation: "create" | "update";
  /** Outputs to keep if the array cannot even be read; absent: then the error is thrown as it is. */
  readonly fallback?: ImportSessionOutputs;
  /** What an earlier run recorded; absent for a new resource. */
  readonly recorded?: Pick<
    Partial<ImportSessionOutputs>,
    "state" | "paused" | "holdReason" | "startWindows" | "scheduledTimestamp"
  >;
};

/**
 * Brings a session as far as its inputs say. Once there is something to record, every failure is an IncompleteError: it keeps
 * the id, and the next update goes on from what it then observes.
 */
export async function advance(task: Advance, context: SessionContext): Promise<ObservedSession> {
  const { array, id } = task;
  const goals = task.goals ?? ((session: ImportSession) => goalsOf(task.inputs, task.recorded ?? {}, context, session));
  const label = (session: ImportSession) => sessionLabel(session, array.powerStore.endpoint);
  let latest: ObservedSession | undefined;
  let gone: unknown;
  // What was asked for before may have been carried out by now.
  let hasPaused = task.asked.isAny;
  let refuseIfNotDue: (() => void) | undefined;
  const change = () => ({
    ...changeOptions(context, task.startedAt + task.timeoutSeconds * 1000),
    ...(refuseIfNotDue && { atSending: refuseIfNotDue }),
  });
  try {
    await task.asked.look(array, context);
    const reached = await followSession(
      {
        id,
        array,
        sourceResourceId: task.inputs.sourceResourceId,
        wasQueued: task.recorded?.state === "Queued",
        needsLiveRead: (session) => movesHosts(session, goals(session)),
        observed: (session) => {
          latest = session;
        },
        missing: (error) => {
          gone = error;
        },
        decide: (session, run) => {
          const decideNow = () => decideAdvance(session, goals(session), run);
          const step = decideNow();
          refuseIfNotDue = () => requireSame(step, decideNow(), label(session));
          return step;
        },
        act: async (action, session) => {
          hasPaused ||= action === "pause";
          const { scheduledTimestamp, isStartByClock } = goals(session);
          const wish = wishOf(action, scheduledTimestamp);
          try {
            const options = task.asked.following(wish, change, isStartByClock);
            await perform(task, session, action, () => goals(session), options);
          } catch (error) {
            throw task.asked.noted(wish, error);
          }
          const isForeign = action === "resume" && !isOwnPause(task.recorded ?? {});
          if (isForeign) context.report.warning(`${label(session)} ${FOREIGN_PAUSE} it is resumed now.`);
        },
        operation: task.operation,
        startedAt: task.startedAt,
        timeoutSeconds: task.timeoutSeconds,
      },
      context,
    );
    for (const text of troublesOf(reached, goals(reached), task, hasPaused)) {
      context.report.warning(`${label(reached)} ${text}`);
    }
    return reached;
  } catch (error) {
    const { inputs, recorded = {}, fallback } = task;
    const outputs = latest ? outputsSince(recorded, inputs, latest, standingOf(task), context) : fallback;
    // What the array refuses to a program must not be recorded as done; but a new session's id is never let go.
    // A record that went in the middle of a wait may have been completed: update finds out, and has its id recorded already.
    const isForUpdate = error instanceof RefusalError || error === gone;
    if (!outputs || (isForUpdate && task.operation === "update")) throw error;
    throw new IncompleteError(task.id, outputs, reasonOf(error, latest, task, array.powerStore.endpoint));
  }
}

/** What somebody at the terminal has to know of a session that was brought as far as it goes now. */
function troublesOf(session: ObservedSession, goals: Goals, { recorded }: Advance, hasPaused: boolean): string[] {
  // From then on the pause counts as that of the windows, and the next one would undo it without a word.
  const wasSeenElsewhere = recorded?.state !== undefined && recorded.state !== "Paused";
  const isOwn = recorded?.state === "In_Progress" && isOwnPause(recorded);
  const isForeign = session.state === "Paused" && wasSeenElsewhere && !isOwn && !hasPaused;
  const pause =
    goals.held?.copy && isForeign ? `${FOREIGN_PAUSE} it is resumed once a copy window is open.` : undefined;
  return [pause, membersInTrouble(session.members)].filter((text) => text !== undefined);
}

/** With what is to be recorded as asked for by now. */
export const standingOf = ({ standing, asked }: Pick<Advance, "standing" | "asked">): Standing => ({
  ...standing,
  pendingRequests: asked.open,
});

/** The first outputs of a session of which nothing but the id is known. */
export function unobservedOutputs(
  inputs: ImportSessionInputs,
  { clusterId, claimed, pendingRequests }: Standing,
): ImportSessionOutputs {
  return withoutUndefined({ ...inputs, clusterId, claimed: claimed || undefined, pendingRequests });
}

function reasonOf(error: unknown, latest: ImportSession | undefined, task: Advance, endpoint: string): string {
  // What the lifecycle found out about an observed session is said about it already.
  if (error instanceof LifecycleError && latest) return messageOf(error);
  const session = sessionLabel(latest ?? { id: task.id, name: task.inputs.name }, endpoint);
  const where = latest ? `, last seen ${stateAndProgress(latest)}` : "";
  return `${sentenceOf(error)} The session is kept: ${session}${where}; run "pulumi up" again to continue.`;
}

async function perform(
  { id, array }: Pick<Advance, "id" | "array">,
  session: ObservedSession,
  action: AdvanceAction,
  goals: () => Pick<Goals, "scheduledTimestamp">,
  change: () => ActionOptions,
): Promise<void> {
  const { importSessions } = sessionsOn(array);
  if (action !== "reschedule") return performAction(importSessions, session, action, change);
  const { atSending: refuseIfNotDue, ...options } = change();
  const bodyNow = () => ({ scheduledTimestamp: toUtc(goals().scheduledTimestamp ?? "") });
  const atSending = (sending: Sending) => {
    refuseIfNotDue?.(sending);
    return bodyNow();
  };
  await importSessions.modifyImportSession(id, bodyNow(), { ...options, atSending });
}

/** A window may close, or a wave be held, while the array is busy or a login expires: what was right then is not sent now. */
function requireSame(step: AdvanceStep, now: AdvanceStep, label: string): void {
  const isSame = step.kind === "act" && now.kind === "act" && step.action === now.action;
  if (isSame) return;
  const action = step.kind === "act" ? step.action : "nothing";
  throw new NotDueError(
    `${label}: ${action} was not sent, for the time in which it may be was over before the array could take it.`,
  );
}

/** In which state of a member an action is for it. */
const memberStateOf: Partial<Record<AdvanceAction, ImportSessionState>> = {
  pause: "Copy_In_Progress",
  resume: "Paused",
  enable_destination_volume: "Mirror_Enabled",
  start_copy: "Ready_To_Start_Copy",
};

/**
 * Sends an action. A group is paused and resumed through its own session or, where the array refuses that, through its members; its
 * first two gates exist on the members alone; it is cut over as a whole [ARRAY groups]. Actions are sent without a
 * signal: see docs/decisions/006.
 * @param change asked before each request: what is left of the time is for all of them.
 */
export async function performAction(
  importSessions: ImportSessions,
  session: ObservedSession,
  action: Exclude<AdvanceAction, "reschedule">,
  change: () => ActionOptions,
): Promise<void> {
  const send = ({ id }: { readonly id: string }) => importSessions.actOnImportSession(id, action, change());
  const memberState = memberStateOf[action];
  const members = session.members.filter((member) => member.state === memberState);
  const isMembersOnly = action === "enable_destination_volume" || action === "start_copy";
  if (members.length === 0) return send(session);
  if (isMembersOnly) return oneByOne(members, send);
  try {
    await send(session);
  } catch (error) {
    if (!(error instanceof RefusedError) || error instanceof NotApprovedError) throw error;
    await oneByOne(members, send);
  }
}

/** One after the other: the first refusal ends it, and what is left is seen and done in the next round. */
async function oneByOne<Member>(members: readonly Member[], send: (member: Member) => Promise<void>): Promise<void> {
  for (const member of members) await send(member);
}
