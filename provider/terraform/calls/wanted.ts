/**
 * That a plan destroys what it makes elsewhere: said by whichever is planned last, and kept for the delete, as far as it is known by then. The apply of a saved plan is another command, in
 * which the delete may come before what wants the object is planned again.
 */

import type { Wish } from "../../lifecycle/engineRun/facts";
import { memberName } from "../../lifecycle/operation/memberUrn";
import { isState } from "../resource/resourceState";
import type { Messages } from "../run/messages";
import type { TerraformRun } from "../run/terraformRun";
import { fromDynamicValue, toDynamicValue } from "../values/dynamicValue";

type Wishes = Readonly<Record<string, Wish>>;

/** No attribute of any resource: what is kept for a delete is told by it from the configuration that is kept for a create. */
const WISHES = "wanted_by";

export const keptWishes = (wishes: Wishes): Uint8Array | undefined => toDynamicValue({ [WISHES]: wishes }).msgpack;

export const areWishes = (kept: unknown): kept is { readonly [WISHES]: Wishes } => isState(kept) && WISHES in kept;

/** Before the delete asks who wants its object. */
export function noteWishes(run: TerraformRun, kept: Uint8Array | undefined): void {
  const given = kept && fromDynamicValue({ msgpack: kept });
  if (!areWishes(given)) return;
  for (const [urn, wish] of Object.entries(given[WISHES])) run.engineRun.checked(urn, false, wish);
}

/** @param destroyed what is to be destroyed, as the user knows it */
export function announceWanted(urns: readonly string[], destroyed: string, messages: Messages): void {
  const [first] = urns;
  if (first === undefined) return;
  const more = urns.length > 1 ? ` (and ${urns.length - 1} more)` : "";
  messages.warning(
    `the destroy of ${destroyed} will be refused where something can be lost with it: ${memberName(first) ?? first}${more} of this configuration wants the same. If it is the same at another address, ` +
      "write a moved block that leads from its former address to the new one; if it is to become an import of a wave, or one of its own, take it out of the state first, by a removed block with destroy = false.",
  );
}

/** What has just been planned to be made. */
export function announceClashes(run: TerraformRun, messages: Messages): void {
  for (const { urn, id } of run.engineRun.phases.takeClashes()) announceWanted([urn], id, messages);
}
