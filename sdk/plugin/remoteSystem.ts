// Made by `npm run classes` from the definitions in provider/lifecycle; not written by hand.
import type * as pulumi from "@pulumi/pulumi";
import type { RemoteSystemArgs } from "../remoteSystem";
import { RemoteSystemResource } from "../remoteSystem";
import { pluginCall } from "./pluginCall";

/** Inputs of a RemoteSystem; the array is that of the resource's provider. */
export type PluginRemoteSystemArgs = Omit<RemoteSystemArgs, "array">;

/** A source array that PowerStore imports from. Creating it makes the remote system, waits for its data connections and finds what is on it; deleting it is refused while imports use it. */
export class RemoteSystem extends RemoteSystemResource {
  /** @param opts `provider` names the array, `customTimeouts` bound how long a run waits, `import` takes one over by id or `name:<name>`. */
  constructor(name: string, args: PluginRemoteSystemArgs, opts?: pulumi.CustomResourceOptions) {
    const call = pluginCall("RemoteSystem", name, opts);
    super(call.type, name, { ...args }, call.opts);
  }

  /** An existing one, for its outputs; the stack does not manage it. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): RemoteSystem {
    return new RemoteSystem(name, {} as PluginRemoteSystemArgs, { ...opts, id });
  }
}
