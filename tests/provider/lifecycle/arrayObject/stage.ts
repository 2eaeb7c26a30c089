import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import type { Ledger } from "../../../../provider/lifecycle/engineRun/ledger";
import { privateLedger } from "../../../../provider/lifecycle/engineRun/ledger";
import type {
  DiffResult,
  OperationContext,
  RawInputs,
  RunSettings,
} from "../../../../provider/lifecycle/operation/handler";
import type { Simulator, SimulatorOptions } from "../../../../simulator/src";
import { beginQuickHashes } from "../../../quickHashes";
import type { AnyHandler, EngineCalls, Recorded } from "../engineCalls";
import { engineCalls } from "../engineCalls";
import type { Between } from "../simulatedArray";
import { startSimulatedArray } from "../simulatedArray";

/** What runs of the engine do for one resource, in its order of calls: a new process of the provider with each `restart`. */
export type Stage = Omit<EngineCalls, "create"> & {
  readonly simulator: Simulator;
  readonly context: () => OperationContext;
  recorded: Recorded | undefined;
  urn: string;
  readonly warnings: string[];
  readonly progress: string[];
  /** Progress on rows of what is no resource. */
  readonly rows: { readonly urn: string; readonly text: string }[];
  settings: RunSettings;
  timeoutSeconds: number | undefined;
  signal: AbortSignal;
  /** Opens the account of each run. */
  ledger: () => Ledger;
  between: Between;
  check(program: RawInputs): readonly { readonly property: string; readonly reason: string }[];
  /** What a preview would show of a resource that is not there yet. */
  previewCreate(program: RawInputs): RawInputs;
  /** What a preview would say of the program. */
  preview(program: RawInputs): Promise<DiffResult<string>>;
  /** `POST /remote_system`, ...: every changing request but logins, ids replaced. */
  changes(): string[];
  /** The bodies that were sent, as the array's journal keeps them. */
  bodies(): unknown[];
  /** Everything that a person, a state file or a log may get to see. */
  everythingShown(): string;
  forget(): void;
  /** A new process; `killed`: the former one had no time to put away its account. */
  restart(killed?: boolean): void;
  close(): Promise<void>;
};

export async function openStage(handler: AnyHandler, type: string, options: SimulatorOptions = {}): Promise<Stage> {
  const simulated = await startSimulatedArray(options, (request, pass) => stage.between(request, pass));
  const { simulator, clock } = simulated;
  const endQuickHashes = beginQuickHashes();
  const errors: string[] = [];
  let run = new EngineRun();
  const begin = () => {
    // A person looks at what a run has said before the next one.
    simulator.advance(60);
    run = new EngineRun(stage.ledger());
  };
  const keepErrors = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      errors.push(error instanceof Error ? `${error.message}\n${JSON.stringify(error)}` : String(error));
      throw error;
    }
  };

  const stage: Stage = {
    simulator,
    context,
    recorded: undefined,
    urn: `urn:pulumi:prod::shop::${type}::source-01`,
    warnings: [],
    progress: [],
    rows: [],
    settings: { forceCancel: false, hostsOnSource: false },
    timeoutSeconds: undefined,
    signal: new AbortController().signal,
    ledger: privateLedger,
    between: (request, pass) => pass(request),
    check: (program) => handler.check(undefined, program, context()).failures,
    up: (program) => keepErrors(calls.up(program)),
    previewCreate(program) {
      begin();
      return handler.previewCreate(handler.check(undefined, program, context()).inputs, context());
    },
    async preview(program) {
      begin();
      assert.ok(stage.recorded, "nothing recorded");
      const { inputs } = handler.check(stage.recorded.inputs, program, context());
      return handler.diff(stage.recorded.id, stage.recorded.outputs, inputs, context());
    },
    refresh: () => keepErrors(calls.refresh()),
    destroy: () => keepErrors(calls.destroy()),
    import: (id) => keepErrors(calls.import(id)),
    changes: () => changing().map(({ operation, method, path }) => operation ?? `${method} ${path}`),
    bodies: () => changing().map(({ body }) => body),
    everythingShown: () =>
      JSON.stringify([
        stage.warnings,
        stage.progress,
        stage.rows,
        errors,
        stage.recorded?.outputs,
        simulator.journal().entries,
      ]),
    forget() {
      stage.recorded = undefined;
    },
    restart(killed = false) {
      run.close(killed);
      array = simulated.open();
      begin();
    },
    close: async () => {
      endQuickHashes();
      await simulated.close();
    },
  };
  let array = simulated.open();
  const calls = engineCalls(handler, stage, begin, context);

  function changing() {
    return simulator.journal().entries.filter(({ method, path }) => method !== "GET" && !path.endsWith("/logout"));
  }

  function context(): OperationContext {
    return {
      run,
      array: () => array,
      clock,
      signal: stage.signal,
      settings: stage.settings,
      urn: stage.urn,
      report: {
        warning: (text) => stage.warnings.push(text),
        info: (text) => stage.warnings.push(text),
        progress: (text) => stage.progress.push(text),
      },
      rowOf: (urn) => ({ progress: (text) => stage.rows.push({ urn, text }) }),
      ...(stage.timeoutSeconds === undefined ? {} : { timeoutSeconds: stage.timeoutSeconds }),
    };
  }

  return stage;
}
