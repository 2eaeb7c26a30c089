/** Runs of a program, one after the other, against a simulated array whose time they live in. */
import { EngineRun } from "../../provider/lifecycle/engineRun/engineRun";
import type { Members } from "../../provider/lifecycle/importWave/inputs/outputs";
import type { ArrayAccess, OperationContext, RawInputs, Report } from "../../provider/lifecycle/operation/handler";
import { IncompleteError, messageOf } from "../../provider/lifecycle/operation/lifecycleErrors";
import type { Environment } from "../../provider/lifecycle/settings/environment";
import type { ProgramResource } from "../program/program";
import { handlerOf, originOf } from "../program/program";
import type { SimulatedTime } from "./simulatedTime";

export type Stage = {
  readonly access: ArrayAccess;
  readonly time: SimulatedTime;
  readonly environment: Environment;
  readonly stopped: AbortSignal;
};

type RecordedSession = { readonly id: string; readonly state: unknown };

const silent: Report = { warning: () => undefined, info: () => undefined, progress: () => undefined };

/** A resource of the program, with what its last run would have recorded of it. */
export class PlayedResource {
  readonly program: ProgramResource;
  recorded: { readonly id: string; readonly outputs: RawInputs } | undefined;
  /** What its last run failed with. */
  failure: string | undefined;
  #inputs: RawInputs | undefined;

  constructor(program: ProgramResource) {
    this.program = program;
    this.recorded = program.recorded;
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

  /** One `pulumi up` of it, in the engine's order of calls: check, diff, then create, update or replace. */
  async up(stage: Stage): Promise<void> {
    const context = contextOf(this.program, stage);
    this.failure = undefined;
    try {
      await this.#converge(context);
    } catch (error) {
      stage.stopped.throwIfAborted();
      if (error instanceof IncompleteError) this.recorded = { id: error.id, outputs: error.outputs as RawInputs };
      this.failure = error instanceof IncompleteError ? error.reasons.join(" ") : messageOf(error);
    }
  }

  async #converge(context: OperationContext): Promise<void> {
    const handler = handlerOf(this.program);
    const { inputs } = handler.check(this.#inputs, this.program.inputs, context);
    const before = this.recorded;
    this.#inputs = inputs;
    if (!before) {
      this.recorded = await handler.create(inputs, context);
      return;
    }
    const { id, outputs } = before;
    const diff = await handler.diff(id, outputs, inputs, context);
    if (diff.replaces.length > 0) {
      const fresh = handler.check(undefined, this.program.inputs, context).inputs;
      await handler.delete(id, outputs, context);
      this.recorded = undefined;
      this.recorded = await handler.create(fresh, context);
    } else if (diff.changes) {
      this.recorded = { id, outputs: await handler.update(id, outputs, inputs, context) };
    }
  }
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
