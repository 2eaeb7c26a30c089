import type { ObjectRef } from "../engineRun/facts";
import type { Shape } from "./fields";
import type { CheckFailure, OperationContext, RawInputs, ResourceHandler } from "./handler";
import type { Origin } from "./names";
import { isGeneratedName, withRecordedName } from "./names";
import type { QueryFunction } from "./queryFunction";
import { UNKNOWN } from "./unknown";

/** What a handler of `defineResource` may leave out, because it is the same wherever nothing special is to be said. */
type Defaulted = "previewCreate" | "previewUpdate";

/**
 * A resource as every surface sees it: its values for check, schema and SDK, and what it does. Surfaces go over the list of these and
 * name none of them.
 */
export type ResourceDefinition = {
  /** Last part of the type's token, `powerstore-import:index:<name>`. */
  readonly name: string;
  /** For the readers of the schema, in Markdown. */
  readonly description: string;
  readonly inputs: Shape;
  /** What is shown beyond the inputs. */
  readonly outputs: Shape;
  /** Optional inputs that check always leaves with a value. */
  readonly filled: readonly string[];
  /** Inputs of the dynamic surface alone: a plugin has explicit providers for several arrays. */
  readonly dynamicOnly: readonly string[];
  /** Inputs whose change may mean a replacement: said for readers, the provider's answer counts. */
  readonly replacing: readonly string[];
  /** Inputs and outputs that are secret whether the program says so or not. */
  readonly secrets: readonly string[];
  /** Outputs in which values of inputs stand again, by their names with those of the inputs: secret where one of these is. */
  readonly repeating: Readonly<Record<string, readonly string[]>>;
  /** Outputs that stay what they are for the whole life of an object: whoever depends on them need not wait for an update. */
  readonly lasting: readonly string[];
  /** Outputs of which an update that has not been made leaves a part as it is, with UNKNOWN in the place of the rest. It asks the account what is to be made anew. */
  readonly lastingParts: (recorded: RawInputs, inputs: RawInputs, context: OperationContext) => RawInputs;
  /** Inputs of which nothing comes any more for an object as it is recorded, whatever they say: they may be other ones in each run, and are no change. */
  readonly moot: (recorded: RawInputs) => readonly string[];
  /** Inputs that say how an object is to be ended: a delete goes by those of the program, and by the outputs for all else. */
  readonly ending: readonly string[];
  /**
   * Inputs that together tell the object from all others of its kind, for surfaces to which the engine tells no address; where `name` is not one of the
   * inputs, it is one that such a surface adds. None where nothing on the array is the resource's own.
   */
  readonly identity: readonly string[];
  /** What finds an object that is there: an import, and `get` of its class. Nothing where none of its own is on the array. */
  readonly foundBy: readonly FoundBy[];
  /** How many imports a delete would throw away, as far as is on record; absent where a delete cannot. */
  readonly atStake?: (recorded: RawInputs) => number;
  /** Whether an update of what such inputs want may come to something else a while later, though nothing else has changed; absent: never. */
  readonly dependsOnTime?: (inputs: RawInputs) => boolean;
  /** The objects on the array that are a recorded resource's, each with who has it in the account of a run. */
  readonly objects: (id: string, recorded: RawInputs, urn: string) => readonly HeldObject[];
  /** Where it is offered. */
  readonly surfaces: readonly Surface[];
  /** The function that finds all objects there are, and the output of it that holds them; absent where there is none. */
  readonly list?: { readonly query: QueryFunction; readonly rows: string };
  readonly handler: ResourceHandler<string, RawInputs, RawInputs>;
};

/** An id, or `name:<name>`. */
export type FoundBy = "id" | "name";

/** Both of Pulumi's have the same resources, for programs move from one to the other. */
export type Surface = "pulumi" | "terraform";

export type HeldObject = {
  readonly urn: string;
  readonly object: ObjectRef;
  /** What it is found by. */
  readonly marks: readonly string[];
};

export type Resources = Readonly<Record<string, ResourceDefinition>>;

