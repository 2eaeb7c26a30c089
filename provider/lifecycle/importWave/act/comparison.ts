/** What a run would do with each import of a wave: the comparison of a session, for all of them. */

import type { ImportSessionState } from "../../../powerstore/api/schemas/importSession";
import { diffImportSession } from "../../importSession/act/diff";
import { isRecordedOnly } from "../../importSession/act/preview";
import type { SessionContext } from "../../importSession/act/sessionContext";
import { isAtStake, isKnownState } from "../../importSession/decide/states";
import { beginningOf, heldAhead } from "../../importSession/decide/windowsAhead";
import type { ImportSessionInputs } from "../../importSession/inputs/inputs";
import { wishOf } from "../../importSession/inputs/marks";
import type { OperationContext, PathChange, RawInputs } from "../../operation/handler";
import { hasUnknown, UNKNOWN } from "../../operation/unknown";
import type { WaveHold } from "../decide/hold";
import { failuresAmong, holdOf, mayBeHeld } from "../decide/hold";
import { leftText, removalText } from "../decide/ownershipTexts";
import { holdsPlace, inOrder, isFailure } from "../decide/places";
import type { Plan } from "../decide/plan";
import { unreachedAmong } from "../decide/unreached";
import { ByReason, planBeginning } from "../decide/windowsAhead";
import { memberPath } from "../inputs/keys";
import type { RecordedMember } from "../inputs/member";
import { changedConsents, memberInputs, memberOrigin, recordedMember, wishesOf } from "../inputs/member";
import type { MemberStatus, Members } from "../inputs/outputs";
import { MemberReports, memberContext } from "./memberContext";

type Waiting = { readonly priority?: number };
type Compared = { readonly context: SessionContext; readonly isReplaced: boolean };

