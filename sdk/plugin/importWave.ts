// Made by `npm run classes` from the definitions in provider/lifecycle; not written by hand.
import type * as pulumi from "@pulumi/pulumi";
import type { ImportWaveArgs } from "../importWave";
import { ImportWaveResource } from "../importWave";
import { pluginCall } from "./pluginCall";

/** Inputs of a ImportWave; the array is that of the resource's provider. */
export type PluginImportWaveArgs = Omit<ImportWaveArgs, "array">;

/** Many imports that belong together, as one resource: what is said once holds for all, at most `maxActive` hold a place at a time, and `maxFailures` and `hold` stop it. Each is an import session on the array, with the rules of an `ImportSession`; the wave itself is nowhere on the array. */
export class ImportWave extends ImportWaveResource {
  /** @param opts `provider` names the array, `customTimeouts` bound how long a run waits. */
  constructor(name: string, args: PluginImportWaveArgs, opts?: pulumi.CustomResourceOptions) {
    const call = pluginCall("ImportWave", name, opts);
    super(call.type, name, { ...args }, call.opts);
  }
}
