import type { Incident } from "../incidents";
import type { AnySurfaceName } from "../surfaces/surface";
import type { SourceClick } from "./clicks";
import type { Member, StackIdentity, Wishes } from "./program";

/** One of the two stacks. */
export type StackNumber = 0 | 1;

type Run = { readonly stack: StackNumber; readonly incidents: readonly Incident<SourceClick>[] };

/** A change of what a program says of one of its resources. */
export type WishChange = { readonly [Name in Member]?: Partial<Wishes[Name]> };

/** One thing that happens to two stacks and their array. */
export type SourcesStep =
  | { readonly step: "edit"; readonly stack: StackNumber; readonly change: WishChange }
  /** Resources leave the program, or come back as they were; without what they depend on they cannot stay. */
  | { readonly step: "toggle"; readonly stack: StackNumber; readonly member: Member }
  | (Run & {
      readonly step: "up";
      readonly continueOnError: boolean;
      readonly replace?: Member | undefined;
      readonly timeoutSeconds?: number | undefined;
    })
  | (Run & { readonly step: "refresh" })
  | (Run & { readonly step: "destroy"; readonly continueOnError: boolean; readonly isConfirmed: boolean })
  | { readonly step: "click"; readonly click: SourceClick };

export type SourcesSetup = {
  readonly identity: StackIdentity;
  readonly surface: AnySurfaceName;
  readonly wishes: Wishes;
  /** What the program begins with. */
  readonly begins: readonly Member[];
};

export type SourcesHistory = {
  readonly stacks: readonly [SourcesSetup, SourcesSetup];
  readonly steps: readonly SourcesStep[];
};
