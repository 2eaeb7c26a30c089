import type { ImportSessionHandler } from "../../provider/lifecycle/importSession/importSession";
import { importSessionHandler } from "../../provider/lifecycle/importSession/importSession";
import type { Simulator } from "../../simulator/src";
import { startSimulator } from "../../simulator/src";
import { BEGINNING, credentials, readings } from "../simulation/array";
import { calmEnds } from "./calmEnds";
import type { ExploreOptions } from "./explore";
import { Exploration } from "./explore";
import type { Model } from "./model";
import type { Place } from "./move";
import { SessionGround } from "./sessionGround";
import type { Snapshot } from "./snapshot";

export type Walk = {
  readonly states: number;
  readonly transitions: number;
  /** Whether no new state is left to be seen. */
  readonly isWhole: boolean;
  /** States that were seen and not left behind. */
  readonly waiting: number;
  readonly violations: readonly string[];
  /** How calm runs from all states end, and from how many. */
  readonly ends: ReadonlyMap<string, number>;
};

export type WalkOptions = Omit<ExploreOptions, "mostLeft"> & {
  /** @default the lifecycle's own */
  readonly handler?: ImportSessionHandler;
};

const GIBIBYTE = 1024 ** 3;
const COPY_BYTES_PER_SECOND = 30 * 1024 * 1024;

/** Copies of hours, so that none ends within a run by itself. */
const world = {
  ...credentials,
  start: BEGINNING,
  sources: [{ name: "Unity-01", type: "Unity", volumes: 2, sizeBytes: 900 * GIBIBYTE }],
  copyBytesPerSecond: COPY_BYTES_PER_SECOND,
  ids: "counted",
} as const;

/** As the simulator has it. */
const lasts = {
  In_Progress: 30_000,
  Cutover_In_Progress: 20_000,
  Cancel_In_Progress: 15_000,
  Cleanup_In_Progress: 20_000,
} as const;

async function openPlace(model: Model, handler: ImportSessionHandler): Promise<Place> {
  const simulator: Simulator = await startSimulator({
    ...world,
    ...readings[model.reading ?? "kind"],
    ...model.world,
    sleep: async (seconds) => simulator.advance(seconds),
  });
  const { copyBytesPerSecond = COPY_BYTES_PER_SECOND } = model.world ?? {};
  const instants = (model.instants ?? []).map((instant) => Date.parse(instant));
  return {
    simulator,
    programs: model.programs,
    handler,
    settings: { forceCancel: false, hostsOnSource: false, namespace: model.namespace },
    canon: { beginning: simulator.snapshot() as Snapshot, copyBytesPerSecond, lasts, instants },
  };
}

/** Walks a model breadth first until no new state appears. */
export async function walk(model: Model, options: WalkOptions = {}): Promise<Walk> {
  const place = await openPlace(model, options.handler ?? importSessionHandler);
  try {
    const exploration = new Exploration(new SessionGround(model, place));
    await exploration.explore(options);
    const { visited, transitions, waiting, violations } = exploration;
    const isWhole = violations.length === 0 && waiting === 0;
    const ends = isWhole ? await calmEnds(model, place, visited) : undefined;
    return {
      states: visited.length,
      transitions,
      isWhole,
      waiting,
      violations: [...violations, ...(ends?.violations ?? [])],
      ends: ends?.counts ?? new Map(),
    };
  } finally {
    await place.simulator.close();
  }
}