type Given<Inputs extends Shape, Outputs extends Shape, Values> = {
  readonly name: string;
  readonly description: string;
  readonly inputs: Inputs;
  readonly outputs: Outputs;
  readonly filled?: readonly (keyof Inputs & string)[];
  readonly dynamicOnly?: readonly (keyof Inputs & string)[];
  readonly replacing?: readonly (keyof Inputs & string)[];
  readonly secrets?: readonly (keyof (Inputs & Outputs) & string)[];
  readonly repeating?: ResourceDefinition["repeating"];
  readonly lasting?: readonly (keyof (Inputs & Outputs) & string)[];
  readonly lastingParts?: ResourceDefinition["lastingParts"];
  readonly moot?: (recorded: RawInputs) => readonly (keyof Inputs & string)[];
  readonly ending?: readonly (keyof Inputs & string)[];
  /** The input that names an object to take over instead of making one. */
  readonly adopting?: keyof Inputs & string;
  readonly identity: readonly ((keyof Inputs & string) | "name")[];
  /** @default both */
  readonly foundBy?: readonly FoundBy[];
  readonly atStake?: ResourceDefinition["atStake"];
  readonly dependsOnTime?: ResourceDefinition["dependsOnTime"];
  /** What its object is found by in the account of a run. @default nothing */
  readonly marks?: (id: string, recorded: RawInputs) => readonly string[];
  readonly objects?: ResourceDefinition["objects"];
  /** @default all */
  readonly surfaces?: readonly Surface[];
  readonly list?: { readonly query: QueryFunction; readonly rows: string };
  readonly handler: Omit<ResourceHandler<keyof Inputs & string, Values, object>, Defaulted> &
    Partial<Pick<ResourceHandler<keyof Inputs & string, Values, object>, Defaulted>>;
};

/** The definition of a resource, from what is particular to it. */
export function defineResource<Inputs extends Shape, Outputs extends Shape, Values>(
  given: Given<Inputs, Outputs, Values>,
): ResourceDefinition {
  const nothing: readonly string[] = [];
  return {
    filled: nothing,
    dynamicOnly: nothing,
    replacing: nothing,
    secrets: nothing,
    repeating: {},
    lasting: nothing,
    lastingParts: () => ({}),
    moot: () => nothing,
    ending: nothing,
    foundBy: ["id", "name"],
    surfaces: ["pulumi", "terraform"],
    objects: (id, recorded, urn) => {
      const clusterId = recorded.clusterId as string | undefined;
      return [{ urn, object: { id, clusterId }, marks: given.marks?.(id, recorded) ?? nothing }];
    },
    ...given,
    handler: {
      ...plainPreviews(given as unknown as Given<Shape, Shape, never>),
      ...given.handler,
    } as unknown as ResourceDefinition["handler"],
  };
}

/** What is to come is unknown, what lasts is kept, and no secret becomes an output. */
function plainPreviews(given: Given<Shape, Shape, never>) {
  const { inputs: shape, outputs, adopting, lasting = [], secrets = [], lastingParts = () => ({}) } = given;
  const unknown = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, UNKNOWN]));
  const without = (values: RawInputs, names: readonly string[]): RawInputs =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
  return {
    previewCreate: (inputs: RawInputs, origin: Origin) => {
      // Under a name that nobody gave, what is adopted keeps the one it has: only the array knows it.
      const isNameOpen =
        adopting !== undefined && inputs[adopting] !== undefined && isGeneratedName(inputs.name, origin);
      return { ...unknown(Object.keys(outputs)), ...without(inputs, secrets), ...(isNameOpen && unknown(["name"])) };
    },
    previewUpdate: (recorded: RawInputs, wanted: RawInputs, context: OperationContext) => {
      const inputs = withRecordedName(wanted, recorded, context);
      const moving = Object.keys(outputs).filter((name) => !lasting.includes(name) || recorded[name] === undefined);
      const parts = lastingParts(recorded, inputs, context);
      return { ...without(recorded, Object.keys(shape)), ...unknown(moving), ...parts, ...without(inputs, secrets) };
    },
  };
}

/** For surfaces whose connections are not inputs of the resource: takes those out and says what to use instead. */
export function withoutDynamicOnly(
  { dynamicOnly }: ResourceDefinition,
  given: RawInputs,
): { readonly inputs: RawInputs; readonly failures: readonly CheckFailure[] } {
  const failures = Object.keys(given)
    .filter((property) => dynamicOnly.includes(property))
    .map((property) => ({
      property,
      reason: "is for the dynamic class only: give the resource a provider of its own for each array",
    }));
  return {
    inputs: Object.fromEntries(Object.entries(given).filter(([name]) => !dynamicOnly.includes(name))),
    failures,
  };
}
