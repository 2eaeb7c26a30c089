/** How the windows of a stack stand. Pure. */
import * as z from "zod";
import { hasWindows } from "../../provider/lifecycle/importSession/decide/decideTarget";
import { partsOf } from "../../provider/lifecycle/operation/memberUrn";
import { type WindowInputs, type WindowList, windowLists } from "../../provider/lifecycle/windows/inputs";
import { windowsOf } from "../../provider/lifecycle/windows/windows";
import { typeNameOf } from "./managedImports";
import type { StackResource } from "./stackResources";

export const windowStandingSchema = z
  .object({
    resource: z
      .string()
      .describe(
        "The ImportSession or ImportWave that has them: its name, or its URN where another one has that as well.",
      ),
    wave: z.string().optional().describe("The ImportWave's name."),
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
  const owners = resources.flatMap(({ urn, type, inputs = {} }) => {
    const kind = typeNameOf(type);
    const isOwner = (kind === "ImportSession" || kind === "ImportWave") && hasWindows(inputs);
    return isOwner ? [{ urn, name: partsOf(urn).name, isWave: kind === "ImportWave", inputs }] : [];
  });
  return owners.flatMap(({ urn, name, isWave, inputs }) => {
    const isAlone = owners.every((other) => other.urn === urn || other.name !== name);
    const owner = { resource: isAlone ? name : urn, ...(isWave && { wave: name }) };
    return windowLists
      .filter((list) => inputs[list] !== undefined)
      .map((kind) => ({ ...owner, kind, ...standingOf(inputs, kind, now) }));
  });
}

function standingOf(inputs: WindowInputs, kind: WindowList, now: number): Pick<WindowStanding, "open" | "until"> {
  const { open, until } = windowsOf(inputs[kind], inputs.timeZone).at(now);
  return { open, ...(Number.isFinite(until) && { until: new Date(until).toISOString() }) };
}
