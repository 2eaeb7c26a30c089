import assert from "node:assert/strict";
import { accessArray } from "../../../../provider/lifecycle/array/arrayAccess";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import { importSessionHandler as handler } from "../../../../provider/lifecycle/importSession/importSession";
import type { ImportSessionInputs } from "../../../../provider/lifecycle/importSession/inputs/inputs";
import type { ImportSessionOutputs } from "../../../../provider/lifecycle/importSession/inputs/outputs";
import type {
  ArrayAccess,
  OperationContext,
  RawInputs,
  RunSettings,
} from "../../../../provider/lifecycle/operation/handler";
import { IncompleteError } from "../../../../provider/lifecycle/operation/lifecycleErrors";
import type { Transport, TransportAnswer, TransportRequest } from "../../../../provider/powerstore/http/contract";
import { httpsTransport } from "../../../../provider/powerstore/http/transport";
import { connect } from "../../../../provider/powerstore/powerStore";
import type { Simulator, SimulatorOptions } from "../../../../simulator/src";
import { startSimulator } from "../../../../simulator/src";
import { clockFrom, steppingClock } from "../../../clock";

export type Recorded = { readonly id: string; readonly inputs: RawInputs; readonly outputs: ImportSessionOutputs };

/** What one run of the engine does for this one resource, in its order of calls [ENGINE diff, replacement, refresh]. */
export type Stage = {
  readonly simulator: Simulator;
  readonly array: ArrayAccess;
  /** The state file's entry; undefined when the stack holds no resource. */
  recorded: Recorded | undefined;
  /** Which resource of the program is played. */
  urn: string;
  readonly warnings: string[];
  readonly infos: string[];
  readonly progress: string[];
  settings: RunSettings;
  /** The run of the engine that all calls are a part of; undefined: each up, refresh and destroy is one of its own. */
  run: EngineRun | undefined;
  /** By how many seconds the wall clock of this machine is off: somebody sets it again and again. */
  wallSeconds: () => number;
  /** Something between this machine and the array. */
  between: (request: TransportRequest, pass: Transport["send"]) => Promise<TransportAnswer>;
  timeoutSeconds: number | undefined;
  signal: AbortSignal;
  /** The resource's option `ignoreChanges`, of which only the plugin is told. */
  ignored: readonly string[];
  /** check, diff, then create, update or replace. Throws what the resource's failure is, after recording what the engine would. */
  up(program: RawInputs): Promise<"created" | "updated" | "replaced" | "unchanged">;
  /**
   * A replacement in an order of the engine's choice: `up --replace` asks no diff and, without the option deleteBeforeReplace, creates first;
   * one that was interrupted after its delete is compared and created [ENGINE replacement].
   */
  replace(program: RawInputs, calls: readonly ReplacementCall[]): Promise<void>;
  /** read, then the diff of a refresh; says whether the engine would report a change. */
  refresh(): Promise<"unchanged" | "changed" | "gone">;
  destroy(): Promise<void>;
  /** `pulumi import`: a read of which nothing is recorded. */
  import(id: string): Promise<void>;
  /** The array's sessions as it shows them itself. */
  session(id?: string): Record<string, unknown>;
  /** `POST /import_session/{id}/pause {...}` for every changing request, ids replaced, logins left out. */
  changes(): string[];
  /** The state file is lost, or was never written. */
  forget(): void;
  /** A new process: nothing remembered but the state file. */
  restart(): void;
  close(): Promise<void>;
};

/** `recorded check` is with the inputs of the last run, `check` without, which also comes before each create. */
export type ReplacementCall = "recorded check" | "diff" | "check" | "delete" | "create";

export const URN = "urn:pulumi:prod::shop::powerstore-import:index:ImportSession::db-01";

