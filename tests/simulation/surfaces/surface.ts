import type { Clock } from "../../../provider/clock";
import type { EngineRun } from "../../../provider/lifecycle/engineRun/engineRun";
import type { Ledger } from "../../../provider/lifecycle/engineRun/ledger";
import type { ImportSessionHandler } from "../../../provider/lifecycle/importSession/importSession";
import type { ImportSessionOutputs } from "../../../provider/lifecycle/importSession/inputs/outputs";
import type { ResourceDefinition } from "../../../provider/lifecycle/operation/definition";
import type { ArrayAccess, CheckFailure, RawInputs, RunSettings } from "../../../provider/lifecycle/operation/handler";
import type { PowerStore } from "../../../provider/powerstore/api/contract";
import type { Connection } from "../../../provider/powerstore/http/contract";
import type { Recorded } from "../engine";
import type { Phase } from "../requests";
import type { Call } from "./call";

/** `handler`: the lifecycle itself. `plugin`: the same behind the provider protocol, every message as bytes. */
export const surfaceNames = ["handler", "plugin"] as const;
export type SurfaceName = (typeof surfaceNames)[number];
/** `terraform`: behind Terraform's protocol. It knows neither aliases nor options: stories of resources that move are none of its. */
export const anySurfaceNames = [...surfaceNames, "terraform"] as const;
export type AnySurfaceName = (typeof anySurfaceNames)[number];

type OfStacks = {
  readonly stacks: readonly [{ readonly surface: AnySurfaceName }, { readonly surface: AnySurfaceName }];
};

/** A history whose stacks both go through one surface, whatever they would go through by themselves. */
export function through<H extends OfStacks>(surface: AnySurfaceName, history: H): H {
  const [one, other] = history.stacks;
  return {
    ...history,
    stacks: [
      { ...one, surface },
      { ...other, surface },
    ],
  };
}

/** What an engine asks of a process of the provider for one resource. */
export interface Surface {
  check(
    recorded: RawInputs | undefined,
    program: RawInputs,
  ): Promise<{ readonly inputs: RawInputs; readonly failures: readonly CheckFailure[] }>;
  diff(recorded: Recorded, inputs: RawInputs): Promise<DiffAnswer>;
  /** What a preview says of a create, or of an update where something is recorded. Surfaces without previews do nothing. */
  preview(recorded: Recorded | undefined, inputs: RawInputs): Promise<void>;
  /** Throws an IncompleteError for init-failed, as update does. */
  create(inputs: RawInputs): Promise<{ readonly id: string; readonly outputs: ImportSessionOutputs }>;
  /** Undefined: gone. */
  read(recorded: Recorded): Promise<Pick<Recorded, "id" | "inputs" | "outputs"> | undefined>;
  update(recorded: Recorded, inputs: RawInputs): Promise<ImportSessionOutputs>;
  delete(recorded: Recorded): Promise<void>;
}

export type DiffAnswer = {
  readonly changes: boolean;
  readonly replaces: readonly string[];
  /** What `replaceOnChanges` chooses from; a dynamic provider's diff has no such list, and the engine passes the option over. */
  readonly diffs?: readonly string[];
};

/** One process of the provider. */
export interface ProviderSurface {
  resource(urn: string): Surface;
  /** Ctrl-C. */
  cancel(): void;
  /** The process ends: it logs out. */
  close(): Promise<void>;
}

/** What a process has around it, whatever its surface is. */
export type Surroundings = {
  readonly clock: Clock;
  readonly connection: Connection;
  readonly settings: RunSettings;
  /** `customTimeouts` of the resource. */
  readonly timeoutSeconds: number | undefined;
  readonly mutation: Mutation;
  /** This process's part of the account that all processes of a run share. */
  readonly ledger: Ledger;
  connect(connection: Connection): PowerStore;
  /** The array with all that reads it beside the one resource; of the handler alone. */
  surround(array: ArrayAccess): ArrayAccess;
  /** Requests count as this phase from now on. */
  enter(phase: Phase): void;
  /** A message for the person at the terminal. */
  say(text: string): void;
  /** The surface itself has answered as it must not. */
  complain(about: string): void;
};

export type OpenSurface = (surroundings: Surroundings) => Promise<ProviderSurface>;

/** A provider that has been tampered with, to see whether a test notices. */
export type Mutation = {
  readonly powerStore?: (powerStore: PowerStore) => PowerStore;
  readonly handler?: (handler: ImportSessionHandler) => ImportSessionHandler;
  /** The handlers of what is around sessions, by their names. */
  readonly around?: (handler: ResourceDefinition["handler"], name: string) => ResourceDefinition["handler"];
  /** The account of a run; of the handler alone. */
  readonly engineRun?: (ledger: Ledger) => EngineRun;
  /** Opens an array for each operation; by default once per process. */
  readonly forgetsArrays?: boolean;
  /** Of the plugin alone: what is lost or changed on the way. */
  readonly call?: (call: Call) => Call;
};
