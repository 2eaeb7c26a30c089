import type { DeclaredResource } from "../imports";
import type { Rule, Scope } from "../rule";
import { isFor } from "../rule";

export const noForceCancel: Rule = {
  name: "no-force-cancel",
  description: "No delete cancels by force unless somebody decided so for that one.",
  why: "A cancel by force does not roll back: hosts and source are left to be mended by hand.",
  todo: "Leave forceCancel out; where source or hosts are gone for good, let this one import through by the parameter except.",
  level: "mandatory",
  severity: "high",
  schema: {},
  defaults: {},
  offenceOf: (each) => {
    const { value, path } = each.said("forceCancel");
    return value === true ? { path, found: "is true" } : undefined;
  },
};

/** The settings of a provider that force every cancel of its resources: keys of the plugin's, and of the stack's as the dynamic host has them. */
const forcing: readonly { readonly type: string; readonly key: string }[] = [
  { type: "pulumi:providers:powerstore-import", key: "forceCancel" },
  { type: "pulumi:providers:pulumi-nodejs", key: "powerstore-import:forceCancel" },
];

/** What the provider reads as true, in upper or lower case. */
const yes: ReadonlySet<string> = new Set(["true", "1"]);

/** What is wrong with a provider, which forces for all that it deletes. */
export function judgeProvider(
  provider: Pick<DeclaredResource, "type" | "name" | "urn" | "props">,
  given: Partial<Scope> = {},
): string[] {
  if (!isFor(given, provider)) return [];
  const { type, name, props } = provider;
  return forcing
    .filter((each) => each.type === type && yes.has(String(props[each.key]).toLowerCase()))
    .map(
      ({ key }) =>
        `provider "${name}": ${key} is true, for every import that it deletes. ${noForceCancel.why} ` +
        "Take it out of the provider and of the stack's configuration, and set forceCancel on the one import that needs it.",
    );
}
