import type { Rule } from "../rule";

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

/** What is wrong with a provider, which forces for all that it deletes. */
export function judgeProvider(type: string, name: string, props: Readonly<Record<string, unknown>>): string[] {
  return forcing
    .filter((each) => each.type === type && String(props[each.key]) === "true")
    .map(
      ({ key }) =>
        `provider "${name}": ${key} is true, for every import that it deletes. ${noForceCancel.why} ` +
        "Take it out of the provider and of the stack's configuration, and set forceCancel on the one import that needs it.",
    );
}
