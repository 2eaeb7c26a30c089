import type { SimulatorOptions } from "../../simulator/src";
import type { Reading } from "../simulation/array";
import type { ArrayEvent } from "./arrayEvents";
import type { Command, Program } from "./stack";
import type { Troubles } from "./troubles";

/** A part of all that can be, to be walked until no new state appears. */
export type Model = {
  readonly name: string;
  /** How the array reads what the vendor's texts leave open. @default "kind" */
  readonly reading?: Reading;
  readonly world?: SimulatorOptions;
  readonly namespace?: string;
  readonly programs: Readonly<Record<string, Program>>;
  readonly commands: readonly Command[];
  /** What may happen at the array between two runs. */
  readonly events: readonly ArrayEvent[];
  /** What may happen to the requests of a run. */
  readonly troubles: Troubles;
  /** Instants that programs name, ISO 8601, in order. */
  readonly instants?: readonly string[];
};

/** The commands of a stack's everyday life, for each of the programs. */
export function everydayCommands(programs: Readonly<Record<string, Program>>): readonly Command[] {
  const names = Object.keys(programs);
  return [
    ...names.map((program) => ({ verb: "up", program }) as const),
    ...names.map((program) => ({ verb: "preview", program }) as const),
    { verb: "refresh" },
    { verb: "destroy" },
  ];
}
