import { MAX_OUTAGE_SECONDS } from "../../provider/lifecycle/operation/converge";
import { missingExit } from "../arrays/missing";
import type { OpenArray } from "../arrays/openArrays";
import { standingExit } from "../fleet/exitCode";
import { filtered, type SessionFilter } from "../fleet/filter";
import { asItStands, clusterFor, type Fleet, fleetOf, type Notice, noticesOf } from "../fleet/observeFleet";
import { type ExitCode, exitCodes } from "../process/exits";
import type { Surroundings } from "../process/surroundings";
import { totalsOf } from "../sessions/totals";
import { durationText } from "../text/units";
import { type Change, changesBetween, SCHEMA, type Seen } from "./changes";
import { EverShown } from "./everShown";
import { type Goal, isOfNone, verdictOf } from "./goal";
import { type Look, WatchedArray } from "./watchedArray";
import type { WatchedStack } from "./watchedStack";

export type WatchTask = {
  readonly arrays: readonly OpenArray[];
  readonly filter: SessionFilter;
  readonly stack: WatchedStack | undefined;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly goal: Goal | undefined;
  readonly show: {
    /** `messages`: what is to be told of arrays. */
    fleet(fleet: Fleet, messages: readonly string[]): void;
    change(change: Change): void;
    /** For the person who started it. */
    message(text: string): void;
  };
};

/** A change without what is the same in all of them. */
type News = Change extends infer One ? (One extends Change ? Omit<One, "schema" | "at"> : never) : never;

/** Looks at each array on its own, so that a slow one delays none of the others, until there is a reason to end. */
export class WatchRun {
  readonly #task: WatchTask;
  readonly #surroundings: Surroundings;
  readonly #ending = new AbortController();
  readonly #signal: AbortSignal;
  readonly #arrays: readonly WatchedArray[];
  readonly #deadline: number;
  readonly #told = new Set<string>();
  readonly #everShown = new EverShown();
  #seen: Seen | undefined;
  /** What the goal and the exit code go by. */
  #judged: Fleet | undefined;
  #exit: ExitCode | undefined;

