import type { Import, Said } from "../imports";
import type { Rule } from "../rule";

/** The two rules about a cut-over that a program asks for. */

type Window = { readonly kind?: string; readonly schedule?: string; readonly description?: string };

/** `2026-12-04T22:00` opens once; all else that a schedule may be is a rule by which it opens again and again. */
const opensOnce = ({ schedule }: Window) => /^\d{4}-\d{2}-\d{2}T/.test(schedule ?? "");

const asked = (each: Import): Said | undefined => {
  const said = each.said("advanceTo");
  return said.value === "Import_Completed" ? said : undefined;
};

function allowing(each: Import): { path: string; windows: readonly { window: Window; at: number }[] } {
  const { value, path } = each.said("cutoverWindows");
  const windows = ((value ?? []) as readonly Window[]).map((window, at) => ({ window, at }));
  return { path, windows: windows.filter(({ window }) => window.kind !== "deny") };
}

const WHY = "A cut-over cannot be undone, and the hosts feel it.";

export const cutoverInWindow: Rule = {
  name: "cutover-in-window",
  description: 'A cut-over (advanceTo: "Import_Completed") begins in a window that was agreed.',
  why: WHY,
  todo: "Give the resource cutoverWindows with at least one that allows; the cut-over then begins with the run in which it is open.",
  level: "mandatory",
  severity: "critical",
  schema: {},
  defaults: {},
  offenceOf: (each) => {
    const said = asked(each);
    if (!said || allowing(each).windows.length > 0) return undefined;
    return { path: said.path, found: "is Import_Completed, and no window of cutoverWindows says when" };
  },
};

export type ChangeNumbers = {
  /** A regular expression for what a change number looks like. */
  readonly pattern: string;
  /** The numbers that are approved; any one where the list is empty. */
  readonly approved: readonly string[];
  /** Whether the number of a change may stand at a window that opens again and again. */
  readonly recurring: boolean;
};

export const cutoverWithChangeNumber: Rule<ChangeNumbers> = {
  name: "cutover-with-change-number",
  description: "Each window of a cut-over opens once, and names its change in its description.",
  why: WHY,
  todo: 'Put the number of the change into the description of each window that allows, and the time that was agreed into its schedule, for instance { schedule: "2026-12-04T22:00", duration: "4h", description: "CHG0042137" }.',
  level: "mandatory",
  severity: "critical",
  schema: {
    pattern: {
      type: "string",
      description: "A regular expression for a change number.",
      default: "\\b(?:CHG|CHANGE|CRQ|RFC)[-_ ]?\\d+\\b",
    },
    approved: {
      type: "array",
      items: { type: "string" },
      description: "The change numbers that are approved; any one where the list is empty.",
      default: [],
    },
    recurring: {
      type: "boolean",
      description: "Whether a window that opens again and again may bear the number of a change.",
      default: false,
    },
  },
  defaults: { pattern: "\\b(?:CHG|CHANGE|CRQ|RFC)[-_ ]?\\d+\\b", approved: [], recurring: false },
  offenceOf: (each, _, { pattern, approved, recurring }) => {
    const said = asked(each);
    if (!said) return undefined;
    const { path, windows } = allowing(each);
    if (windows.length === 0) {
      return { path: said.path, found: "is Import_Completed, and there is no window whose description names a change" };
    }
    for (const { window, at } of windows) {
      const number = new RegExp(pattern).exec(window.description ?? "")?.[0];
      const place = `${path}[${at}].description`;
      if (number === undefined) return { path: place, found: `names no change (${described(window)})` };
      if (approved.length > 0 && !approved.includes(number)) {
        return { path: place, found: `names ${number}, which is not among the approved ones (${approved.join(", ")})` };
      }
      if (!recurring && !opensOnce(window)) {
        const found = `is ${JSON.stringify(window.schedule)}, which opens again and again, and ${number} was agreed once`;
        return { path: `${path}[${at}].schedule`, found };
      }
    }
    return undefined;
  },
};

const described = ({ description }: Window) =>
  description === undefined || description === "" ? "it has none" : `it is ${JSON.stringify(description)}`;
