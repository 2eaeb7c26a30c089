import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import { importSessionHandler as handler } from "../../../../provider/lifecycle/importSession/importSession";
import type { ImportSessionOutputs } from "../../../../provider/lifecycle/importSession/inputs/outputs";
import type {
  ArrayAccess,
  OperationContext,
  RawInputs,
  RunSettings,
} from "../../../../provider/lifecycle/operation/handler";
import type { Simulator, SimulatorOptions } from "../../../../simulator/src";
import type { AnyHandler, EngineCalls, Recorded as RecordedOf } from "../engineCalls";
import { engineCalls } from "../engineCalls";
import type { Between } from "../simulatedArray";
import { startSimulatedArray } from "../simulatedArray";

export type Recorded = RecordedOf<ImportSessionOutputs>;

/** Runs of the engine for one session on one array. */
export type Stage = Omit<EngineCalls, "create"> & {
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
  between: Between;
  timeoutSeconds: number | undefined;
  signal: AbortSignal;
  /** The resource's option `ignoreChanges`, of which only the plugin is told. */
  ignored: readonly string[];
  /**
   * A replacement in an order of the engine's choice: `up --replace` asks no diff and, without the option deleteBeforeReplace, creates first;
   * one that was interrupted after its delete is compared and created [ENGINE replacement].
   */
  replace(program: RawInputs, calls: readonly ReplacementCall[]): Promise<void>;
  /** What a preview shows: the outputs of a session that is not there yet, or whether something changes. */
  preview(program: RawInputs): Promise<RawInputs>;
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
  const simulated = await startSimulatedArray(
    options,
    (request, pass) => stage.between(request, pass),
    () => stage.wallSeconds(),
  );
  const { simulator, clock } = simulated;
  let array = simulated.open();
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

    up: (program) => engine.up(program),
    refresh: () => engine.refresh(),
    destroy: () => engine.destroy(),
    import: (id) => engine.import(id),

    async replace(program, calls) {
      const before = stage.recorded;
      assert.ok(before, "nothing recorded to replace");
      begin();
      // Without a diff it is `--replace`, which checks as if nothing were recorded.
      const inputs = () => handler.check(before.inputs, program, context()).inputs;
      const fresh = () => handler.check(undefined, program, context()).inputs;
      const play: Record<ReplacementCall, () => Promise<unknown>> = {
        "recorded check": async () => inputs(),
        diff: () => handler.diff(before.id, before.outputs, inputs(), context()),
        check: async () => fresh(),
        delete: () => handler.delete(before.id, before.outputs, context()),
        create: () => engine.create(fresh()),
      };
      for (const call of calls) await play[call]();
    },

    async preview(program) {
      begin();
      const { recorded } = stage;
      const { inputs } = handler.check(recorded?.inputs, program, context());
      if (!recorded) return handler.previewCreate(inputs, context());
      return handler.diff(recorded.id, recorded.outputs, inputs, context());
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
      array = simulated.open();
    },

    close: () => simulated.close(),
  };
  const begin = () => {
    run = stage.run ?? new EngineRun();
  };
  const engine = engineCalls(handler as AnyHandler, stage, begin, context);

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
