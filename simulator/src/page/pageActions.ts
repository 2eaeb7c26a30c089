/** What the page's buttons do. They are an administrator's hands: no login, no journal, no faults, as with control routes. */
import { ApiError, type Row } from "../api/contract";
import { isFromAnotherSite, type WireRequest } from "../http/wire";
import { groupAllows } from "../world/records/groupStates";
import { allows, isAgentlessOnly, type SessionState, type SessionType } from "../world/records/states";
import { formatDuration } from "./formats";
import type { PageParts } from "./view";

/** What a button did, in words. Refusals are thrown: an ApiError, or a RangeError for a value that does not fit. */
export type Deed = { readonly status: number; readonly text: string; readonly isRefusal: boolean };

/** Undefined for a path that no button has. */
export function performAction(parts: PageParts, path: string, request: WireRequest): Deed | undefined {
  const work = findWork(parts, path, new URLSearchParams(request.body.toString("utf8")));
  if (work === undefined) return undefined;
  if (isFromAnotherSite(request)) return refusal(403, "Another site may not press this page's buttons.");
  try {
    return { status: 200, text: work(), isRefusal: false };
  } catch (error) {
    if (error instanceof ApiError) return refusal(error.status, error.message);
    if (error instanceof RangeError) return refusal(400, error.message);
    throw error;
  }
}

function refusal(status: number, text: string): Deed {
  return { status, text, isRefusal: true };
}

function findWork(parts: PageParts, path: string, form: URLSearchParams): (() => string) | undefined {
  const [, kind, id, ...rest] = path.split("/");
  if (kind === "session" && id !== undefined && rest.length === 0) return () => actOnSession(parts, id, form);
  if (id !== undefined) return undefined;
  switch (kind) {
    case "step":
      return () => stepClock(parts, numberOf(form, "seconds"));
    case "speed":
      return () => setSpeed(parts, numberOf(form, "speed"));
    case "clear-faults":
      return () => clearFaults(parts);
    default:
      return undefined;
  }
}

function numberOf(form: URLSearchParams, name: string): number {
  const text = form.get(name) ?? "";
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(number) || number < 0) throw new RangeError(`${name} must be a number from 0 on.`);
  return number;
}

function stepClock({ clock }: PageParts, seconds: number): string {
  clock.advance(seconds);
  return `The clock went on by ${formatDuration(seconds)}.`;
}

function setSpeed({ clock }: PageParts, speed: number): string {
  clock.setSpeed(speed);
  return `The clock runs at ${speed} simulated seconds per real second.`;
}

function clearFaults({ faults }: PageParts): string {
  faults.clear();
  return "There are no fault rules any more.";
}

const operationOf = (action: SessionAction) =>
  action === "delete" ? "DELETE /import_session/{id}" : `POST /import_session/{id}/${action}`;

function actOnSession({ world }: PageParts, encodedId: string, form: URLSearchParams): string {
  const id = decodeId(encodedId);
  const action = form.get("action") ?? "";
  if (!isSessionAction(action)) throw new RangeError("A session has no such button.");
  const operation = world.operations[operationOf(action)];
  const name = world.row("import_session", id)?.name;
  if (operation === undefined || name === undefined) throw new RangeError("There is no such session any more.");
  operation({ id, body: {} });
  return `${sessionActions[action]}: ${name}.`;
}

function decodeId(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new RangeError("The path is not well encoded.");
  }
}

/** The name of a button's operation in the API, and what is written on it. */
export const sessionActions = {
  enable_destination_volume: "Enable destination",
  start_copy: "Start copy",
  pause: "Pause",
  resume: "Resume",
  cutover: "Cut over",
  cleanup: "Clean up",
  cancel: "Cancel",
  delete: "Delete record",
} as const satisfies Readonly<Record<string, string>>;

export type SessionAction = keyof typeof sessionActions;

const everyAction = Object.keys(sessionActions) as readonly SessionAction[];

function isSessionAction(text: string): text is SessionAction {
  return Object.hasOwn(sessionActions, text);
}

/** A member's cut-over and record are its group's (`world/session/permission.ts`); what else stands against it, the array says. */
export function actionsOf(session: Row, isGroup: boolean): readonly SessionAction[] {
  const state = session.state as SessionState;
  const type = session.type as SessionType;
  if (isGroup) return everyAction.filter((action) => !isAgentlessOnly(action) && groupAllows(state, type, action));
  const isMember = session.parent_session_id !== null;
  return everyAction.filter(
    (action) => allows(state, type, action) && !(isMember && (action === "cutover" || action === "delete")),
  );
}
