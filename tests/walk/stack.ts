import type { ImportSessionOutputs } from "../../provider/lifecycle/importSession/inputs/outputs";
import type { RawInputs } from "../../provider/lifecycle/operation/handler";

/** The two surfaces of the provider are two processes of a run; both carry the same lifecycle. */
export const processNames = ["plugin", "dynamic"] as const;
export type ProcessName = (typeof processNames)[number];

/** What the engine keeps of a resource in its state file. */
export type Entry = {
  readonly urn: string;
  /** Whose process made it: a delete goes there. */
  readonly process: ProcessName;
  readonly id: string;
  readonly inputs: RawInputs;
  readonly outputs: ImportSessionOutputs;
  /** Create or update kept the id but failed: the next up updates, whatever diff says. */
  readonly initFailed?: true;
  /** Deleted for a replacement that is not there yet: the next up creates, whatever diff says. */
  readonly pendingReplacement?: true;
  /** Its replacement is there: it is deleted at the end of an up, of this one or of the next that gets there. */
  readonly isToDelete?: true;
};

/** A resource as a program declares it. */
export type Declared = {
  readonly urn: string;
  readonly aliases?: readonly string[];
  readonly process: ProcessName;
  readonly inputs: RawInputs;
  /** Any change of an input is a replacement. */
  readonly replaceOnChanges?: true;
  readonly retainOnDelete?: true;
  /** The option; a diff that asks for a replacement always says it. */
  readonly deleteBeforeReplace?: true;
};

export type Program = readonly Declared[];

/** One command of the engine. `program` names one of the model's. */
export type Command =
  | {
      readonly verb: "up";
      readonly program: string;
      /** `--replace` of all resources of the program. */
      readonly isReplace?: true;
      readonly continueOnError?: true;
      /** `--target`: the only resource that is looked at. */
      readonly target?: string;
    }
  | { readonly verb: "preview"; readonly program: string }
  | { readonly verb: "refresh" }
  | { readonly verb: "destroy" };

export function currentOf(entries: readonly Entry[], { urn, aliases = [] }: Declared): Entry | undefined {
  return entries.find((entry) => !entry.isToDelete && (entry.urn === urn || aliases.includes(entry.urn)));
}
