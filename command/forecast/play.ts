/** Runs of a program, one after the other, against a simulated array whose time they live in. */
import { EngineRun } from "../../provider/lifecycle/engineRun/engineRun";
import type { Members } from "../../provider/lifecycle/importWave/inputs/outputs";
import type { ArrayAccess, OperationContext, RawInputs, Report } from "../../provider/lifecycle/operation/handler";
import { IncompleteError, messageOf } from "../../provider/lifecycle/operation/lifecycleErrors";
import type { Environment } from "../../provider/lifecycle/settings/environment";
import type { ProgramResource } from "../program/program";
import { handlerOf, originOf } from "../program/program";
import type { Part } from "./partOfWave";
import { cut, isUsedUp, joined, partOfWave } from "./partOfWave";
import type { Stamps } from "./settled";
import { Settled } from "./settled";
import type { SimulatedTime } from "./simulatedTime";

export type Stage = {
  readonly access: ArrayAccess;
  readonly time: SimulatedTime;
  readonly environment: Environment;
  readonly stopped: AbortSignal;
  /** Of the sessions that are there as the run begins. */
  readonly stamps: Stamps;
};

/** What was refused, or what it waits for. */
export type Reason = { readonly failure?: string | undefined; readonly hold?: string | undefined };

export type RecordedSession = { readonly id: string; readonly state: unknown };

const silent: Report = { warning: () => undefined, info: () => undefined, progress: () => undefined };

/** A resource of the program, with what its last run would have recorded of it. */
export class PlayedResource {
  readonly program: ProgramResource;
  recorded: { readonly id: string; readonly outputs: RawInputs } | undefined;
  /** What its last run failed with. */
  failure: string | undefined;
  #inputs: RawInputs | undefined;
  #hasRun = false;
  readonly #settled = new Settled();
  /** Those that the last run has looked at, and done for what it could. */
  readonly #looked = new Set<string>();

  constructor(program: ProgramResource) {
    this.program = program;
    this.recorded = program.recorded && unseen(program.recorded);
    this.#inputs = program.recorded && program.inputs;
  }

  /** The session of each of its imports, by the label that a program has for it, as the last run has recorded them. */
  get sessions(): readonly (readonly [label: string, session: RecordedSession])[] {
    if (!this.recorded) return [];
    const { id, outputs } = this.recorded;
    const { kind, name } = this.program;
    if (kind === "ImportSession") return [[name, { id, state: outputs.state }]];
    const members = Object.entries((outputs.members ?? {}) as Members);
    return members.flatMap(([key, { id, state }]) => (id === undefined ? [] : [[`${name}/${key}`, { id, state }]]));
  }

  /** Why its last run has not begun the import of this label, as far as it has told. */
  reasonOf(label: string): Reason {
    const members = (this.recorded?.outputs.members ?? {}) as Members;
    const { error, holdReason } = members[label.slice(this.program.name.length + 1)] ?? {};
    return { failure: error?.message ?? (holdReason === undefined ? this.failure : undefined), hold: holdReason };
  }

  /** One `pulumi up` of it. */
  async up(stage: Stage): Promise<void> {
    this.#looked.clear();
    const isDone = this.#hasRun && this.recorded && this.#settled.has(this.recorded.id, stage.stamps);
    if (isDone) return;
    for (let part = this.#part(stage); ; part = this.#part(stage)) {
      await this.#run(part, stage);
      this.#hasRun = true;
      const isShort = part && this.recorded && isUsedUp(part, this.recorded.outputs);
      if (!isShort) return;
    }
  }

  /** The first run looks at all of it: what a run that was killed has begun is not on record. */
  #part({ environment, stamps }: Stage): Part | undefined {
    const isWave = this.program.kind === "ImportWave";
    const hasLimit = originOf(this.program, environment).settings.maxActivePerArray !== undefined;
    if (!isWave || !this.#hasRun || !this.#inputs || !this.recorded || hasLimit) return undefined;
    return partOfWave(this.#inputs, this.recorded.outputs, (id) => this.#settled.has(id, stamps));
  }

  /** After a run: what it has looked at need not be looked at again before it moves. */
  settle(stamps: Stamps): void {
    for (const id of this.#looked) this.#settled.add(id, stamps);
  }

  async #run(part: Part | undefined, stage: Stage): Promise<void> {
    this.failure = undefined;
    try {
      await this.#converge(part, contextOf(this.program, stage));
      const keys = part?.keys;
      const labelOf = (key: string) => `${this.program.name}/${key}`;
      const labels = keys && new Set([...keys].map(labelOf));
      for (const [label, { id }] of this.sessions) if (!labels || labels.has(label)) this.#looked.add(id);
    } catch (error) {
      stage.stopped.throwIfAborted();
      if (error instanceof IncompleteError) this.#record(error.id, error.outputs as RawInputs, part);
      this.failure = error instanceof IncompleteError ? error.reasons.join(" ") : messageOf(error);
    }
  }

  #record(id: string, made: RawInputs, part: Part | undefined): void {
    this.recorded = { id, outputs: part && this.recorded ? joined(this.recorded.outputs, made, part) : made };
  }

  /** In the engine's order of calls: check, diff, then create, update or replace. */
  async #converge(part: Part | undefined, context: OperationContext): Promise<void> {
    const handler = handlerOf(this.program);
    const program = part ? cut(this.program.inputs, part) : this.program.inputs;
    const { inputs } = handler.check(part && this.#inputs ? cut(this.#inputs, part) : this.#inputs, program, context);
    this.#inputs = part && this.#inputs ? joined(this.#inputs, inputs, part) : inputs;
    if (!this.recorded) return this.#create(inputs, context);
    const { id } = this.recorded;
    const outputs = part ? cut(this.recorded.outputs, part) : this.recorded.outputs;
    const diff = await handler.diff(id, outputs, inputs, context);
    if (diff.replaces.length > 0) {
      const fresh = handler.check(undefined, program, context).inputs;
      await handler.delete(id, outputs, context);
      this.recorded = undefined;
      await this.#create(fresh, context);
    } else if (diff.changes) {
      this.#record(id, await handler.update(id, outputs, inputs, context), part);
    }
  }

  async #create(inputs: RawInputs, context: OperationContext): Promise<void> {
    const { id, outputs } = await handlerOf(this.program).create(inputs, context);
    this.#record(id, outputs, undefined);
  }
}

/** Of what was looked at a moment ago a run takes no news, and the next one does: the first run of a play does at once. */
function unseen<R extends { readonly outputs: RawInputs }>({ outputs: { lastSeenAt: _, ...outputs }, ...rest }: R) {
  return { ...rest, outputs };
}

function contextOf(program: ProgramResource, { access, time, environment, stopped }: Stage): OperationContext {
  const { urn, settings } = originOf(program, environment);
  return {
    urn,
    // Nobody watches: sums of a thousand imports once a second are for nobody.
    settings: { ...settings, quiet: true },
    run: new EngineRun(),
    array: () => access,
    clock: time,
    signal: stopped,
    report: silent,
    ...(program.ignored && { ignored: program.ignored }),
  };
}
