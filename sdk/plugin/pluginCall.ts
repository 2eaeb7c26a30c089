import * as pulumi from "@pulumi/pulumi";
import { DYNAMIC_TYPE, PLUGIN_TYPE, urnOf } from "../types";

type Call = { readonly type: string; readonly opts: pulumi.CustomResourceOptions };

/** What the constructor of a plugin's class hands to Pulumi's: a stack that was made with the class of the package's root moves here. */
export function pluginCall(resource: string, name: string, opts: pulumi.CustomResourceOptions | undefined): Call {
  const aliases = [urnOf(DYNAMIC_TYPE + resource, name, opts?.parent)];
  return { type: PLUGIN_TYPE + resource, opts: pulumi.mergeOptions(opts, { aliases }) };
}
