import type { InputName } from "../../../provider/lifecycle/importSession/inputs/inputs";
import type { RawInputs } from "../../../provider/lifecycle/operation/handler";
import { generateName } from "../../../provider/lifecycle/operation/names";
import type { Program } from "../program";
import { inputsOf, STRANGERS_NAME } from "../program";
import type { SurfaceName } from "../surfaces/surface";

/** Resource options as a program gives them. */
export type Options = {
  readonly ignoreChanges?: InputName | undefined;
  readonly replaceOnChanges?: "description" | "*" | undefined;
  readonly retainOnDelete: boolean;
  /** `deletedWith` the other resource of the stack. */
  readonly isDeletedWithOther: boolean;
  /** `replaceWith` the other resource of the stack. */
  readonly isReplacedWithOther: boolean;
  /** Off in programs of languages whose class does not set it. Our diff asks for it in any case. */
  readonly deleteBeforeReplace: boolean;
};

/** A resource of a program, in terms that shrink well. */
export type Resource = {
  readonly logicalName: "db-01" | "db-02" | "db-03";
  readonly surface: SurfaceName;
  /** Whether it names all its former URNs as aliases. */
  readonly hasAliases: boolean;
  readonly options: Options;
  readonly program: Program;
  /** Whether it takes over the session which the other resource of its stack, or the first of the other stack, has by its name. */
  readonly adoptsFrom?: "neighbour" | "otherStack" | undefined;
};

export const slots = ["one", "two"] as const;
export type Slot = (typeof slots)[number];

/** What a stack is known by. */
export type StackIdentity = { readonly stackName: "prod" | "test"; readonly namespace?: string | undefined };

/** The program of a stack as it is now. */
export type StackProgram = { readonly [Name in Slot]?: Resource | undefined };

/** `handler` plays the dynamic class, whose type the SDK makes. */
const types: Readonly<Record<SurfaceName, string>> = {
  handler: "pulumi-nodejs:dynamic/powerstore-import:ImportSession",
  plugin: "powerstore-import:index:ImportSession",
};

export function urnOf({ stackName }: StackIdentity, { surface, logicalName }: Resource): string {
  return `urn:pulumi:${stackName}::shop::${types[surface]}::${logicalName}`;
}

/** The name of the resource's session on the array, unless it was adopted. */
export function nameOf(stack: StackIdentity, resource: Resource): string {
  return resource.program.name ?? generateName(urnOf(stack, resource), stack.namespace);
}

/** A resource's inputs as its user writes them. `others` are the names of what it may take over. */
export function resourceInputs(
  stack: StackIdentity,
  resource: Resource,
  others: Readonly<Record<NonNullable<Resource["adoptsFrom"]>, string | undefined>>,
): RawInputs {
  const { program, adoptsFrom } = resource;
  const own = { strangers: STRANGERS_NAME, namesake: nameOf(stack, resource), nothing: undefined };
  const adopted = adoptsFrom ? others[adoptsFrom] : own[program.adopts];
  return { ...inputsOf(program), adoptSessionId: adopted && `name:${adopted}` };
}
