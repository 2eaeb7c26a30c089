import { actionOf, isCreate, isDone } from "../requests";
import type { Invariant } from "../story";
import { gateActions } from "./actions";

/** Whoever reads "completed" retires the source: no state says so of an import whose source is ready to be imported again. */
export const completionIsTrue: Invariant = ({ after, sessions, criteria }) => {
  const isSaid = String(after?.outputs.state).startsWith("Import_Completed");
  if (!isSaid || !String(criteria).startsWith("Ready")) return undefined;
  const row = sessions.find(({ id }) => id === after?.id);
  if (String(row?.state).startsWith("Import_Completed")) return undefined;
  return `${after?.id} is recorded as ${after?.outputs.state}, and its source is ${criteria}`;
};

/** What a create has taken over passes no gate in its run: nobody has read yet what it is. */
export const noGateInClaim: Invariant = ({ requests, before }) => {
  const made = new Set(
    requests.filter((request) => isCreate(request) && isDone(request)).map(({ after }) => after?.id),
  );
  const wrong = requests.find((request) => {
    const action = actionOf(request);
    const session = request.before;
    if (action === undefined || !gateActions.includes(action) || !session) return false;
    const ids = [session.id, session.parent_session_id];
    return !ids.some((id) => made.has(id as string) || id === before?.id);
  });
  return wrong && `${wrong.before?.id} was only taken over, and passed a gate (${actionOf(wrong)})`;
};
