import type { ResourceDefinition, Resources } from "../lifecycle/operation/definition";

/** What types of this package begin with: resources and functions of the plugin, and resources of the dynamic classes. */
export const PLUGIN_TYPE = "powerstore-import:index:";
export const DYNAMIC_TYPE = "pulumi-nodejs:dynamic/powerstore-import:";

/** `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>` */
export function typeInUrn(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

export function resourceOfType(resources: Resources, type: string, prefix: string): ResourceDefinition | undefined {
  const name = type.startsWith(prefix) ? type.slice(prefix.length) : "";
  return Object.hasOwn(resources, name) ? resources[name] : undefined;
}
