import type { RunSettings } from "../../../provider/lifecycle/operation/handler";
import type { Click } from "../clicks";
import type { Incident } from "../incidents";
import type { Program } from "../program";
import type { Resource, Slot, StackIdentity } from "./resource";

/** One of the two stacks. */
export type StackNumber = 0 | 1;

type Run = {
  readonly stack: StackNumber;
  readonly incidents: readonly Incident[];
  /** The processes of the run cannot share an account. */
  readonly isUnshared: boolean;
};

/** One thing that happens to two stacks and their array. */
export type StacksStep =
  | {
      readonly step: "edit";
      readonly stack: StackNumber;
      readonly slot: Slot;
      readonly change: Partial<Omit<Resource, "program" | "options">>;
      readonly options?: Partial<Resource["options"]> | undefined;
      readonly program?: Partial<Program> | undefined;
      /** The program then says what that of another resource says. */
      readonly like?: Resource["adoptsFrom"];
    }
  /** A resource leaves the program, or comes back as it was. */
  | { readonly step: "toggle"; readonly stack: StackNumber; readonly slot: Slot }
  | (Run & {
      readonly step: "up";
      readonly continueOnError: boolean;
      readonly replace?: Slot | undefined;
      readonly target?: Slot | undefined;
      readonly timeoutSeconds?: number | undefined;
    })
  | (Run & { readonly step: "refresh" })
  | (Run & { readonly step: "destroy"; readonly continueOnError: boolean; readonly settings: RunSettings })
  /** Somebody's click on one of the array's sessions, counted round. */
  | { readonly step: "click"; readonly click: Click; readonly at: number };

export type StackSetup = {
  readonly identity: StackIdentity;
  readonly one: Resource;
  readonly two: Resource;
  /** Which resources the program begins with. */
  readonly begins: readonly Slot[];
};

export type StacksHistory = {
  readonly stacks: readonly [StackSetup, StackSetup];
  readonly steps: readonly StacksStep[];
};
