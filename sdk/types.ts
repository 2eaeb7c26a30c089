import * as pulumi from "@pulumi/pulumi";

/** What the types of the classes begin with: those of the plugin, and those of the package's root. */
export const PLUGIN_TYPE = "powerstore-import:index:";
export const DYNAMIC_TYPE = "pulumi-nodejs:dynamic/powerstore-import:";

/** The URN of a resource of this type and name. Without a parent it is known at once; an output costs the program half a millisecond. */
export function urnOf(type: string, name: string, parent: pulumi.Resource | undefined): pulumi.Input<string> {
  if (parent) return pulumi.createUrn(name, type, parent);
  return `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${type}::${name}`;
}
