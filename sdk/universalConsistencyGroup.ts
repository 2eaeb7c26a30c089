// Made by `npm run classes` from the definitions in provider/lifecycle; not written by hand.
import * as pulumi from "@pulumi/pulumi";
import { dynamicCall } from "./dynamicCall";

/** Inputs of a UniversalConsistencyGroup. "Id or name" means an id, or `name:` followed by the object's name. */
export interface UniversalConsistencyGroupArgs {
  /** The Universal remote system that the volumes are on: an id, or name:<name>. */
  remoteSystemId: pulumi.Input<string>;
  /** Name of the group, unique on the cluster; the volume group that an import makes bears it. Generated from the resource's name if not given. */
  name?: pulumi.Input<string | undefined>;
  /**
   * Ids of the volumes in it, as PowerStore lists them. A set: their order means nothing. A group may be empty.
   * @default []
   */
  importUniversalVolumeIds?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /** Names for universal volumes, which have none until somebody gives them one: by the id of the volume. A name is never taken away again. */
  volumeNames?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>;
  /**
   * Whether an update of the stack waits until the group can be imported.
   * @default "Ready"
   */
  waitFor?: pulumi.Input<"None" | "Ready" | undefined>;
  /** An existing group to take over instead of making one: an id, or name:<name>. */
  adoptGroupId?: pulumi.Input<string | undefined>;
  /** Connection profile of powerstore-import:arrays. The default connection if not given. */
  array?: pulumi.Input<string | undefined>;
}

/** Filled in by the engine, which fills only what it is told of when the resource is made. */
const shown = {
  remoteSystemId: undefined,
  name: undefined,
  importUniversalVolumeIds: undefined,
  volumeNames: undefined,
  waitFor: undefined,
  adoptGroupId: undefined,
  array: undefined,
  importableCriteria: undefined,
  volumeWwns: undefined,
  readyAt: undefined,
  clusterId: undefined,
  claimed: undefined,
} as const;

/** What the classes of both surfaces show. */
export abstract class UniversalConsistencyGroupResource extends pulumi.CustomResource {
  /** The Universal remote system that the volumes are on: an id, or name:<name>. */
  declare readonly remoteSystemId: pulumi.Output<string>;
  /** Name of the group, unique on the cluster; the volume group that an import makes bears it. Generated from the resource's name if not given. */
  declare readonly name: pulumi.Output<string>;
  /**
   * Ids of the volumes in it, as PowerStore lists them. A set: their order means nothing. A group may be empty.
   * @default []
   */
  declare readonly importUniversalVolumeIds: pulumi.Output<string[]>;
  /** Names for universal volumes, which have none until somebody gives them one: by the id of the volume. A name is never taken away again. */
  declare readonly volumeNames: pulumi.Output<{ [name: string]: string } | undefined>;
  /**
   * Whether an update of the stack waits until the group can be imported.
   * @default "Ready"
   */
  declare readonly waitFor: pulumi.Output<"None" | "Ready">;
  /** An existing group to take over instead of making one: an id, or name:<name>. */
  declare readonly adoptGroupId: pulumi.Output<string | undefined>;
  /** Connection profile of powerstore-import:arrays. The default connection if not given. */
  declare readonly array: pulumi.Output<string | undefined>;
  /** Whether the group can be imported, in the array's own words, such as Ready_For_Agentless_Import. */
  declare readonly importableCriteria: pulumi.Output<string | undefined>;
  /** WWN of each member by its id, as consistencyGroupMembers of an ImportSession wants them. */
  declare readonly volumeWwns: pulumi.Output<{ [name: string]: string } | undefined>;
  /** When the group was first seen to be importable, ISO 8601. */
  declare readonly readyAt: pulumi.Output<string | undefined>;
  /** global_id of the PowerStore cluster. */
  declare readonly clusterId: pulumi.Output<string>;
  /** True where it was found by its generated name and may be another stack's of the same project and stack name. */
  declare readonly claimed: pulumi.Output<boolean | undefined>;

  protected constructor(type: string, name: string, inputs: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
    super(type, name, { ...shown, ...inputs }, { ...opts, deleteBeforeReplace: true });
  }
}

/** Volumes of a Universal source that are imported as one, with their order of writes kept. The volume group that the import makes bears its name. Nothing of it changes while it is imported. */
export class UniversalConsistencyGroup extends UniversalConsistencyGroupResource {
  /** @param opts `customTimeouts` (create, read, update, delete) bound how long a run waits. */
  constructor(name: string, args: UniversalConsistencyGroupArgs, opts?: pulumi.CustomResourceOptions) {
    const call = dynamicCall("UniversalConsistencyGroup", name, args, opts);
    super(call.type, name, call.inputs, call.opts);
  }

  /** An existing one, for its outputs; the stack does not manage it. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): UniversalConsistencyGroup {
    return new UniversalConsistencyGroup(name, {} as UniversalConsistencyGroupArgs, { ...opts, id });
  }
}
