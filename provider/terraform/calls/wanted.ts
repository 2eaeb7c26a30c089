/**
 * That a plan destroys what it makes elsewhere: said by whichever is planned last, and kept for the delete, as far as it is known by then. The apply of a saved plan is another command, in
 * which the delete may come before what wants the object is planned again.
 */

import type { Wish } from "../../lifecycle/engineRun/facts";
import type { Keeper } from "../../lifecycle/engineRun/phases";
import type { HeldObject } from "../../lifecycle/operation/definition";
import { memberName } from "../../lifecycle/operation/memberUrn";
import { isState } from "../resource/resourceState";
import type { Messages } from "../run/messages";
import type { TerraformRun } from "../run/terraformRun";
import { fromDynamicValue, toDynamicValue } from "../values/dynamicValue";
import { MOVED_UP } from "../values/words";

/** An object, and who has it. */
export type Ref = Pick<HeldObject, "urn" | "object">;

/** Who has or wants what is to be destroyed, by their URNs. */
export type Wanting = {
  /** What of it is in the state twice, of which one stays. */
  readonly twofold: readonly Ref[];
  readonly wishes: Readonly<Record<string, Wish>>;
  /** Who goes on with an object of its own. */
  readonly keepers: Readonly<Record<string, Keeper>>;
};

/** No attribute of any resource: what is kept for a delete is told by it from the configuration that is kept for a create. */
const WANTING = "wanted_by";

export const isWanted = ({ twofold, wishes, keepers }: Wanting) =>
  twofold.length + Object.keys({ ...wishes, ...keepers }).length > 0;

export const keptWishes = (wanting: Wanting): Uint8Array | undefined => toDynamicValue({ [WANTING]: wanting }).msgpack;

export const areWishes = (kept: unknown): kept is { readonly [WANTING]: Wanting } => isState(kept) && WANTING in kept;

/** Before the delete asks who wants its object. */
export function noteWishes(run: TerraformRun, kept: Uint8Array | undefined): void {
  const given = kept && fromDynamicValue({ msgpack: kept });
  if (!areWishes(given)) return;
  const { twofold = [], wishes = {}, keepers = {} } = given[WANTING] as Partial<Wanting>;
  for (const each of twofold) run.engineRun.phases.isTwice(each);
  for (const [urn, wish] of Object.entries(wishes)) run.engineRun.checked(urn, false, wish);
  for (const [urn, keeper] of Object.entries(keepers)) run.engineRun.phases.keeps(urn, keeper);
}

const TO_BE_MADE =
  "wants the same. If it is the same at another address, write a moved block that leads from its former address to the new one; " +
  "if it is to become an import of a wave, or one of its own, take it out of the state first, by a removed block with destroy = false.";

const GOING_ON = `wants the same, and goes on with another one. ${MOVED_UP}`;

/** @param destroyed what is to be destroyed, as the user knows it */
export function announceWanted({ wishes, keepers }: Wanting, destroyed: string, messages: Messages): void {
  announce(Object.keys(wishes), TO_BE_MADE, destroyed, messages);
  announce(Object.keys(keepers), GOING_ON, destroyed, messages);
}

/** The delete was planned before what wants its object: nothing of that is kept with it. */
const UNLESS_SAVED = "; but that of a saved plan (-out), which may not know of this, ends it";

function announce(urns: readonly string[], what: string, destroyed: string, messages: Messages, unless = ""): void {
  const [first] = urns;
  if (first === undefined) return;
  const more = urns.length > 1 ? ` (and ${urns.length - 1} more)` : "";
  messages.warning(
    `the destroy of ${destroyed} will be refused where something can be lost with it${unless}: ${memberName(first) ?? first}${more} of this configuration ${what}`,
  );
}

/** What has just been planned to be made, or to go on, or to be ended by an update. */
export function announceClashes(run: TerraformRun, messages: Messages, ending: readonly HeldObject[] = []): void {
  for (const { urn, id, isKeeper, outOf } of run.engineRun.phases.takeClashes(ending)) {
    if (outOf === undefined) announce([urn], isKeeper ? GOING_ON : TO_BE_MADE, id, messages, UNLESS_SAVED);
    else messages.warning(takenOutText(outOf, urn, id));
  }
}

/** Nothing can be kept for an update as it is for a delete: its apply plans it again, and is handed what that keeps. */
const takenOutText = (outOf: string, urn: string, id: string) =>
  `${memberName(outOf) ?? outOf} is taken out, and ${memberName(urn) ?? urn} of this configuration wants the same. Where something can be lost with it, the update will be refused; but that of a saved plan (-out), which may not know of this, ends it. ` +
  `If it is to go on there, take it out with on_remove = "leave" and apply that first, and then set adopt_session_id = "${id}" there.`;
