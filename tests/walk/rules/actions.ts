import { LifecycleError } from "../../../provider/lifecycle/operation/lifecycleErrors";
import { PowerStoreError } from "../../../provider/powerstore/http/powerStoreErrors";
import { actionOf, isChange, isCreate, isDone, operationOf } from "../../simulation/requests";
import { InvalidProgramError } from "../engine";
import type { Played } from "../move";
import { ProviderDiedError, type WalkRequest } from "../processes";
import type { Rule } from "./sessions";

const targets: Readonly<Record<string, string>> = {
  enable_destination_volume: "Ready_To_Start_Copy",
  start_copy: "Ready_For_Cutover",
  cutover: "Import_Completed",
};

const inputsOf = ({ program }: Played, { urn }: WalkRequest) => program.find((each) => each.urn === urn)?.inputs ?? {};

/** Passing a gate takes an `advanceTo` that names the state behind it and no pause; and no claim or adoption passes one. */
export const noGateUnasked: Rule = (played) => {
  const existed = new Set(played.before.sessions.map(({ id }) => id));
  for (const request of played.requests) {
    const target = targets[actionOf(request) ?? ""];
    if (target === undefined) continue;
    const { advanceTo, paused } = inputsOf(played, request);
    const about = `${actionOf(request)} of ${request.before?.id}`;
    if (advanceTo !== target || paused) return `${about}, and advanceTo is ${advanceTo}, paused ${paused}`;
    if (request.phase === "create" && existed.has(request.before?.id ?? ""))
      return `${about} by the run that took it over`;
    if (request.phase !== "create" && request.phase !== "update") return `${about} in the course of ${request.phase}`;
  }
  return undefined;
};

/** Two gates in one run let hosts write to both arrays. */
export const oneGatePerUp: Rule = ({ requests }) => {
  const passed = requests.filter((request) => isDone(request) && targets[actionOf(request) ?? ""]);
  const twice = passed.find((request) =>
    passed.some(
      (other) => other !== request && other.before?.id === request.before?.id && actionOf(other) !== actionOf(request),
    ),
  );
  return twice && `one run passed two gates of ${twice.before?.id}`;
};

/** Pause and resume follow the input, in create and update alone. */
export const noPauseUnasked: Rule = (played) => {
  for (const request of played.requests) {
    const action = actionOf(request);
    if (action !== "pause" && action !== "resume") continue;
    const isAsked = (inputsOf(played, request).paused ?? false) === (action === "pause");
    if (!isAsked || (request.phase !== "create" && request.phase !== "update"))
      return `${action} of ${request.before?.id} in the course of ${request.phase}, unasked`;
  }
  return undefined;
};

/** A cut-over by the array itself takes `automaticCutover`. */
export const noAutomaticCutoverUnasked: Rule = (played) => {
  const wrong = played.requests.find(
    (request) =>
      isCreate(request) &&
      Object(request.entry.body).automatic_cutover !== (inputsOf(played, request).automaticCutover ?? false),
  );
  return wrong && "a session was created with another automatic_cutover than the program's";
};

/** Looking changes nothing: preview, refresh and every diff and read; and who adopts a session does not touch it in that run. */
export const looksOnly: Rule = (played) => {
  const { command, requests, before } = played;
  const isLook = command.verb === "preview" || command.verb === "refresh";
  for (const request of requests.filter(isChange)) {
    if (isLook || request.phase === "diff" || request.phase === "read")
      return `${operationOf(request)} was sent by a ${isLook ? command.verb : request.phase}`;
    const isAdopting = request.phase === "create" && inputsOf(played, request).adoptSessionId !== undefined;
    if (isAdopting && !before.entries.some(({ urn }) => urn === request.urn))
      return `${operationOf(request)} was sent while adopting a session`;
  }
  return undefined;
};

/** An error is one of ours and says what it is about; nothing is thrown that only its maker understands. */
export const failuresSpeak: Rule = ({ failures }) => {
  for (const { urn, error } of failures) {
    if (error instanceof InvalidProgramError || error instanceof ProviderDiedError) continue;
    const isOurs = error instanceof LifecycleError || error instanceof PowerStoreError;
    if (!isOurs) return `${urn} failed with ${String(error)}`;
    if (!/import session|array\.test/.test(error.message)) return `${urn} failed and says only: ${error.message}`;
  }
  return undefined;
};

const MOST_CREATES = 12;

/** An array in trouble is not asked for ever. */
export const createsBounded: Rule = ({ requests }) => {
  const creates = requests.filter(isCreate).length;
  return creates > MOST_CREATES ? `${creates} attempts to create` : undefined;
};
