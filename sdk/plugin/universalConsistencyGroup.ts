// Made by `npm run classes` from the definitions in provider/lifecycle; not written by hand.
import type * as pulumi from "@pulumi/pulumi";
import type { UniversalConsistencyGroupArgs } from "../universalConsistencyGroup";
import { UniversalConsistencyGroupResource } from "../universalConsistencyGroup";
import { pluginCall } from "./pluginCall";

/** Inputs of a UniversalConsistencyGroup; the array is that of the resource's provider. */
export type PluginUniversalConsistencyGroupArgs = Omit<UniversalConsistencyGroupArgs, "array">;

/** Volumes of a Universal source that are imported as one, with their order of writes kept. The volume group that the import makes bears its name. Nothing of it changes while it is imported. */
export class UniversalConsistencyGroup extends UniversalConsistencyGroupResource {
  /** @param opts `provider` names the array, `customTimeouts` bound how long a run waits, `import` takes one over by id or `name:<name>`. */
  constructor(name: string, args: PluginUniversalConsistencyGroupArgs, opts?: pulumi.CustomResourceOptions) {
    const call = pluginCall("UniversalConsistencyGroup", name, opts);
    super(call.type, name, { ...args }, call.opts);
  }

  /** An existing one, for its outputs; the stack does not manage it. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): UniversalConsistencyGroup {
    return new UniversalConsistencyGroup(name, {} as PluginUniversalConsistencyGroupArgs, { ...opts, id });
  }
}
