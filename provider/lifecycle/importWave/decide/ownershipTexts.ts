import { sessionLabel } from "../../importSession/decide/texts";
import { memberPath } from "../inputs/keys";

/** Why a member's session is not ended. */

export function removalText(key: string): string {
  return (
    `${memberPath(key)} is taken out of the program while its import is under way, and onRemove is "refuse": it is left alone and stays in the wave. Put it back, or, if the import is to ` +
    `be thrown away, set onRemove: "cancel" and run "pulumi up" again. To leave it to somebody else, or to nobody, set onRemove: "leave".`
  );
}

/** A warning: the session is nobody's in this stack from now on. */
export function leftText(session: { readonly id: string; readonly name?: string | undefined }): string {
  return (
    `${sessionLabel(session)} is left alone on the array and leaves the state, as onRemove: "leave" says: nobody of this stack manages it any more. ` +
    `To take it back: adoptSessionId: "${session.id}".`
  );
}

/** A wave is not there on the array. Who is told so may want to see another stack's, which must not be taken over. */
export const importText =
  "an import wave is no object on the array, so there is nothing to import it by, or to look it up by. What another stack's wave shows is read by a StackReference. " +
  "Where its sessions are no other stack's, write it into the program with adoptSessionId for each session that is there " +
  '(or their names), and run "pulumi up": that takes them over and sends nothing but reads.';