export async function openStage(options: SimulatorOptions = {}): Promise<Stage> {
  const simulator = await startSimulator(options);
  const straight = clockFrom(
    () => simulator.now(),
    async (seconds, signal) => {
      if (signal?.aborted) throw signal.reason;
      simulator.advance(seconds);
    },
  );
  const clock = steppingClock(straight, () => stage.wallSeconds());
  const { endpoint, username, password, caCertificate } = simulator;
  const connection = { endpoint, username, password, caCertificate, insecure: false, timeoutSeconds: 5 };
  const open = () => {
    const direct = httpsTransport(connection);
    const transport: Transport = { ...direct, send: (request) => stage.between(request, direct.send) };
    return accessArray(connect(connection, { clock, transport, random: () => 0.5 }), { clock, random: () => 0 });
  };
  let array = open();
  let run = new EngineRun();

  const stage: Stage = {
    simulator,
    get array() {
      return array;
    },
    recorded: undefined,
    urn: URN,
    warnings: [],
    infos: [],
    progress: [],
    settings: { forceCancel: false, hostsOnSource: false },
    run: undefined,
    wallSeconds: () => 0,
    between: (request, pass) => pass(request),
    timeoutSeconds: undefined,
    signal: new AbortController().signal,
    ignored: [],

    async up(program) {
      run = stage.run ?? new EngineRun();
      const { inputs, failures } = handler.check(stage.recorded?.inputs, program, context());
      assert.deepEqual(failures, [], "check failures");
      if (!stage.recorded) {
        await create(inputs);
        return "created";
      }
      const diff = await handler.diff(stage.recorded.id, stage.recorded.outputs, inputs, context());
      if (diff.replaces.length > 0) {
        const fresh = handler.check(undefined, program, context());
        assert.deepEqual(fresh.failures, [], "check failures of a replacement");
        await handler.delete(stage.recorded.id, stage.recorded.outputs, context());
        stage.recorded = undefined;
        await create(fresh.inputs);
        return "replaced";
      }
      if (!diff.changes) {
        stage.recorded = { ...stage.recorded, inputs };
        return "unchanged";
      }
      await update(stage.recorded, inputs);
      return "updated";
    },

    async replace(program, calls) {
      const before = stage.recorded;
      assert.ok(before, "nothing recorded to replace");
      run = stage.run ?? new EngineRun();
      // Without a diff it is `--replace`, which checks as if nothing were recorded.
      const inputs = () => handler.check(before.inputs, program, context()).inputs;
      const fresh = () => handler.check(undefined, program, context()).inputs;
      const play: Record<ReplacementCall, () => Promise<unknown>> = {
        "recorded check": async () => inputs(),
        diff: () => handler.diff(before.id, before.outputs, inputs(), context()),
        check: async () => fresh(),
        delete: () => handler.delete(before.id, before.outputs, context()),
        create: () => create(fresh()),
      };
      for (const call of calls) await play[call]();
    },

    async refresh() {
      const before = stage.recorded;
      assert.ok(before, "nothing recorded to refresh");
      run = stage.run ?? new EngineRun();
      const read = await handler.read(before.id, before.outputs, context());
      if (!read) {
        stage.recorded = undefined;
        return "gone";
      }
      const diff = await handler.diff(read.id, read.outputs, before.inputs, context());
      assert.deepEqual(diff.replaces, [], "a refresh never replaces");
      stage.recorded = { id: read.id, inputs: read.inputs, outputs: read.outputs };
      return diff.changes ? "changed" : "unchanged";
    },

    async import(id) {
      run = stage.run ?? new EngineRun();
      const read = await handler.read(id, undefined, context());
      assert.ok(read, `nothing to import: ${id}`);
      stage.recorded = { id: read.id, inputs: read.inputs, outputs: read.outputs };
    },

    async destroy() {
      assert.ok(stage.recorded, "nothing recorded to destroy");
      run = stage.run ?? new EngineRun();
      await handler.delete(stage.recorded.id, stage.recorded.outputs, context());
      stage.recorded = undefined;
    },

    session(id = stage.recorded?.id ?? "") {
      const row = simulator.world.row("import_session", id);
      assert.ok(row, `the array has no session ${id}`);
      return row;
    },

    changes() {
      return simulator
        .journal()
        .entries.filter((entry) => entry.method !== "GET" && !entry.path.endsWith("/logout"))
        .map((entry) => {
          const path = entry.path.replace("/api/rest", "").replace(/\/import_session\/[^/?]+/, "/import_session/{id}");
          return `${entry.method} ${path}${hasContent(entry.body) ? ` ${JSON.stringify(entry.body)}` : ""}`;
        });
    },

    forget() {
      stage.recorded = undefined;
    },

    restart() {
      array = open();
    },

    async close() {
      await array.powerStore.close(1);
      await simulator.close();
    },
  };

  function context(): OperationContext {
    return {
      run,
      array: () => array,
      clock,
      signal: stage.signal,
      settings: stage.settings,
      urn: stage.urn,
      ignored: stage.ignored,
      report: {
        warning: (text) => stage.warnings.push(text),
        info: (text) => stage.infos.push(text),
        progress: (text) => stage.progress.push(text),
      },
      ...(stage.timeoutSeconds === undefined ? {} : { timeoutSeconds: stage.timeoutSeconds }),
    };
  }

  async function create(inputs: RawInputs) {
    try {
      const { id, outputs } = await handler.create(inputs as ImportSessionInputs, context());
      stage.recorded = { id, inputs, outputs };
    } catch (error) {
      recordIncomplete(error, inputs);
      throw error;
    }
  }

  async function update(before: Recorded, inputs: RawInputs) {
    try {
      const outputs = await handler.update(before.id, before.outputs, inputs as ImportSessionInputs, context());
      stage.recorded = { id: before.id, inputs, outputs };
    } catch (error) {
      recordIncomplete(error, inputs);
      throw error;
    }
  }

  /** Init-failed: id, inputs and properties are recorded [ENGINE init-failed]. */
  function recordIncomplete(error: unknown, inputs: RawInputs) {
    if (error instanceof IncompleteError) {
      stage.recorded = { id: error.id, inputs, outputs: error.outputs as ImportSessionOutputs };
    }
  }

  return stage;
}

const hasContent = (body: unknown) => typeof body === "object" && body !== null && Object.keys(body).length > 0;

/** A volume of the simulator's first source array that is ready to be imported. */
export function readyVolume(simulator: Simulator, index = 0): { remoteSystemId: string; sourceResourceId: string } {
  const volumes = (simulator.world.rows("import_unity_volume") ?? []).filter(
    (row) => row.importable_criteria === "Ready",
  );
  const system = (simulator.world.rows("remote_system") ?? []).find((row) => row.type === "Unity");
  const volume = volumes[index];
  assert.ok(volume && system, "the simulator's world has a Unity with ready volumes");
  return { remoteSystemId: system.id, sourceResourceId: volume.id };
}
