import assert from "node:assert/strict";
import { accessArray } from "../../../../provider/lifecycle/array/arrayAccess";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import type { Ledger } from "../../../../provider/lifecycle/engineRun/ledger";
import { privateLedger } from "../../../../provider/lifecycle/engineRun/ledger";
import type {
  OperationContext,
  RawInputs,
  ResourceHandler,
  RunSettings,
} from "../../../../provider/lifecycle/operation/handler";
import { IncompleteError } from "../../../../provider/lifecycle/operation/lifecycleErrors";
import type { Transport, TransportAnswer, TransportRequest } from "../../../../provider/powerstore/http/contract";
import { httpsTransport } from "../../../../provider/powerstore/http/transport";
import { connect } from "../../../../provider/powerstore/powerStore";
import type { Simulator, SimulatorOptions } from "../../../../simulator/src";
import { startSimulator } from "../../../../simulator/src";
import { clockFrom } from "../../../clock";

// biome-ignore lint/suspicious/noExplicitAny: a stage plays whatever resource it is given, as an adapter does
export type AnyHandler = ResourceHandler<string, any, any>;

export type Recorded = { readonly id: string; readonly inputs: RawInputs; readonly outputs: RawInputs };

/** What runs of the engine do for one resource, in its order of calls: a new process of the provider with each `restart`. */
export type Stage = {
  readonly simulator: Simulator;
  readonly context: () => OperationContext;
  recorded: Recorded | undefined;
  urn: string;
  readonly warnings: string[];
  readonly progress: string[];
  settings: RunSettings;
  timeoutSeconds: number | undefined;
  signal: AbortSignal;
  /** Opens the account of each run. */
  ledger: () => Ledger;
  /** Something between this machine and the array. */
  between: (request: TransportRequest, pass: Transport["send"]) => Promise<TransportAnswer>;
  check(program: RawInputs): readonly { readonly property: string; readonly reason: string }[];
  up(program: RawInputs): Promise<"created" | "updated" | "replaced" | "unchanged">;
  /** What a preview would say of the program. */
  preview(program: RawInputs): Promise<{ readonly changed: readonly string[]; readonly replaces: readonly string[] }>;
  refresh(): Promise<"unchanged" | "changed" | "gone">;
  destroy(): Promise<void>;
  import(id: string): Promise<void>;
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
  const simulator = await startSimulator(options);
  const clock = clockFrom(
    () => simulator.now(),
    async (seconds, signal) => {
      if (signal?.aborted) throw signal.reason;
      simulator.advance(seconds);
    },
  );
  const { endpoint, username, password, caCertificate } = simulator;
  const connection = { endpoint, username, password, caCertificate, insecure: false, timeoutSeconds: 5 };
  const opened: { close(): Promise<void> }[] = [];
  const open = () => {
    const direct = httpsTransport(connection);
    const transport: Transport = { ...direct, send: (request) => stage.between(request, direct.send) };
    const powerStore = connect(connection, { clock, transport, random: () => 0.5 });
    opened.push({ close: () => powerStore.close(1) });
    return accessArray(powerStore, { clock, random: () => 0 });
  };
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
    settings: { forceCancel: false, hostsOnSource: false },
    timeoutSeconds: undefined,
    signal: new AbortController().signal,
    ledger: privateLedger,
    between: (request, pass) => pass(request),
    check: (program) => handler.check(undefined, program, context()).failures,
    up: (program) => keepErrors(up(program)),
    async preview(program) {
      begin();
      assert.ok(stage.recorded, "nothing recorded");
      const { inputs } = handler.check(stage.recorded.inputs, program, context());
      return handler.diff(stage.recorded.id, stage.recorded.outputs, inputs, context());
    },
    async refresh() {
      begin();
      const before = stage.recorded;
      assert.ok(before, "nothing recorded to refresh");
      const read = await keepErrors(handler.read(before.id, before.outputs, context()));
      if (!read) {
        stage.recorded = undefined;
        return "gone";
      }
      const diff = await handler.diff(read.id, read.outputs as RawInputs, before.inputs, context());
      assert.deepEqual(diff.replaces, [], "a refresh never replaces");
      stage.recorded = { id: read.id, inputs: read.inputs as RawInputs, outputs: read.outputs as RawInputs };
      return diff.changes ? "changed" : "unchanged";
    },
    async destroy() {
      begin();
      assert.ok(stage.recorded, "nothing recorded to destroy");
      await keepErrors(handler.delete(stage.recorded.id, stage.recorded.outputs, context()));
      stage.recorded = undefined;
    },
    async import(id) {
      begin();
      const read = await keepErrors(handler.read(id, undefined, context()));
      assert.ok(read, `nothing to import: ${id}`);
      stage.recorded = { id: read.id, inputs: read.inputs as RawInputs, outputs: read.outputs as RawInputs };
    },
    changes: () => changing().map(({ operation, method, path }) => operation ?? `${method} ${path}`),
    bodies: () => changing().map(({ body }) => body),
    everythingShown: () =>
      JSON.stringify([stage.warnings, stage.progress, errors, stage.recorded?.outputs, simulator.journal().entries]),
    forget() {
      stage.recorded = undefined;
    },
    restart(killed = false) {
      run.close(killed);
      array = open();
      begin();
    },
    async close() {
      await Promise.all(opened.map((each) => each.close()));
      await simulator.close();
    },
  };
  let array = open();

  async function up(program: RawInputs) {
    begin();
    const { inputs, failures } = handler.check(stage.recorded?.inputs, program, context());
    assert.deepEqual(failures, [], "check failures");
    const before = stage.recorded;
    if (!before) {
      await recording(inputs, async () => handler.create(inputs, context()));
      return "created";
    }
    const diff = await handler.diff(before.id, before.outputs, inputs, context());
    if (diff.replaces.length > 0) {
      const fresh = handler.check(undefined, program, context());
      assert.deepEqual(fresh.failures, [], "check failures of a replacement");
      await handler.delete(before.id, before.outputs, context());
      stage.recorded = undefined;
      await recording(fresh.inputs, async () => handler.create(fresh.inputs, context()));
      return "replaced";
    }
    if (!diff.changes) {
      stage.recorded = { ...before, inputs };
      return "unchanged";
    }
    await recording(inputs, async () => ({
      id: before.id,
      outputs: await handler.update(before.id, before.outputs, inputs, context()),
    }));
    return "updated";
  }

  /** Init-failed: id, inputs and properties are recorded, too. */
  async function recording(inputs: RawInputs, work: () => Promise<{ id: string; outputs: unknown }>) {
    try {
      const { id, outputs } = await work();
      stage.recorded = { id, inputs, outputs: outputs as RawInputs };
    } catch (error) {
      if (error instanceof IncompleteError) {
        stage.recorded = { id: error.id, inputs, outputs: error.outputs as RawInputs };
      }
      throw error;
    }
  }

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
      ...(stage.timeoutSeconds === undefined ? {} : { timeoutSeconds: stage.timeoutSeconds }),
    };
  }

  return stage;
}
