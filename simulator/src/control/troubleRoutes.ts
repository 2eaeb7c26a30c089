/** Control routes for what befalls an array from outside of its API; each is a method of `WorldControls`. */

import { findId } from "../http/api";
import { numberFrom, oneOf, optional, text, truth, wholeFrom } from "../http/misfit";
import type { AgentStatus, JobDecision, RemoteSystemChange, SessionState, SimulatedFault, Space } from "../world";
import type { ControlCall, ControlParts, ControlRoute } from "./controlRoutes";

const SESSION = "import_session";

/** The id of the session that a path means; `name:<name>` works as in the API. Throws an ApiError 404. */
function sessionOf({ world }: ControlParts, { id }: ControlCall): string {
  return findId(world, SESSION, id);
}

export const troubleRoutes: readonly ControlRoute[] = [
  {
    method: "POST",
    path: "/remote_system/{id}/reachable",
    purpose: "cuts or restores the management connection to a source array",
    body: { reachable: truth },
    run({ world }, { id, body }) {
      const { reachable } = body as { readonly reachable: boolean };
      world.setReachable(findId(world, "remote_system", id), reachable);
    },
  },
  {
    method: "POST",
    path: "/remote_system/{id}/condition",
    purpose: "puts a remote system into any state, with its data connections and its file connection",
    body: {
      state: optional(text),
      dataConnectionState: optional(text),
      connectionStatus: optional(text),
      fileConnectionState: optional({
        fits: (value) => value === null || typeof value === "string",
        expected: "a text or null",
      }),
      lostBy: optional(oneOf("network", "address", "credentials", "certificate")),
      certificate: optional(text),
      staysAfterVerify: optional(truth),
      halfDeletes: optional(wholeFrom(0)),
    },
    run({ world }, { id, body }) {
      world.setRemoteSystem(findId(world, "remote_system", id), body as RemoteSystemChange);
    },
  },
  {
    method: "POST",
    path: "/import_host_system/{id}/agent",
    purpose: "lets the agent of an import host show another status",
    body: { status: oneOf("Unknown", "Running", "Conflict_Detected", "Version_Unsupported") },
    run({ world }, { id, body }) {
      world.setAgent(findId(world, "import_host_system", id), (body as { readonly status: AgentStatus }).status);
    },
  },
  {
    method: "POST",
    path: "/job/{id}/decide",
    purpose: "decides about a job that waits for its approval: Approved, Rejected or Expired",
    body: { decision: oneOf("Approved", "Rejected", "Expired"), reason: optional(text) },
    run: ({ world }, { id, body }) => world.decideJob(findId(world, "job", id), body as JobDecision),
  },
  {
    method: "POST",
    path: "/source/{id}/criteria",
    purpose: "lets a volume or group of a source array show another importable_criteria",
    body: { criteria: text },
    run: ({ world }, { id, body }) => world.setCriteria(id, (body as { readonly criteria: string }).criteria),
  },
  {
    method: "POST",
    path: "/space",
    purpose: "lets the array run out of room: full, or refusing, which takes nothing new either; free again",
    body: { space: oneOf("free", "full", "refusing") },
    run: ({ world }, { body }) => world.setSpace((body as { readonly space: Space }).space),
  },
  {
    method: "POST",
    path: `/${SESSION}/{id}/fail`,
    purpose: "lets a session fail now: Failed, Cancel_Required, Cleanup_Required, ...",
    body: { state: text, code: optional(text), message: optional(text) },
    run: (parts, call) => parts.world.failSession(sessionOf(parts, call), call.body as SimulatedFault),
  },
  {
    method: "POST",
    path: `/${SESSION}/{id}/fail_copy_at`,
    purpose: "lets the copy fail once it has reached a percentage",
    body: { percentage: numberFrom(0) },
    run(parts, call) {
      const { percentage } = call.body as { readonly percentage: number };
      parts.world.failCopyAt(sessionOf(parts, call), percentage);
    },
  },
  {
    method: "POST",
    path: `/${SESSION}/{id}/slow_copy`,
    purpose: "lets the copy take so many times as long from now on",
    body: { factor: numberFrom(0) },
    run(parts, call) {
      const { factor } = call.body as { readonly factor: number };
      parts.world.slowCopy(sessionOf(parts, call), factor);
    },
  },
  {
    method: "POST",
    path: `/${SESSION}/{id}/fail_cutover`,
    purpose: "lets the next cut-over of a group leave this member, or given the group all members, uncommitted",
    run: (parts, call) => parts.world.failCutover(sessionOf(parts, call)),
  },
  {
    method: "POST",
    path: `/${SESSION}/{id}/fail_cancel`,
    purpose: "lets the next cancels of a group end as Cancel_Failed; 0 lets them succeed again",
    body: { times: wholeFrom(0) },
    run(parts, call) {
      const { times } = call.body as { readonly times: number };
      parts.world.failCancel(sessionOf(parts, call), times);
    },
  },
  {
    method: "POST",
    path: `/${SESSION}/{id}/purge`,
    purpose: "takes the record away, as if somebody had deleted it",
    run: (parts, call) => parts.world.purgeSession(sessionOf(parts, call)),
  },
  {
    method: "POST",
    path: `/${SESSION}/{id}/force_state`,
    purpose: "puts a session into any state, with everything that follows from it",
    body: { state: text },
    run(parts, call) {
      const { state } = call.body as { readonly state: SessionState };
      parts.world.forceState(sessionOf(parts, call), state);
    },
  },
];