export class Comparison {
  readonly details: PathChange[] = [];
  readonly parts = {
    leaving: new Map<string, string>(),
    ending: new Set<string>(),
    open: new Map<string, string>(),
  };
  readonly #recorded: RawInputs;
  readonly #inputs: RawInputs;
  readonly #context: OperationContext;
  readonly #reports: MemberReports;
  readonly #members: Members;
  /** What the wave had as it is recorded. */
  readonly #former: Readonly<Record<string, RawInputs>>;
  readonly #hold: WaveHold | undefined;
  /** What windows hold of each. */
  readonly #held = new ByReason();
  /** How many are replaced by sessions that are there: these have their places. */
  #takesOver = 0;
  /** The sessions whose places this run gives on: it ends them, or has them no more. */
  readonly #givenUp = new Set<string>();
  /** Those that are replaced and hold no place: they wait for their turn with those that are not there yet. */
  readonly #anew: string[] = [];
  #beginning: Pick<Plan, "begins" | "scheduled" | "refused"> = { begins: [], scheduled: [], refused: [] };
  readonly #plan = {
    changes: [] as string[],
    ends: [] as string[],
    leaves: [] as string[],
    waits: [] as string[],
    stopped: [] as string[],
  };

  constructor(recorded: RawInputs, inputs: RawInputs, context: OperationContext) {
    this.#recorded = recorded;
    this.#inputs = inputs;
    this.#context = context;
    this.#reports = new MemberReports(context);
    this.#members = (recorded.members ?? {}) as Members;
    this.#former = (recorded.sessions ?? {}) as Readonly<Record<string, RawInputs>>;
    this.#hold = holdOf(inputs, failuresAmong(this.#members, inputs));
  }

  /** Those that wait for nothing but the end of a hold that no run was told of: a run that was killed before it may have begun them. */
  get perhapsBegun(): readonly string[] {
    return this.#hold?.isByFailures ? this.#plan.waits : [];
  }

  /** @param moved those of which what is recorded is old. */
  plan(moved: readonly string[]): Plan {
    const { maxActivePerArray } = this.#context.settings;
    const held = this.#held.all([...moved, ...this.#plan.waits]);
    const all = Object.entries(this.#members);
    const unreached = unreachedAmong(
      all.map(([key, status]) => ({ key, status, wanted: wishesOf(this.#inputs, key) })),
    );
    const waits = this.#plan.waits.filter((key) => !moved.includes(key));
    const isHoldOpen = mayBeHeld(this.#inputs, failuresAmong(this.#members, this.#inputs));
    const brakes = { hold: this.#hold, isHoldOpen, unreached, maxActivePerArray };
    return { ...this.#plan, ...this.#beginning, waits, held, moved, ...brakes };
  }

  async run(): Promise<void> {
    const wanted = Object.keys(this.#inputs.sessions as object);
    const keys = [...new Set([...wanted, ...Object.keys(this.#former), ...Object.keys(this.#members)])];
    await Promise.all(keys.map((key) => this.#compare(key)));
    this.#compareWaiting();
    this.#reports.settle();
  }

  async #compare(key: string): Promise<void> {
    const status = this.#members[key] ?? {};
    if ((this.#inputs.sessions as RawInputs)[key] === UNKNOWN) {
      if (status.id !== undefined) this.parts.open.set(status.id, memberPath(key));
      return void this.details.push({ path: memberPath(key), kind: "update" });
    }
    const wanted = this.#wanted(key);
    const recorded = recordedMember(this.#recorded, key, status, this.#context);
    if (wanted && !recorded) return void this.#plan.waits.push(key);
    if (!wanted) return this.#compareRemoved(key, recorded);
    if (!recorded) return;
    // What was taken out and could not be ended: the wave as it is recorded has it no more.
    if (!(key in this.#former)) this.details.push({ path: memberPath(key), kind: "add" });
    const state = recorded.outputs.state as string | undefined;
    if (this.#hold && isKnownState(state) && isFailure(state)) {
      this.#detail(key, changedConsents(recorded.outputs, wanted));
      return void this.#plan.stopped.push(key);
    }
    const context = memberContext(this.#context, key, this.#reports, { brake: () => this.#hold });
    context.run.remember(context.urn, recorded.outputs);
    const { changed, replaces } = await diffImportSession(recorded.id, recorded.outputs, wanted, context);
    if (hasUnknown(wanted)) this.parts.open.set(recorded.id, memberPath(key));
    if (replaces.length > 0 && !this.#hold) this.#leave(key, recorded, wanted);
    // A failed one is replaced although nothing of it has changed.
    const names = new Set([...changed, ...replaces]);
    const isHeld = this.#holdBack(key, recorded.outputs, wanted, { context, isReplaced: replaces.length > 0 });
    if (names.size === 0) return;
    if (!isHeld) this.#plan[this.#hold && replaces.length > 0 ? "stopped" : "changes"].push(key);
    this.#detail(key, names);
  }

  #detail(key: string, names: Iterable<string>): void {
    const own = (this.#inputs.sessions as Readonly<Record<string, RawInputs>>)[key] ?? {};
    const before = this.#former[key] ?? {};
    for (const name of names) this.details.push(detailOf(key, name, before, own));
  }

  #leave(key: string, { id, outputs }: RecordedMember, { adoptSessionId }: ImportSessionInputs): void {
    this.parts.leaving.set(id, memberPath(key));
    if (adoptSessionId !== undefined && adoptSessionId !== outputs.adoptSessionId) this.#takesOver++;
    else if (!isHolder(outputs)) this.#anew.push(key);
  }

  /** @returns whether that it is held is all that there is to say of it. */
  #holdBack(key: string, recorded: RawInputs, wanted: RawInputs, { context, isReplaced }: Compared): boolean {
    const [now, ignored] = [context.clock.now(), context.ignored];
    const { adoptSessionId, ...anew } = wanted;
    const beginning = recorded.adoptSessionId === adoptSessionId ? anew : wanted;
    const reason = isReplaced ? beginningOf(beginning, now, ignored).reason : heldAhead(wanted, recorded, now, ignored);
    this.#held.add(key, reason);
    return reason !== undefined && !isReplaced && isRecordedOnly(recorded, wanted, context);
  }

  #compareRemoved(key: string, recorded: RecordedMember | undefined): void {
    this.details.push({ path: memberPath(key), kind: "delete" });
    if (recorded === undefined) return;
    const { onRemove } = this.#inputs;
    const { id, outputs } = recorded;
    this.parts.leaving.set(id, memberPath(key));
    const report = this.#reports.of(key);
    if (onRemove === "leave") {
      this.#plan.leaves.push(key);
      this.#givenUp.add(id);
      if (!this.#context.run.isRefreshing) report.warning(leftText({ id, name: outputs.name as string | undefined }));
      return;
    }
    this.#plan.ends.push(key);
    const state = outputs.state as ImportSessionState | undefined;
    const isRefused = onRemove === "refuse" && state !== undefined && isAtStake(state);
    if (isRefused) return void report.warning(`${removalText(key)} The update will fail for this reason.`);
    this.parts.ending.add(id);
    this.#givenUp.add(id);
  }

  /** Those that are not there yet: a run that may begin one of them has something to do, and one that may only look whether a place is free. */
  #compareWaiting(): void {
    const sessions = this.#inputs.sessions as Readonly<Record<string, Waiting>>;
    const ordered = (keys: readonly string[]) =>
      inOrder(keys.map((key) => ({ key, priority: sessions[key]?.priority })));
    const waiting = ordered(this.#plan.waits);
    if (!this.#context.run.isRefreshing) for (const { key } of waiting) this.#announce(key);
    const keys = waiting.map(({ key }) => key);
    // To take over what is there starts nothing, and waits for no place.
    const isAdopted = (key: string) => this.#wanted(key)?.adoptSessionId !== undefined;
    const adopted = keys.filter(isAdopted);
    const free = this.#hold ? 0 : Math.max(0, this.#freePlaces() - adopted.length - this.#takesOver);
    const inTurn = ordered([...keys.filter((key) => !isAdopted(key)), ...this.#anew]).map(({ key }) => key);
    const late = new Set(inTurn.slice(free));
    const next = new Set(keys.filter((key) => !late.has(key)));
    const first = [...adopted, ...inTurn].filter((key) => next.has(key));
    this.#beginning = planBeginning((key) => this.#wanted(key), first, this.#held, this.#context);
    this.#plan.waits = [...late];
    this.#plan.changes = this.#plan.changes.filter((key) => !late.has(key));
    for (const { key } of waiting) {
      if (!(key in this.#former)) this.details.push({ path: memberPath(key), kind: "add" });
    }
    if (this.#context.run.isRefreshing) return;
    const open = next.size > 0 || this.#hold ? next : keys.slice(0, 1);
    for (const key of open) {
      if (key in this.#former) this.details.push({ path: `${memberPath(key)}.sourceResourceId`, kind: "update" });
    }
  }

  /** It was checked as one that the stack has; its create is still to come. */
  #announce(key: string): void {
    const wanted = this.#wanted(key);
    const origin = memberOrigin(this.#context, key);
    if (!wanted) return;
    // What check made of it passes check again, and is not worth the time for each of a thousand.
    origin.run.checked(origin.urn, false, wishOf(wanted));
    origin.run.unmade(origin.urn);
  }

  #wanted(key: string): ImportSessionInputs | undefined {
    return memberInputs(this.#inputs, key, this.#members[key] ?? {}, this.#context);
  }

  #freePlaces(): number {
    const { maxActive } = this.#inputs;
    if (typeof maxActive !== "number") return Number.POSITIVE_INFINITY;
    const isThere = ({ id }: MemberStatus) => id !== undefined && !this.#givenUp.has(id);
    const holders = Object.values(this.#members).filter((status) => isThere(status) && isHolder(status));
    return Math.max(0, maxActive - holders.length);
  }
}

const isHolder = ({ state }: RawInputs): boolean => !isKnownState(state) || holdsPlace(state);

/** At the member's own input where it has one; else at the wave's, which the member follows. */
function detailOf(key: string, name: string, before: RawInputs, own: RawInputs): PathChange {
  if (name in own) return { path: `${memberPath(key)}.${name}`, kind: name in before ? "update" : "add" };
  if (name in before) return { path: `${memberPath(key)}.${name}`, kind: "delete" };
  return { path: `${memberPath(key)}.sourceResourceId`, kind: "update" };
}
