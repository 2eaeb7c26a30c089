import type { SimulatorOptions } from "../../../simulator/src";
import { startSimulator } from "../../../simulator/src";
import { BEGINNING, credentials, readings } from "../../simulation/array";
import type { Build } from "../../simulation/process";
import { plainWaves, plainWishes } from "../../simulation/waves/plain";
import { newWavesStage } from "../../simulation/waves/stage";
import type { ExploreOptions } from "../explore";
import { Exploration } from "../explore";
import type { Snapshot } from "../snapshot";
import type { Walk } from "../walk";
import { toNextMoment } from "./moments";
import { waveEnds } from "./waveEnds";
import { WaveGround } from "./waveGround";
import type { WaveModel } from "./waveModel";
import type { WavePlace } from "./waveMove";

export type WalkWavesOptions = Omit<ExploreOptions, "mostLeft"> & {
  /** @default the lifecycle as it is */
  readonly build?: Build;
};

const GIBIBYTE = 1024 ** 3;
const COPY_BYTES_PER_SECOND = 30 * 1024 * 1024;

/** Long enough for one look. */
const SECONDS = 2;
const lasts = {
  In_Progress: SECONDS * 1000,
  Cutover_In_Progress: SECONDS * 1000,
  Cancel_In_Progress: SECONDS * 1000,
  Cleanup_In_Progress: SECONDS * 1000,
} as const;

/** Copies of hours, so that none ends within a run that does not wait for it. */
const world = {
  ...credentials,
  start: BEGINNING,
  sources: [{ name: "Unity-01", type: "Unity", volumes: 4, sizeBytes: 900 * GIBIBYTE }],
  copyBytesPerSecond: COPY_BYTES_PER_SECOND,
  setUpSeconds: SECONDS,
  cutoverSeconds: SECONDS,
  cancelSeconds: SECONDS,
  cleanupSeconds: SECONDS,
  ids: "counted",
} as const satisfies SimulatorOptions;

export async function openPlace(model: WaveModel, build: Build): Promise<WavePlace> {
  const simulator = await startSimulator({
    ...world,
    ...readings[model.reading],
    ...model.world,
    sleep: async (seconds) => simulator.advance(seconds),
  });
  const { maxActivePerArray } = model;
  const history = plainWaves(plainWishes.one, [], { maxActivePerArray });
  const stage = newWavesStage(simulator, history, { build, judge: () => undefined });
  toNextMoment(simulator);
  const { copyBytesPerSecond = COPY_BYTES_PER_SECOND } = model.world ?? {};
  const canon = { beginning: simulator.snapshot() as Snapshot, copyBytesPerSecond, lasts };
  return { model, simulator, stage, canon };
}

/** Walks a model breadth first until no new state appears, or as far as it says. */
export async function walkWaves(model: WaveModel, { build = {}, ...options }: WalkWavesOptions = {}): Promise<Walk> {
  const place = await openPlace(model, build);
  try {
    const exploration = new Exploration(new WaveGround(place));
    await exploration.explore({ ...options, mostLeft: model.mostLeft });
    const { visited, transitions, waiting, violations } = exploration;
    const figures = { states: visited.length, transitions, waiting, isWhole: waiting === 0 };
    if (violations.length > 0) return { ...figures, isWhole: false, violations, ends: new Map() };
    const ends = await waveEnds(place, exploration);
    return { ...figures, violations: ends.violations, ends: ends.counts };
  } finally {
    await place.simulator.close();
  }
}
