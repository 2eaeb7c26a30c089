/** One run over all members of a wave: who begins when, what came of each, and what holds the others. */

import type { ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import { NotFoundError, RefusedError } from "../../../powerstore/http/powerStoreErrors";
import type { Begun } from "../../importSession/act/create";
import { beginImport } from "../../importSession/act/create";
import { observeSession } from "../../importSession/act/observe";
import { outputsNow } from "../../importSession/act/outputsNow";
import { removeImportSession } from "../../importSession/act/remove";
import type { SessionContext } from "../../importSession/act/sessionContext";
import { updateImportSession } from "../../importSession/act/update";
import { defaultAdvanceSeconds, findOpenGoal, goalsOf } from "../../importSession/decide/goals";
import type { Hold } from "../../importSession/decide/holds";
import { importSessionHandler } from "../../importSession/importSession";
import { changedInputs } from "../../importSession/inputs/compare";
import type { ImportSessionInputs } from "../../importSession/inputs/inputs";
import type { ImportSessionOutputs } from "../../importSession/inputs/outputs";
import { SHARED_SECONDS } from "../../importSession/sessions/reads";
import { sessionsOn } from "../../importSession/sessions/sessions";
import { isOutage } from "../../operation/converge";
import type { ArrayAccess, OperationContext, RawInputs } from "../../operation/handler";
import { IncompleteError, messageOf } from "../../operation/lifecycleErrors";
import { holdOf } from "../decide/hold";
import { failureText } from "../decide/memberAdvice";
import { leftText, removalText } from "../decide/ownershipTexts";
import { holdsPlace, inOrder, isFailure } from "../decide/places";
import type { MemberFailure } from "../decide/texts";
import type { ImportWaveInputs } from "../inputs/inputs";
import type { RecordedMember } from "../inputs/member";
import { memberInputs, memberOrigin, recordedMember, statusOf } from "../inputs/member";
import type { MemberStatus, Members } from "../inputs/outputs";
import { MemberReports, memberContext } from "./memberContext";

/** So many imports are begun at once: enough for the array, and few enough to stop when the first ones fail. */
const MOST_BEGINNING = 16;
/** After so many in a row that did not reach the array, nothing more is begun in this run. */
const LOST_IN_A_ROW = 3;

export type WaveTask = {
  readonly inputs: ImportWaveInputs;
  /** What an earlier run recorded; absent for a new wave. */
  readonly recorded: RawInputs | undefined;
  readonly array: ArrayAccess;
  readonly clusterId: string;
};

/** A member in this run. */
type Member = {
  readonly key: string;
  readonly priority: number | undefined;
  /** Absent: it is taken out of the program. */
  readonly wanted: ImportSessionInputs | undefined;
  /** As an earlier run has recorded it, or as it was found when it was looked at. */
  recorded: RecordedMember | undefined;
  /** Undefined as long as there is no session of it, and when there is none any more. */
  status: MemberStatus | undefined;
  holdsPlace: boolean;
  hasFailed: boolean;
  /** A run that was killed may have begun it: the array has its name. */
  mayBeThere?: boolean;
  failure?: unknown;
};

/**
 * One run of all members of a wave: each by the operations of a session, which know nothing of each other. Here is decided who begins when, and what holds
 * all of them.
 */
export class WaveRun {
  readonly #task: WaveTask;
  readonly #context: OperationContext;
  readonly #reports: MemberReports;
  readonly #members = new Map<string, Member>();
  readonly #deadline: number;
  readonly #changed: () => void;
  #waiting: Member[] = [];
  #places = 0;
  #failures = 0;
  #beginning = 0;
  #lostInARow = 0;
  #underWay = 0;
  #all = deferred();
  #begun = deferred();

  /** @param changed called whenever more is known of a member, with what tells of all. */
  constructor(task: WaveTask, context: OperationContext, changed: (members: () => Members) => void) {
    this.#task = task;
    this.#context = context;
    this.#reports = new MemberReports(context);
    this.#deadline = context.clock.monotonic() + timeoutSeconds(task.inputs, context) * 1000;
    this.#changed = () => changed(() => this.members);
    const known = (task.recorded?.members ?? {}) as Members;
    for (const key of new Set([...Object.keys(task.inputs.sessions), ...Object.keys(known)])) {
      this.#add(key, known[key] ?? {});
    }
  }

  /** What is known of each: those of the program, and those that are still there without. */
  get members(): Members {
    return Object.fromEntries(
      [...this.#members.values()]
        .filter(({ status, wanted }) => status || wanted)
        .map((member) => [member.key, member.status ?? this.#absent(member)]),
    );
  }

  /** Of one that has no session. */
  #absent({ failure }: Member): MemberStatus {
    if (failure !== undefined) return { error: { message: failureText(failure) } };
    const hold = this.hold();
    if (hold) return { holdReason: hold.reason };
    if (this.#lostInARow >= LOST_IN_A_ROW) return { holdReason: "the array did not answer when others were to begin" };
    return { holdReason: `waits for a place: ${this.#places} of ${this.#task.inputs.maxActive} (maxActive) are taken` };
  }

  get failures(): readonly MemberFailure[] {
    return [...this.#members.values()].flatMap(({ key, failure }) =>
      failure === undefined ? [] : [{ key, message: failureText(failure) }],
    );
  }

  /** Why nothing new starts and nothing is cut over. */
  hold(): Hold | undefined {
    return holdOf(this.#task.inputs, this.#failures);
  }

  async converge(): Promise<void> {
    await this.#lookAtHolders();
    await this.#lookForBegun();
    this.#underWay++;
    for (const member of this.#members.values()) {
      if (member.wanted && !member.recorded) this.#waiting.push(member);
      else if (member.recorded) this.#spawn(member, () => this.#goOn(member));
    }
    this.#waiting = inTurn(this.#waiting);
    this.#beginMore();
    this.#leave();
    await this.#all.promise;
    this.#reports.settle();
  }

  #add(key: string, status: MemberStatus): void {
    const { inputs, recorded: wave } = this.#task;
    const recorded = wave && recordedMember(wave, key, status, this.#context);
    const wanted = memberInputs(inputs, key, status, this.#context);
    const member: Member = {
      key,
      priority: inputs.sessions[key]?.priority,
      wanted,
      recorded,
      status: recorded && statusOf(recorded.id, recorded.outputs, wanted),
      holdsPlace: false,
      hasFailed: false,
    };
    this.#members.set(key, member);
    if (recorded) this.#stands(member, recorded.outputs.state as ImportSessionState | undefined);
  }

  /** Where a place may be free, those that nothing is to be done about are looked at, too: what is recorded of them is old. */
  async #lookAtHolders(): Promise<void> {
    const isAnyNew = [...this.#members.values()].some(({ wanted, recorded }) => wanted && !recorded);
    if (!isAnyNew || this.#task.inputs.maxActive === undefined) return;
    const atRest = [...this.#members.values()].filter((member) => member.holdsPlace && this.#isAtRest(member));
    await Promise.all(atRest.map((member) => this.#lookAt(member)));
  }

  /** What a killed run has begun holds its place, whoever comes before it by now. Asks for no more than the names that a create asks for. */
  async #lookForBegun(): Promise<void> {
    if (this.#task.inputs.maxActive === undefined || this.hold()) return;
    const { signal } = this.#context;
    const sessions = sessionsOn(this.#task.array);
    const look = async (member: Member, name: string) => {
      member.mayBeThere = (await sessions.useOfName(name, signal)).kind !== "free";
    };
    const fresh = [...this.#members.values()].filter(({ recorded }) => !recorded);
    await Promise.all(fresh.map((member) => member.wanted && look(member, member.wanted.name)));
  }

  #isAtRest({ wanted, recorded, key }: Member): boolean {
    if (!wanted || !recorded) return false;
    if (changedInputs(recorded.outputs, wanted).length > 0) return false;
    const goals = goalsOf(wanted, recorded.outputs, this.#contextOf(key));
    return findOpenGoal(recorded.outputs.state as ImportSessionState, goals) === undefined;
  }

  /** One that is gone, or cannot be understood, keeps what is recorded: to find out more is a refresh's matter. */
  async #lookAt(member: Member): Promise<void> {
    const { wanted, recorded, key } = member;
    if (!wanted || !recorded) return;
    const { array, clusterId } = this.#task;
    const { signal } = this.#context;
    try {
      const session = await observeSession(array, recorded.id, {
        maxAgeSeconds: SHARED_SECONDS,
        sourceResourceId: wanted.sourceResourceId,
        signal,
      });
      const claimed = recorded.outputs.claimed === true;
      const outputs = outputsNow(wanted, session, { clusterId, claimed }, this.#context);
      member.status = statusOf(recorded.id, outputs, wanted);
      member.recorded = { id: recorded.id, outputs: isFailure(session.state) ? withoutState(outputs) : outputs };
      this.#stands(member, session.state);
    } catch (error) {
      if (signal.aborted || (isOutage(error) && !(error instanceof NotFoundError))) throw error;
      this.#reports.of(key).warning(messageOf(error));
    }
  }

  #contextOf(key: string, member?: Member): SessionContext {
    const seconds = Math.max(0, (this.#deadline - this.#context.clock.monotonic()) / 1000);
    return {
      ...memberContext(this.#context, key, this.#reports, {
        brake: () => this.hold(),
        ...(member && { observed: (session) => this.#sees(member, session.state, session.progressPercentage) }),
      }),
      timeoutSeconds: seconds,
    };
  }

  #sees(member: Member, state: ImportSessionState, progressPercentage: number | undefined): void {
    if (member.status)
      member.status = { ...member.status, state, ...(progressPercentage !== undefined && { progressPercentage }) };
    this.#stands(member, state);
    this.#changed();
    this.#beginMore();
  }

  /** @param state undefined: its session is there, and not looked at yet; `none`: there is no session. */
  #stands(member: Member, state: ImportSessionState | "none" | undefined): void {
    const isHolding = state !== "none" && (state === undefined || holdsPlace(state));
    const hasFailed = state !== "none" && state !== undefined && isFailure(state);
    this.#places += Number(isHolding) - Number(member.holdsPlace);
    this.#failures += Number(hasFailed) - Number(member.hasFailed);
    member.holdsPlace = isHolding;
    member.hasFailed = hasFailed;
  }

  #spawn(member: Member, work: () => Promise<void>): void {
    this.#underWay++;
    work()
      .catch((error: unknown) => {
        member.failure = error;
      })
      .finally(() => {
        this.#beginMore();
        this.#leave();
      });
  }

  #leave(): void {
    if (--this.#underWay === 0) this.#all.resolve();
  }

  #beginMore(): void {
    while (this.#waiting.length > 0 && this.#mayBegin()) {
      const next = this.#waiting.shift();
      if (next) this.#spawn(next, () => this.#begin(next));
    }
    if (this.#beginning > 0) return;
    this.#begun.resolve();
    this.#begun = deferred();
  }

  #mayBegin(): boolean {
    const { clock, signal } = this.#context;
    const { maxActive } = this.#task.inputs;
    return (
      this.#beginning < MOST_BEGINNING &&
      (maxActive === undefined || this.#places < maxActive) &&
      this.#lostInARow < LOST_IN_A_ROW &&
      !this.hold() &&
      !signal.aborted &&
      clock.monotonic() < this.#deadline
    );
  }

  /** The first look at those that begin together is one look for all. */
  async #begin(member: Member): Promise<void> {
    const { key, wanted } = member;
    if (!wanted) return;
    const context = this.#contextOf(key, member);
    this.#stands(member, undefined);
    const begun = await this.#beginWith(member, wanted, context);
    member.status = { id: begun.id, name: wanted.name };
    this.#changed();
    this.#beginMore();
    if (this.#beginning > 0) await this.#begun.promise;
    await this.#record(member, () => begun.complete());
  }

  async #beginWith(member: Member, wanted: ImportSessionInputs, context: SessionContext): Promise<Begun> {
    this.#beginning++;
    try {
      const begun = await beginImport(wanted, context);
      this.#lostInARow = 0;
      return begun;
    } catch (error) {
      this.#lostInARow = isOutage(error) && !(error instanceof RefusedError) ? this.#lostInARow + 1 : 0;
      if (error instanceof IncompleteError) this.#keep(member, error);
      else this.#fails(member);
      throw error;
    } finally {
      this.#beginning--;
    }
  }

  /** It was not begun, and has no place. */
  #fails(member: Member): void {
    this.#stands(member, "none");
    member.hasFailed = true;
    this.#failures++;
  }

  async #goOn(member: Member): Promise<void> {
    const { key, wanted, recorded } = member;
    if (!recorded) return;
    if (!wanted) return this.#remove(member, recorded);
    // To import it anew is to start something.
    if (member.hasFailed && this.hold()) return;
    const context = this.#contextOf(key, member);
    if (!context.run.isPlannedToReplace(context.urn, this.#object(recorded))) {
      return this.#record(member, async () => ({
        id: recorded.id,
        outputs: await updateImportSession(recorded.id, recorded.outputs, wanted, context),
      }));
    }
    // As the engine does: the new one is announced, then the former one deleted.
    importSessionHandler.check(undefined, wanted, memberOrigin(this.#context, key));
    await removeImportSession(recorded.id, recorded.outputs, context);
    this.#stands(member, "none");
    member.status = undefined;
    this.#waiting = inTurn([...this.#waiting, member]);
  }

  async #remove(member: Member, { id, outputs }: RecordedMember): Promise<void> {
    const { onRemove } = this.#task.inputs;
    const context = this.#contextOf(member.key, member);
    if (onRemove === "leave") context.report.warning(leftText({ id, name: member.status?.name }));
    else {
      context.run.remember(context.urn, outputs);
      await removeImportSession(id, outputs, context, onRemove === "refuse" ? removalText(member.key) : undefined);
    }
    member.status = undefined;
    this.#stands(member, "none");
  }

  async #record(
    member: Member,
    work: () => Promise<{ readonly id: string; readonly outputs: ImportSessionOutputs }>,
  ): Promise<void> {
    try {
      const { id, outputs } = await work();
      member.status = statusOf(id, outputs, member.wanted);
      this.#stands(member, outputs.state);
    } catch (error) {
      if (error instanceof IncompleteError) this.#keep(member, error);
      throw error;
    } finally {
      this.#changed();
    }
  }

  #keep(member: Member, { id, outputs }: IncompleteError): void {
    const kept = outputs as ImportSessionOutputs;
    member.status = statusOf(id, kept, member.wanted);
    this.#stands(member, kept.state);
  }

  #object({ id }: RecordedMember) {
    return { id, clusterId: this.#task.clusterId };
  }
}

/** By this the update of one that has failed looks itself, and tells why. */
function withoutState({ state: _, ...others }: ImportSessionOutputs): RawInputs {
  return others;
}

function inTurn(members: readonly Member[]): Member[] {
  const begun = members.filter(({ mayBeThere }) => mayBeThere);
  return [...inOrder(begun), ...inOrder(members.filter(({ mayBeThere }) => !mayBeThere))];
}

function timeoutSeconds({ waitFor, sessions }: ImportWaveInputs, context: OperationContext): number {
  const goals = Object.values(sessions).map((member) => member.waitFor ?? waitFor);
  return context.timeoutSeconds ?? Math.max(...[waitFor, ...goals].map(defaultAdvanceSeconds));
}

function deferred() {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
