/** One run over all members of a wave: what is done with each, by the operations of a session, which know nothing of each other. */

import type { ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import { isAdoptionOver } from "../../importSession/act/adopt";
import { AskedBefore } from "../../importSession/act/askedBefore";
import type { Begun } from "../../importSession/act/create";
import { beginImport } from "../../importSession/act/create";
import { NoPlaceError } from "../../importSession/act/placeOnArray";
import { removeImportSession } from "../../importSession/act/remove";
import type { SessionContext } from "../../importSession/act/sessionContext";
import { updateImportSession } from "../../importSession/act/update";
import { defaultAdvanceSeconds } from "../../importSession/decide/goals";
import type { Hold } from "../../importSession/decide/holds";
import { importSessionHandler } from "../../importSession/importSession";
import type { ImportSessionInputs } from "../../importSession/inputs/inputs";
import type { ImportSessionOutputs } from "../../importSession/inputs/outputs";
import type { Place } from "../../importSession/sessions/places";
import type { OperationContext, RawInputs } from "../../operation/handler";
import { IncompleteError } from "../../operation/lifecycleErrors";
import { notReplaced } from "../../operation/notReplaced";
import type { WaveHold } from "../decide/hold";
import type { SummedMember } from "../decide/needs";
import { leftText, removalText } from "../decide/ownershipTexts";
import type { MemberFailure } from "../decide/texts";
import type { ImportWaveInputs } from "../inputs/inputs";
import type { RecordedMember } from "../inputs/member";
import { memberOrigin } from "../inputs/member";
import type { Members } from "../inputs/outputs";
import { placeOf, WavePlaces } from "./arrayPlaces";
import { lookAtOthers, lookForBegun } from "./looks";
import { MemberReports, memberContext } from "./memberContext";
import { endPlaceless } from "./placeless";
import type { Member, WaveTask } from "./roster";
import { Roster } from "./roster";
import { findSizes } from "./sizes";
import { isReplaced, isStopped } from "./stopped";
import { Succession } from "./succession";
import { tellingWaits } from "./tellingWaits";
import { Turns } from "./turns";
import { findUnrecorded } from "./unrecorded";

/** Somebody is to read that it was taken over before it passes a gate, however long this run goes on. */
const takenOver: Hold = { reason: "this run has taken it over, and passes no gate of it" };

export class WaveRun {
  readonly #task: WaveTask;
  readonly #context: OperationContext;
  readonly #reports: MemberReports;
  readonly #roster: Roster;
  readonly #places: WavePlaces;
  readonly #turns: Turns;
  readonly #startedAt: number;
  readonly #deadline: number;
  readonly #changed: () => void;
  #succession = new Succession([]);
  /** When those that an earlier run has begun were looked at. */
  #seenAt: number | undefined;
  readonly #underWay = new Set<Promise<void>>();
  /** Those whose work has ended, and when windows change what is to be with them. */
  readonly #ahead = new Map<Member, { readonly at: number; readonly recorded: RecordedMember }>();
  /** The work on those that go on because others keep the run going. */
  readonly #accompanying = new Set<Promise<void>>();
  /** Ended when none of those others is left. */
  readonly #company = new AbortController();

  /** @param changed called whenever more is known of a member, with what tells of all. */
  constructor(task: WaveTask, context: OperationContext, changed: (members: () => Members) => void) {
    this.#task = task;
    this.#context = context;
    this.#reports = new MemberReports(context);
    this.#startedAt = context.clock.monotonic();
    this.#deadline = this.#startedAt + timeoutSeconds(task.inputs, context) * 1000;
    this.#changed = () => changed(() => this.members);
    this.#roster = new Roster(task, context);
    const isOwn = (id: string) => this.#roster.all.some(({ status }) => status?.id === id);
    this.#places = new WavePlaces({ ...task, isOwn }, context);
    const { array } = task;
    const about = { roster: this.#roster, places: this.#places, array, deadline: this.#deadline };
    const begin = (member: Member, place: Place | undefined) => this.#spawn(member, () => this.#begin(member, place));
    const spawn = (work: () => Promise<void>) => void this.#follow(work());
    const timePasses = () => this.#goOnWhereDue();
    this.#turns = new Turns({ ...about, begin, spawn, timePasses }, context);
  }

  get members(): Members {
    return this.#roster.statuses({ isOutOfReach: this.#turns.isOutOfReach, places: this.#places.reason });
  }

  /** Those that are known of, as the end of a run tells of them. */
  get summed(): readonly SummedMember[] {
    const { members } = this;
    return this.#roster.all.flatMap(({ key, wanted, failure }) => {
      const status = members[key];
      return status ? [{ key, status, wanted, hasFailed: failure !== undefined }] : [];
    });
  }

  get failures(): readonly MemberFailure[] {
    return this.#roster.failures;
  }

  /** Of a new wave: each was looked at as it began. */
  get lastSeenAt(): string | undefined {
    const { recorded } = this.#task;
    const at = recorded ? this.#seenAt : this.#context.clock.now();
    return at === undefined ? (recorded?.lastSeenAt as string | undefined) : new Date(at).toISOString();
  }

  hold(): WaveHold | undefined {
    return this.#roster.hold();
  }

  async converge(): Promise<void> {
    const looking = {
      task: this.#task,
      roster: this.#roster,
      contextOf: (member: Member) => this.#contextOf(member.key),
      isLimited: this.#places.isLimited,
    };
    const sized = this.#measure();
    const seenAt = this.#context.clock.now();
    const areSeen = await lookAtOthers(looking, this.#context.signal);
    if (areSeen) this.#seenAt = seenAt;
    await lookForBegun(looking, this.#context.signal);
    await this.#lookForUnrecorded();
    await this.#setOut();
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    await sized;
    this.#putBackWaiting();
    endPlaceless(this.#turns.placeless, this.#places, {
      ...this.#context,
      startedAt: this.#startedAt,
      deadline: this.#deadline,
    });
    this.#reports.settle();
  }

  /** Sets the work on all of them going. */
  async #setOut(): Promise<void> {
    const { all } = this.#roster;
    const fresh = all.filter(({ wanted, recorded }) => wanted && !recorded);
    const adopting = fresh.filter(({ wanted }) => wanted?.adoptSessionId !== undefined);
    // Whatever keeps it from being asked keeps the import from being adopted, and is told of that.
    await Promise.all(adopting.map((member) => this.#startAnew(member).catch(() => undefined)));
    const ending = all.filter((member) => this.#isToEnd(member));
    this.#succession = new Succession(ending);
    const former = new Map(fresh.map((member) => [member, this.#succession.untilFree(member)]));
    this.#turns.expect([...ending.filter(({ wanted }) => wanted), ...fresh.filter((member) => former.get(member))]);
    this.#turns.waitFor(fresh.filter((member) => !former.get(member)));
    for (const [member, free] of former) if (free) void this.#follow(free.then(() => this.#turns.waitFor([member])));
    for (const member of all) if (member.recorded) void this.#spawn(member, () => this.#goOnOrEnd(member));
    this.#turns.beginMore();
  }

  #goOnOrEnd(member: Member): Promise<void> {
    return this.#goOn(member).finally(() => {
      this.#succession.isOver(member);
      this.#turns.expectNoMore(member);
    });
  }

  /** Whether this run ends the session that is recorded of it. */
  #isToEnd(member: Member): boolean {
    const { clusterId } = this.#task;
    const { wanted, recorded, key } = member;
    if (!recorded || !wanted) return recorded !== undefined;
    const context = this.#contextOf(key);
    return isReplaced(member, clusterId, context) && !isStopped(member, { roster: this.#roster, clusterId }, context);
  }

  /** Of those that leave the wave: what no record tells of. */
  async #lookForUnrecorded(): Promise<void> {
    const { recorded: wave, array, clusterId } = this.#task;
    const leaving = this.#roster.all.filter(({ wanted }) => !wanted);
    if (!wave || leaving.length === 0) return;
    const keys = leaving.map(({ key }) => key);
    const found = await findUnrecorded(keys, { wave, array, clusterId, reports: this.#reports }, this.#context);
    for (const member of leaving) this.#roster.finds(member, found.get(member.key));
  }

  /** Those whose sizes are not known yet. Nothing waits for it but the end of the run. */
  async #measure(): Promise<void> {
    const unknown = this.#roster.all.filter(({ wanted, sizeBytes }) => wanted && sizeBytes === undefined);
    const refs = unknown.flatMap(({ wanted }) => wanted ?? []);
    const sizeOf = await findSizes(refs, this.#task.array, this.#context.signal);
    for (const member of unknown) member.sizeBytes = member.wanted && sizeOf(member.wanted);
  }

  #spawn(member: Member, work: () => Promise<void>): Promise<void> {
    return this.#follow(
      work().catch((error: unknown) => {
        member.failure = error;
      }),
    );
  }

  #follow(work: Promise<void>): Promise<void> {
    const working = work.finally(() => {
      this.#underWay.delete(working);
      this.#accompanying.delete(working);
      this.#turns.beginMore();
      this.#leaveAlone();
    });
    this.#underWay.add(working);
    return working;
  }

  #contextOf(key: string, member?: Member): SessionContext {
    return {
      ...memberContext(this.#context, key, this.#reports, {
        brake: () => this.hold() ?? (member?.isFound ? takenOver : undefined),
        ...(member && { observed: (session) => this.#sees(member, session.state, session.progressPercentage) }),
      }),
      startedAt: this.#startedAt,
      timeoutSeconds: (this.#deadline - this.#startedAt) / 1000,
    };
  }

  #sees(member: Member, state: ImportSessionState, progressPercentage: number | undefined): void {
    if (member.status)
      member.status = { ...member.status, state, ...(progressPercentage !== undefined && { progressPercentage }) };
    this.#roster.stands(member, state);
    this.#changed();
    this.#turns.beginMore();
    this.#goOnWhereDue();
  }

  /** As long as others keep the run going, and the stack locked, no other run can do what windows let through by now. */
  #goOnWhereDue(): void {
    const { clock, signal } = this.#context;
    if (signal.aborted || this.#company.signal.aborted || clock.monotonic() >= this.#deadline) return;
    for (const [member, { at, recorded }] of this.#ahead) {
      if (at > clock.now()) continue;
      this.#ahead.delete(member);
      member.recorded = recorded;
      this.#accompanying.add(this.#spawn(member, () => this.#accompany(member)));
    }
  }

  /** It ends with those that keep the run going, or with the time of the run, and that is no failure: without them the next run would have come to it. */
  async #accompany(member: Member): Promise<void> {
    const { clock, signal } = this.#context;
    const { signal: alone } = this.#company;
    try {
      await this.#goOn(member, AbortSignal.any([signal, alone]));
    } catch (error) {
      if (signal.aborted || !(alone.aborted || clock.monotonic() >= this.#deadline)) throw error;
    }
  }

  #leaveAlone(): void {
    if (this.#underWay.size > 0 && this.#underWay.size === this.#accompanying.size) this.#company.abort();
  }

  /** The first look at those that begin together is one look for all, but for those that wait for something before they begin. */
  async #begin(member: Member, place: Place | undefined): Promise<void> {
    const { key, wanted } = member;
    if (!wanted) return;
    const takePlace = placeOf(place, this.#places, wanted.name);
    this.#roster.stands(member, undefined);
    const context = { ...this.#contextOf(key, member), takePlace, acceptedStart: member.acceptedStart };
    const begun = await this.#beginWith(member, wanted, context).finally(() => place?.free());
    if (!begun) return;
    member.status = { id: begun.id, name: wanted.name };
    member.isFound = begun.isFound;
    this.#changed();
    this.#turns.beginMore();
    await this.#turns.untilBegun();
    await this.#record(member, () => begun.complete());
  }

  /** Undefined: its turn has yet to come. */
  async #beginWith(member: Member, wanted: ImportSessionInputs, context: SessionContext): Promise<Begun | undefined> {
    try {
      return await this.#turns.beginning((waits) => beginImport(wanted, tellingWaits(context, waits)));
    } catch (error) {
      if (error instanceof NoPlaceError) {
        // So there was nothing to take over.
        this.#roster.startsAnew(member, wanted.adoptSessionId, this.#context);
        member.mayBeThere = false;
        return void this.#turns.waitFor([member]);
      }
      if (error instanceof IncompleteError) this.#roster.keeps(member, error);
      else this.#roster.fails(member, error);
      throw error;
    }
  }

  async #goOn(member: Member, signal = this.#context.signal): Promise<void> {
    const { key, wanted, recorded } = member;
    if (!recorded) return;
    if (!wanted) return this.#remove(member, recorded);
    const context = { ...this.#contextOf(key, member), signal };
    const { clusterId } = this.#task;
    if (member.isLeft) return;
    if (isStopped(member, { roster: this.#roster, clusterId }, context)) return this.#roster.leavesAlone(member);
    if (isReplaced(member, clusterId, context)) return this.#replace(member, recorded, context);
    return this.#record(member, async () => ({
      id: recorded.id,
      outputs: await updateImportSession(recorded.id, recorded.outputs, wanted, context),
    }));
  }

  /** The former one is deleted first: where that fails, no create can be relied on to put it on record again, for its turn may not come. */
  async #replace(member: Member, { id, outputs }: RecordedMember, context: SessionContext): Promise<void> {
    context.run.remember(context.urn, outputs);
    // What it is to take over may be active by now, and others begin meanwhile.
    if (member.wanted?.adoptSessionId !== undefined) this.#roster.stands(member, undefined);
    try {
      await removeImportSession(id, outputs, { ...context, recordLeft: recordLeftOf(member) });
    } catch (error) {
      this.#roster.stands(member, outputs.state as ImportSessionState | undefined);
      this.#roster.leavesAlone(member);
      throw error;
    }
    await this.#startAnew(member);
    importSessionHandler.check(undefined, member.wanted ?? {}, memberOrigin(this.#context, member.key));
    this.#succession.isOver(member);
    await this.#succession.untilFree(member);
    this.#turns.waitFor([member]);
  }

  /** What it names to be adopted may be what it has had: then it waits for its turn like any other. */
  async #startAnew(member: Member): Promise<void> {
    const adopted = member.wanted?.adoptSessionId;
    const isOver = adopted !== undefined && (await isAdoptionOver(adopted, this.#task, this.#contextOf(member.key)));
    this.#roster.startsAnew(member, isOver ? adopted : undefined, this.#context);
  }

  /** What the delete of a wave that is replaced has left to the create, those whose turn has not come among it. */
  #putBackWaiting(): void {
    if (this.#task.recorded) return;
    for (const member of this.#turns.waiting) {
      const kept = this.#context.run.putBack(this.#contextOf(member.key).urn);
      if (!kept) continue;
      const error = notReplaced(kept);
      this.#roster.keeps(member, error);
      member.failure = error;
    }
  }

  async #remove(member: Member, { id, outputs }: RecordedMember): Promise<void> {
    const { onRemove } = this.#task.inputs;
    const context = this.#contextOf(member.key, member);
    if (onRemove === "leave") {
      context.report.warning(leftText({ id, name: member.status?.name }));
      const asked = AskedBefore.of(outputs, { id, clusterId: this.#task.clusterId }, context);
      await asked.tellUnfollowed(id, outputs, context);
    } else {
      context.run.remember(context.urn, outputs);
      const recording = { ...context, recordLeft: recordLeftOf(member) };
      await removeImportSession(id, outputs, recording, onRemove === "refuse" ? removalText(member.key) : undefined);
    }
    this.#roster.leaves(member);
  }

  async #record(
    member: Member,
    work: () => Promise<{ readonly id: string; readonly outputs: ImportSessionOutputs }>,
  ): Promise<void> {
    try {
      const { id, outputs } = await work();
      this.#roster.sees(member, id, outputs);
      const recorded = { id, outputs: outputs as unknown as RawInputs };
      // Of what is adopted nothing but reads is sent.
      const isAdopted = member.isFound && member.wanted?.adoptSessionId !== undefined;
      if (outputs.nextChangeAt !== undefined && !isAdopted)
        this.#ahead.set(member, { at: Date.parse(outputs.nextChangeAt), recorded });
    } catch (error) {
      if (error instanceof IncompleteError) this.#roster.keeps(member, error);
      else this.#roster.leavesAlone(member);
      throw error;
    } finally {
      this.#changed();
    }
  }
}

/** What its delete has asked for, and the array has not carried out yet, is the wave's to record. */
const recordLeftOf =
  (member: Member): SessionContext["recordLeft"] =>
  (left) => {
    member.status = { ...member.status, ...left };
  };

function timeoutSeconds({ waitFor, sessions }: ImportWaveInputs, context: OperationContext): number {
  const goals = Object.values(sessions).map((member) => member.waitFor ?? waitFor);
  return context.timeoutSeconds ?? Math.max(...[waitFor, ...goals].map(defaultAdvanceSeconds));
}
