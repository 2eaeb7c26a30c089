/** The imports of a wave in a run: what is known of each, and how many of them hold places or have failed. */

import type { ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import { PowerStoreError, RefusedError } from "../../../powerstore/http/powerStoreErrors";
import type { ImportSessionInputs } from "../../importSession/inputs/inputs";
import type { ImportSessionOutputs } from "../../importSession/inputs/outputs";
import { hasPassed } from "../../importSession/inputs/schedule";
import { isOutage } from "../../operation/converge";
import type { ArrayAccess, OperationContext, RawInputs } from "../../operation/handler";
import { withoutUndefined } from "../../operation/jsonValues";
import type { IncompleteError } from "../../operation/lifecycleErrors";
import { InUseError, PerhapsMadeError } from "../../operation/lifecycleErrors";
import type { Origin } from "../../operation/names";
import type { WaveHold } from "../decide/hold";
import { holdOf } from "../decide/hold";
import { failureText, inHeldWave } from "../decide/memberAdvice";
import { holdsPlace, isFailure } from "../decide/places";
import type { MemberFailure } from "../decide/texts";
import type { ImportWaveInputs } from "../inputs/inputs";
import type { RecordedMember } from "../inputs/member";
import { memberInputs, recordedMember, statusOf, wishesOf, withConsents } from "../inputs/member";
import type { MemberStatus, Members } from "../inputs/outputs";

export type WaveTask = {
  readonly inputs: ImportWaveInputs;
  /** What an earlier run recorded; absent for a new wave. */
  readonly recorded: RawInputs | undefined;
  readonly array: ArrayAccess;
  readonly clusterId: string;
};

/** A member in this run. */
export type Member = {
  readonly key: string;
  readonly priority: number | undefined;
  /** Absent: it is taken out of the program. */
  wanted: ImportSessionInputs | undefined;
  /** As an earlier run has recorded it, or as it was found when it was looked at. */
  recorded: RecordedMember | undefined;
  /** Undefined as long as there is no session of it, and when there is none any more. */
  status: MemberStatus | undefined;
  /** What it was to adopt, and is over. */
  adoptedBefore: string | undefined;
  /** Of its source, where it is known. */
  sizeBytes: number | undefined;
  holdsPlace: boolean;
  hasFailed: boolean;
  /** When it was to start, as an earlier run, or the beginning of this one, had it ahead. */
  readonly acceptedStart: string | undefined;
  /** A run that was killed may have begun it: the array has its name. */
  mayBeThere?: boolean;
  /** What was seen of it is recorded, and nothing done about it in this run. */
  isLeft?: boolean;
  /** It was there, and this run has taken it over. */
  isFound?: boolean;
  failure?: unknown;
};

type Because = { readonly isOutOfReach: boolean; readonly places: string | undefined };

export class Roster {
  readonly #inputs: ImportWaveInputs;
  readonly #members = new Map<string, Member>();
  #places = 0;
  #failures = 0;

  constructor({ inputs, recorded }: Pick<WaveTask, "inputs" | "recorded">, context: OperationContext) {
    this.#inputs = inputs;
    const known = (recorded?.members ?? {}) as Members;
    for (const key of new Set([...Object.keys(inputs.sessions), ...Object.keys(known)])) {
      this.#add(key, known[key] ?? {}, recorded, context);
    }
  }

  #add(key: string, status: MemberStatus, wave: RawInputs | undefined, context: OperationContext): void {
    const recorded = wave && recordedMember(wave, key, status, context);
    const wanted = memberInputs(this.#inputs, key, status, context);
    const member: Member = {
      key,
      priority: this.#inputs.sessions[key]?.priority,
      wanted,
      recorded,
      status: recorded && statusOf(recorded.id, recorded.outputs, wanted),
      adoptedBefore: status.adoptedBefore,
      sizeBytes: sizeOf(status, recorded?.outputs ?? (wave && wishesOf(wave, key)), wanted),
      holdsPlace: false,
      hasFailed: false,
      acceptedStart: acceptedStart(wave && wishesOf(wave, key), wanted, context.clock.now()),
    };
    this.#members.set(key, member);
    if (recorded) this.stands(member, recorded.outputs.state as ImportSessionState | undefined);
  }

  get all(): readonly Member[] {
    return [...this.#members.values()];
  }

  get failures(): readonly MemberFailure[] {
    const say = this.hold() ? inHeldWave : (said: string) => said;
    return this.all.flatMap(({ key, failure }) =>
      failure === undefined ? [] : [{ key, message: say(failureText(failure)) }],
    );
  }

  /** Why nothing new starts and nothing is cut over. */
  hold(): WaveHold | undefined {
    return holdOf(this.#inputs, this.#failures);
  }

  /** Whether this session is one of them, and paused for the windows. */
  isStanding(id: string): boolean {
    const status = this.all.find((member) => member.status?.id === id)?.status;
    return status?.state === "Paused" && status.holdReason !== undefined;
  }

  /** @param kept so many are for others. */
  hasFreePlace(kept = 0): boolean {
    const { maxActive } = this.#inputs;
    return maxActive === undefined || this.#places + kept < maxActive;
  }

  /**
   * What is known of each: those of the program, and those that are still there without.
   * @param because.isOutOfReach the array did not answer when others were to begin.
   * @param because.places why there was no place on the array.
   */
  statuses(because: Because): Members {
    return Object.fromEntries(
      this.all
        .filter(({ status, wanted }) => status || wanted)
        .map((member) => {
          const { key, sizeBytes, adoptedBefore } = member;
          const status = member.status ?? this.#absent(member, because);
          return [key, withoutUndefined({ ...status, sizeBytes, adoptedBefore })];
        }),
    );
  }

  /** Of one that has no session. */
  #absent({ failure }: Member, { isOutOfReach, places }: Because): MemberStatus {
    if (failure !== undefined) return { error: { message: failureText(failure) } };
    const hold = this.hold();
    if (hold) return { holdReason: hold.reason };
    if (isOutOfReach) return { holdReason: "the array did not answer when others were to begin" };
    if (this.hasFreePlace()) {
      return { holdReason: places === undefined ? "the run ended before its turn" : `waits for a place: ${places}` };
    }
    return { holdReason: `waits for a place: ${this.#places} of ${this.#inputs.maxActive} (maxActive) are taken` };
  }

  /** @param state undefined: its session is there, and not looked at yet; `none`: there is no session. */
  stands(member: Member, state: ImportSessionState | "none" | undefined): void {
    const isHolding = state !== "none" && (state === undefined || holdsPlace(state));
    // What the program has no more holds nobody.
    const hasFailed = member.wanted !== undefined && state !== "none" && isFailure(state);
    this.#places += Number(isHolding) - Number(member.holdsPlace);
    this.#failures += Number(hasFailed) - Number(member.hasFailed);
    member.holdsPlace = isHolding;
    member.hasFailed = hasFailed;
  }

  /** It is there, in a state that was seen. */
  sees(member: Member, id: string, outputs: ImportSessionOutputs): void {
    member.status = statusOf(id, outputs, member.wanted);
    this.stands(member, outputs.state);
  }

  /** What an operation that ended early leaves. */
  keeps(member: Member, { id, outputs }: IncompleteError): void {
    this.sees(member, id, outputs as ImportSessionOutputs);
  }

  /** It is there, though no run has recorded it. */
  finds(member: Member, found: RecordedMember | undefined): void {
    if (!found) return;
    member.recorded = found;
    this.sees(member, found.id, found.outputs as ImportSessionOutputs);
  }

  /** Nothing is done about it; its end goes by what the program says now. */
  leavesAlone(member: Member): void {
    const { status, recorded, wanted } = member;
    if (status && recorded && wanted) member.status = withConsents(status, recorded, wanted);
  }

  /** It has no session any more. */
  leaves(member: Member): void {
    member.status = undefined;
    this.stands(member, "none");
  }

  /**
   * Its session is over, and another one is to begin, under a name of its own.
   * @param adopted what it is not to adopt any more.
   */
  startsAnew(member: Member, adopted: string | undefined, context: Origin): void {
    this.leaves(member);
    member.adoptedBefore = adopted ?? member.adoptedBefore;
    member.wanted = memberInputs(this.#inputs, member.key, { adoptedBefore: member.adoptedBefore }, context);
  }

  /** It was not begun, and has no place; unless it may be there, and hold the place that the next one would take. */
  fails(member: Member, error: unknown): void {
    this.stands(member, error instanceof PerhapsMadeError ? undefined : "none");
    if (!isRefused(error)) return;
    member.hasFailed = true;
    this.#failures++;
  }
}

/** Whether the array has refused it: not where it was not reached, or nothing was sent because of what the program says. */
const isRefused = (error: unknown): boolean =>
  error instanceof InUseError || (error instanceof PowerStoreError && !isUnreached(error));

/** Whether the array has not heard of it, or could not say. */
export function isUnreached(error: unknown): boolean {
  const ended = error instanceof PerhapsMadeError ? error.ended : error;
  return isOutage(ended) && !(ended instanceof RefusedError);
}

function acceptedStart(
  before: RawInputs | undefined,
  wanted: ImportSessionInputs | undefined,
  now: number,
): string | undefined {
  const { scheduledTimestamp } = wanted ?? {};
  return hasPassed(scheduledTimestamp, now) ? (before?.scheduledTimestamp as string | undefined) : scheduledTimestamp;
}

/** What is recorded, as long as it is that of the same source. */
function sizeOf(
  { sizeBytes }: MemberStatus,
  before: RawInputs | undefined,
  wanted: ImportSessionInputs | undefined,
): number | undefined {
  const names = ["remoteSystemId", "sourceResourceId"] as const;
  return names.every((name) => !wanted || before?.[name] === wanted[name]) ? sizeBytes : undefined;
}
