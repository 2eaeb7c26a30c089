/** How an import comes by one of the places of `maxActivePerArray` before it is begun. */

import { isOutage, MAX_OUTAGE_SECONDS } from "../../operation/converge";
import { inWords } from "../../operation/customTimeouts";
import type { ArrayAccess } from "../../operation/handler";
import { InterruptedError, messageOf, RefusalError, WaitTimeoutError } from "../../operation/lifecycleErrors";
import type { Active } from "../decide/arrayPlaces";
import { takenText } from "../decide/arrayPlaces";
import { decideTarget } from "../decide/decideTarget";
import type { ImportSessionInputs } from "../inputs/inputs";
import type { Place } from "../sessions/places";
import { sessionsOn } from "../sessions/sessions";
import type { SessionContext } from "./sessionContext";

/** So long after a look who waits for a place looks again; what waits in copies looks as often, and in the same moment. */
export const PLACE_POLL_SECONDS = 15;

export type Placing = {
  readonly inputs: ImportSessionInputs;
  readonly array: ArrayAccess;
  readonly clusterId: string;
  /** On the monotonic clock: nobody waits for a place after it. */
  readonly deadline: number;
};

/** Undefined: it needs none. `hasWaited`: what was known of the array is old by now. */
export type Turn = { readonly place: Place | undefined; readonly hasWaited: boolean };

/** A wave holds the places of its members: where none is left, or the wave is held by now, the member is to try again later. */
export class NoPlaceError extends RefusalError {}

/** Whether an import that was made now would begin now, and not by the array's clock later: that takes a place when it comes, and asks nobody. */
export function beginsNow(inputs: ImportSessionInputs, now: number): boolean {
  if (inputs.startWindows) return decideTarget(inputs, undefined, now).mayStart;
  return inputs.scheduledTimestamp === undefined || Date.parse(inputs.scheduledTimestamp) <= now;
}

export const needsPlace = (inputs: ImportSessionInputs, { clock, settings }: SessionContext): boolean =>
  settings.maxActivePerArray !== undefined && beginsNow(inputs, clock.now());

/**
 * A place for what is about to be begun, waited for as long as the create may take. Throws a WaitTimeoutError after that, a RefusalError where the array does
 * not say who is active; then nothing was begun.
 */
export async function takeTurn(task: Placing, context: SessionContext): Promise<Turn> {
  const limit = context.settings.maxActivePerArray;
  if (limit === undefined || !needsPlace(task.inputs, context)) return { place: undefined, hasWaited: false };
  if (context.takePlace) return { place: context.takePlace(), hasWaited: false };
  return new WaitForPlace(task, limit, context).done();
}

class WaitForPlace {
  readonly #task: Placing;
  readonly #limit: number;
  readonly #context: SessionContext;
  readonly #startedAt: number;
  /** Since when the array has not answered. */
  #silentSince: number | undefined;
  #said = "";

  constructor(task: Placing, limit: number, context: SessionContext) {
    this.#task = task;
    this.#limit = limit;
    this.#context = context;
    this.#startedAt = context.clock.monotonic();
  }

  async done(): Promise<Turn> {
    const { inputs, array } = this.#task;
    const { clock, signal } = this.#context;
    const { places } = sessionsOn(array);
    for (let hasWaited = false; ; hasWaited = true) {
      if (!beginsNow(inputs, clock.now())) return { place: undefined, hasWaited };
      const taking = places.takePlace(inputs.name, this.#limit) ?? (await this.#ask());
      if (signal.aborted) this.#stop();
      if (taking?.kind === "place") return { place: taking.place, hasWaited };
      await this.#wait(taking?.active);
    }
  }

  async #ask() {
    const { inputs, array } = this.#task;
    const { places } = sessionsOn(array);
    try {
      await places.askWhoIsActive(this.#context.signal);
      this.#silentSince = undefined;
      return places.takePlace(inputs.name, this.#limit);
    } catch (error) {
      if (this.#context.signal.aborted) this.#stop();
      this.#silentSince ??= this.#context.clock.monotonic();
      const end = Math.min(this.#task.deadline, this.#silentSince + MAX_OUTAGE_SECONDS * 1000);
      if (isOutage(error) && this.#context.clock.monotonic() < end) return undefined;
      throw new RefusalError(uncountedText(`creating import session "${inputs.name}"`, error));
    }
  }

  /** @param active undefined: the array did not say. */
  async #wait(active: readonly Active[] | undefined): Promise<void> {
    const { inputs, array, deadline } = this.#task;
    const { clock, signal } = this.#context;
    const remaining = (deadline - clock.monotonic()) / 1000;
    const why = active ? fullText(active, this.#limit, this.#task, this.#context) : UNCOUNTED;
    if (remaining <= 0) {
      const seconds = (clock.monotonic() - this.#startedAt) / 1000;
      throw new WaitTimeoutError(`creating import session "${inputs.name}": it ${waitedText(seconds, why)}`);
    }
    this.#say(`waits for a place: ${why}`);
    await clock.sleep(Math.min(array.secondsToPoll(PLACE_POLL_SECONDS), remaining), signal).catch((error: unknown) => {
      if (signal.aborted) this.#stop();
      throw error;
    });
  }

  /** On change only; where nobody watches, each report is a line for ever. */
  #say(text: string): void {
    const { report, settings } = this.#context;
    if (this.#said === text || (settings.quiet && this.#said !== "")) return;
    this.#said = text;
    report.progress(text);
  }

  #stop(): never {
    throw new InterruptedError(
      `stopped waiting for a place for import session "${this.#task.inputs.name}": nothing was begun. Run "pulumi up" again.`,
    );
  }
}

/** @param why who has the places, as a clause. */
export const waitedText = (seconds: number, why: string): string =>
  `has waited ${inWords(Math.round(seconds))} for a place, and nothing was begun: ${why}. ` +
  `Run "pulumi up" again when one is free, or raise customTimeouts.create or powerstore-import:maxActivePerArray.`;

export const UNCOUNTED = "the array does not say how many imports are active on it (maxActivePerArray)";

export const uncountedText = (doing: string, error: unknown): string =>
  `${doing}: ${UNCOUNTED}, so nothing was begun: ${messageOf(error)}. Run "pulumi up" again when it answers.`;

/** Who has the places, as a clause. What another resource of this run has is none of the others'. */
export function fullText(
  active: readonly Active[],
  limit: number,
  { array, clusterId }: Pick<Placing, "array" | "clusterId">,
  { run, urn }: Pick<SessionContext, "run" | "urn">,
): string {
  const isOfRun = (id: string | undefined) =>
    id !== undefined && (run.isOwn(urn, { clusterId, id }) || run.otherHolder(urn, { clusterId, id }) !== undefined);
  const known = active.map((each) => ({ ...each, isOwn: each.isOwn || isOfRun(each.id) }));
  return takenText(known, limit, array.powerStore.endpoint);
}
