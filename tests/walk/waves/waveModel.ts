import type { SimulatorOptions } from "../../../simulator/src";
import type { Reading } from "../../simulation/array";
import type { WaveClick } from "../../simulation/waves/clicks";
import type { WaveWish } from "../../simulation/waves/program";
import type { ArrayEvent } from "../arrayEvents";
import type { Troubles } from "../troubles";

/** Something that happens at the array, by itself or by somebody. */
export type WaveEvent =
  | Extract<ArrayEvent, { event: "timePasses" }>
  /** The clock goes to the next moment of the day. */
  | { readonly event: "clock" }
  | WaveClick;

/** Somebody does something while a run goes on. */
export type Click = { readonly click: WaveClick };

/** A part of all that can be with one wave, to be walked until no new state appears. */
export type WaveModel = {
  readonly name: string;
  readonly reading: Reading;
  readonly world?: SimulatorOptions;
  /** What the wave may be in the program. */
  readonly programs: Readonly<Record<string, WaveWish>>;
  readonly maxActivePerArray?: number;
  readonly events: readonly WaveEvent[];
  readonly troubles: Troubles<Click>;
  /** So many states are left behind, and no more. */
  readonly mostLeft?: number;
};

export function describeWaveEvent(event: WaveEvent): string {
  return Object.values(event).join(" ");
}
