import type { Rule } from "../rule";

export const noAutomaticCutover: Rule = {
  name: "no-automatic-cutover",
  description: "No import cuts over by itself.",
  why: "The array cuts over as soon as the copy is done, whatever the hour and whoever uses the volume, and that cannot be undone.",
  todo: 'Leave automaticCutover out, and ask for the cut-over by advanceTo: "Import_Completed" when it was agreed; or name test stacks apart by the parameter stacks.',
  level: "mandatory",
  severity: "critical",
  schema: {},
  defaults: {},
  offenceOf: (each) => {
    const { value, path } = each.said("automaticCutover");
    return value === true ? { path, found: "is true" } : undefined;
  },
};
