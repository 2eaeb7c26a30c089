import type { Incident } from "../incidents";
import type { AnySurfaceName } from "../surfaces/surface";
import type { WaveClick } from "./clicks";
import type { MemberKey, MemberWish, ResourceName, SingleWish, StackName, WaveName, WaveWish, Wishes } from "./program";

/** Which of the two stacks. */
export type StackNumber = 0 | 1;

type Run = { readonly stack: StackNumber; readonly incidents: readonly Incident<WaveClick>[] };

/** One thing that happens to two stacks with waves and their array. */
export type WavesStep =
  | {
      readonly step: "edit";
      readonly stack: StackNumber;
      readonly wave: WaveName;
      readonly change: Partial<Omit<WaveWish, "members">>;
    }
  | { readonly step: "editSingle"; readonly stack: StackNumber; readonly change: Partial<SingleWish> }
  /** What one import has otherwise; undefined: it leaves the map. */
  | {
      readonly step: "member";
      readonly stack: StackNumber;
      readonly wave: WaveName;
      readonly key: MemberKey;
      readonly change: Partial<MemberWish> | undefined;
    }
  /** A resource leaves the program, or comes back as it was. */
  | { readonly step: "toggle"; readonly stack: StackNumber; readonly resource: ResourceName }
  /** A member is taken out of its wave and taken over in another one, or by a resource of its own. */
  | {
      readonly step: "hand";
      readonly stack: StackNumber;
      readonly from: WaveName;
      readonly key: MemberKey;
      readonly to: ResourceName;
    }
  /** Its runs are another machine's from now on: what killed ones have left behind is not there. */
  | { readonly step: "machine"; readonly stack: StackNumber }
  | (Run & { readonly step: "up"; readonly continueOnError: boolean; readonly timeoutSeconds?: number | undefined })
  | (Run & { readonly step: "refresh" })
  | (Run & { readonly step: "destroy"; readonly continueOnError: boolean; readonly isConfirmed: boolean })
  | { readonly step: "click"; readonly click: WaveClick };

export type WavesSetup = {
  readonly stackName: StackName;
  readonly surface: AnySurfaceName;
  readonly wishes: Wishes;
  /** What the program begins with. */
  readonly begins: readonly ResourceName[];
  /** The provider's setting. */
  readonly maxActivePerArray?: number | undefined;
};

export type WavesHistory = {
  readonly stacks: readonly [WavesSetup, WavesSetup];
  readonly steps: readonly WavesStep[];
};
