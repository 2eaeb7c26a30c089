/** How the windows of a stack stand. Pure. */
import * as z from "zod";
import { hasWindows } from "../../provider/lifecycle/importSession/decide/decideTarget";
import { partsOf } from "../../provider/lifecycle/operation/memberUrn";
import { windowLists } from "../../provider/lifecycle/windows/inputs";
import { windowsOf } from "../../provider/lifecycle/windows/windows";
import { typeNameOf } from "./managedImports";
import type { StackResource } from "./stackResources";

export const windowStandingSchema = z
  .object({
    resource: z.string().describe("The ImportSession or ImportWave that has them."),
    kind: z.enum(windowLists),
    open: z.boolean(),
    until: z.string().optional().describe("Until when it stays so, ISO 8601; absent where that never changes."),
  })
  .meta({ title: "WindowStanding" });

export type WindowStanding = z.infer<typeof windowStandingSchema>;

/**
 * Those of the resources themselves; a member of a wave that has windows of its own is not among them.
 * @param now milliseconds since 1970
 */
export function windowsNow(resources: readonly StackResource[], now: number): readonly WindowStanding[] {
  return resources.flatMap(({ urn, type, inputs = {} }) => {
    const name = typeNameOf(type);
    if ((name !== "ImportSession" && name !== "ImportWave") || !hasWindows(inputs)) return [];
    return windowLists
      .filter((list) => inputs[list] !== undefined)
      .map((kind) => {
        const { open, until } = windowsOf(inputs[kind], inputs.timeZone).at(now);
        const end = Number.isFinite(until) && { until: new Date(until).toISOString() };
        return { resource: partsOf(urn).name, kind, open, ...end };
      });
  });
}
