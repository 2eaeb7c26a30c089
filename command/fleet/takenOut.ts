/** What becomes of an import that the program has no more, and whose session its wave still has. Pure. */
import { isAtStake } from "../../provider/lifecycle/importSession/decide/states";
import type { ImportSessionState } from "../../provider/powerstore/api/schemas/importSession";

const GONE = "no longer in the program";

/** In a clause: `refused` where no run takes it out as the program stands, `held` where the next one does. */
export function takenOut(
  state: ImportSessionState,
  onRemove: string,
): { readonly refused: string } | { readonly held: string } {
  if (onRemove === "leave") return { held: `${GONE}: the next "pulumi up" leaves it alone, as onRemove: "leave" says` };
  if (onRemove === "cancel") return { held: `${GONE}: the next "pulumi up" takes it out, as onRemove: "cancel" says` };
  if (isAtStake(state)) return { refused: `${GONE}, and onRemove: "refuse" fails each "pulumi up"` };
  return { held: `${GONE}: the next "pulumi up" takes it out` };
}
