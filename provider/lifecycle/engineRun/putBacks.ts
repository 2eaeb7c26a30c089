import { isBeforeDelete } from "./decideTaking";
import type { ObjectRef } from "./facts";
import { isSameObject } from "./facts";
import type { ResourceEntry } from "./resourceEntry";
import { isReplacing } from "./resourceEntry";

/** An object that was to be deleted for a replacement, and is still there. */
export type PutBack = {
  readonly object: ObjectRef;
  /** What the stack had recorded of it. */
  readonly recorded: Readonly<Record<string, unknown>>;
  /** Why it was not deleted, as a whole sentence for the person at the terminal. */
  readonly reason: string;
};

/** Where the handing over of what a delete has left stands (docs/decisions/023). */
export type Handover =
  /** The create is still to come, and to this process. */
  | "here"
  /** To another process, which has what is on record from its diff: it need only be told. */
  | "elsewhere";

/**
 * To which process the create of a resource comes whose delete has left the object. With `--continue-on-error` the engine waits for ever where a delete
 * before a replacement fails: nobody tells the program that the resource has. Where a create fails it does. So the delete says nothing, and the create
 * records the object again and fails. Undefined where there is no such create, or it would not know what to record.
 * @param isOfThisProcess whether the resource was checked here: the engine sends check, diff and create to the same process
 */
export function decideHandover(
  own: ResourceEntry | undefined,
  object: ObjectRef,
  isOfThisProcess: boolean,
): Handover | undefined {
  if (!own?.isToCreate) return undefined;
  if (isOfThisProcess)
    return own.compared === undefined || isSameObject(own.compared.object, object) ? "here" : undefined;
  return isReplacing(own, object) && !own.taken ? "elsewhere" : undefined;
}

/** What the create says then. */
export function fateUnknownText(id: string): string {
  return (
    `replacing ${id}: the account of this run cannot be read any more, so that nobody can know whether the delete before this has ended it. It is put on record again; ` +
    `run "pulumi refresh", which finds out, and then "pulumi up".`
  );
}

/**
 * Whether nobody can know what a delete has done to the object of which this is the replacement: the delete was another process's, whose account is
 * out of reach.
 */
export function isFateUnknown(
  own: ResourceEntry | undefined,
): own is ResourceEntry & Required<Pick<ResourceEntry, "compared">> {
  return own?.compared !== undefined && own.isMadeAnew && isBeforeDelete(own);
}