  constructor(task: WatchTask, surroundings: Surroundings) {
    const { clock, stopped } = surroundings;
    this.#task = task;
    this.#surroundings = surroundings;
    this.#signal = AbortSignal.any([stopped, this.#ending.signal]);
    this.#deadline = clock.monotonic() + task.timeoutSeconds * 1000;
    const around = { clock, stopped: this.#signal };
    const readCluster = clusterFor(task.stack !== undefined, task.arrays.length);
    this.#arrays = task.arrays.map((array) => new WatchedArray(array, around, readCluster));
  }

  /** The exit code of what is known in the end. */
  async end(): Promise<ExitCode> {
    const followed = await Promise.allSettled(this.#arrays.map((array) => this.#follow(array)));
    const failed = followed.find(({ status }) => status === "rejected");
    if (failed && !this.#signal.aborted) throw (failed as PromiseRejectedResult).reason;
    if (this.#seen !== undefined) {
      const { sessions, at } = this.#seen.shown;
      this.#change({ change: "totals", totals: totalsOf(sessions, at) });
    }
    return this.#exit ?? this.#codeOfWhatIsKnown();
  }

  async #follow(array: WatchedArray): Promise<void> {
    const { clock } = this.#surroundings;
    while (!this.#signal.aborted) {
      const wasSilent = array.failure !== undefined;
      await this.#heard(array, await array.look(), wasSilent);
      const secondsLeft = (this.#deadline - clock.monotonic()) / 1000;
      if (secondsLeft <= 0) this.#timeIsUp();
      if (this.#signal.aborted) return;
      await clock.sleep(Math.min(array.secondsToNext(this.#task.intervalSeconds), secondsLeft), this.#signal);
    }
  }

  async #heard(array: WatchedArray, look: Look, wasSilent: boolean): Promise<void> {
    const { failure } = array;
    this.#tellOfSilence(array, look, wasSilent);
    if (look === "refused" && failure) return this.#endWith(failure.exitCode);
    await this.#renewStack(array);
    if (this.#signal.aborted) return;
    this.#publish();
    this.#giveUpOnSilence(array);
  }

  /** Before anything is told of what has moved: the run that moved it may have recorded what comes next. */
  async #renewStack({ hasMoved }: WatchedArray): Promise<void> {
    const { stack } = this.#task;
    if (hasMoved) stack?.noteMove();
    await stack?.renewIfOld();
  }

  #tellOfSilence({ name, failure }: WatchedArray, look: Look, wasSilent: boolean): void {
    if (look === "answered" && wasSilent) {
      this.#change({ change: "answers", array: name });
      this.#task.show.message(`${name}: answers again`);
    }
    if (failure !== undefined && !wasSilent) {
      this.#change({ change: "silent", array: name, message: failure.message });
      this.#task.show.message(`${name}: ${failure.message}`);
    }
  }

  /** Before each array was looked at once, nobody knows how the whole stands. */
  #publish(): void {
    const { stack, filter, goal, show } = this.#task;
    const known = this.#arrays.flatMap((array) => array.known ?? []);
    if (known.length < this.#arrays.length) return;
    const whole = fleetOf(known, stack?.resources, this.#surroundings.clock.now());
    const fleet = filtered(whole, filter);
    const isHeard = known.some(({ answer }) => answer !== undefined);
    const seen = { whole, shown: fleet };
    const changes = isHeard ? changesBetween(this.#seen, seen) : [];
    const judged = this.#everShown.judged(seen);
    if (isHeard) [this.#seen, this.#judged] = [seen, judged];
    for (const change of changes) show.change(change);
    const notes = this.#notes(fleet, judged);
    const silent = this.#arrays.flatMap(({ name, failure }) =>
      failure ? [`${name}: no answer, is asked again: ${failure.message}`] : [],
    );
    show.fleet(fleet, [...silent, ...notes.map(({ text }) => text)]);
    for (const { text, about } of notes.filter((each) => !this.#told.has(each.about))) {
      this.#told.add(about);
      show.message(text);
    }
    const isKnown = this.#arrays.every((array) => array.failure === undefined) && stack?.isBehind !== true;
    const verdict = goal !== undefined && isKnown ? verdictOf(judged, goal) : undefined;
    if (verdict === exitCodes.attention) this.#tellOfLost();
    if (verdict !== undefined) this.#endWith(verdict);
    else if (isKnown && this.#waitsForNothing(judged)) this.#endInVain();
  }

  /** A state somebody may get into; a whole stack that has nothing, and a whole array, are more likely not what was meant. */
  #waitsForNothing(judged: Fleet): boolean {
    const { stack, filter, goal, timeoutSeconds } = this.#task;
    const isForEver = timeoutSeconds === Number.POSITIVE_INFINITY;
    return isForEver && stack !== undefined && filter.state === undefined && isOfNone(judged, goal);
  }

  /** They are on no page: nobody else says why it is not reached. */
  #tellOfLost(): void {
    const { goal, show } = this.#task;
    const names = this.#everShown.lost.map(({ name, id }) => name ?? id);
    if (goal !== "Ready_For_Cutover" || names.length === 0) return;
    show.message(`--until ${goal}: gone without having been completed: ${names.join(", ")}`);
  }

  #endInVain(): void {
    const { goal, show } = this.#task;
    show.message(`--until ${goal}: neither the stack nor an array has an import; to wait for one, give --timeout`);
    this.#endWith(exitCodes.underWay);
  }

  /** What no change tells. */
  #notes(fleet: Fleet, judged: Fleet): readonly Notice[] {
    const { stack, goal } = this.#task;
    const stackFailure = stack?.failure;
    const heard = fleet.arrays.filter(({ failure }) => failure === undefined);
    return [
      ...noticesOf({ ...fleet, arrays: heard }),
      ...(stackFailure === undefined ? [] : [asItStands(stackFailure)]),
      ...(heard.length > 0 && isOfNone(judged, goal)
        ? [asItStands(`--until ${goal}: there is no such import yet`)]
        : []),
    ];
  }

  #giveUpOnSilence({ name, failure, silentSeconds }: WatchedArray): void {
    if (failure === undefined) return;
    const wasNeverHeard = this.#arrays.every(({ known }) => known?.answer === undefined && known !== undefined);
    // As a wait of the lifecycle gives an array up.
    const isTooLong = this.#task.goal !== undefined && silentSeconds >= MAX_OUTAGE_SECONDS;
    if (!wasNeverHeard && !isTooLong) return;
    if (isTooLong) this.#task.show.message(`${name}: has not answered for ${durationText(silentSeconds)}`);
    this.#endWith(failure.exitCode);
  }

  #timeIsUp(): void {
    const { goal, timeoutSeconds, show } = this.#task;
    if (this.#exit !== undefined) return;
    if (goal !== undefined) show.message(`--until ${goal}: not reached after ${durationText(timeoutSeconds)}`);
    this.#endWith(this.#codeOfWhatIsKnown());
  }

  #endWith(exit: ExitCode): void {
    this.#exit ??= exit;
    this.#ending.abort();
  }

  #codeOfWhatIsKnown(): ExitCode {
    // What an array said before it fell silent is shown, and nobody knows whether it is so still.
    const missing = missingExit(this.#arrays);
    if (missing !== undefined) return missing;
    if (this.#judged === undefined) return exitCodes.error;
    const standing = standingExit(this.#judged);
    return standing === exitCodes.done && isOfNone(this.#judged, this.#task.goal) ? exitCodes.underWay : standing;
  }

  #change(change: News): void {
    const at = new Date(this.#surroundings.clock.now()).toISOString();
    this.#task.show.change({ schema: SCHEMA, at, ...change } as Change);
  }
}
