// Made by `npm run classes` from the definitions in provider/lifecycle; not written by hand.
import type * as pulumi from "@pulumi/pulumi";
import type { ImportHostSystemArgs } from "../importHostSystem";
import { ImportHostSystemResource } from "../importHostSystem";
import { pluginCall } from "./pluginCall";

/** Inputs of a ImportHostSystem; the array is that of the resource's provider. */
export type PluginImportHostSystemArgs = Omit<ImportHostSystemArgs, "array">;

/** A host with an agent, which Non_Disruptive imports need. Any change makes it anew; deleting it is refused while its volumes are being imported, and leaves the host itself on the array. */
export class ImportHostSystem extends ImportHostSystemResource {
  /** @param opts `provider` names the array, `customTimeouts` bound how long a run waits, `import` takes one over by id. */
  constructor(name: string, args: PluginImportHostSystemArgs, opts?: pulumi.CustomResourceOptions) {
    const call = pluginCall("ImportHostSystem", name, opts);
    super(call.type, name, { ...args }, call.opts);
  }

  /** An existing one, for its outputs; the stack does not manage it. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ImportHostSystem {
    return new ImportHostSystem(name, {} as PluginImportHostSystemArgs, { ...opts, id });
  }
}
