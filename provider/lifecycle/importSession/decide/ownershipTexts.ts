import type { Leaving, Objection } from "../../engineRun/decideEnding";
import type { TakingDecision } from "../../engineRun/decideTaking";
import { memberName } from "../../operation/memberUrn";

/**
 * Why a session is not ended, or not taken over, and what the user can decide. `label` names the session. Who has or wants it may be an import of a wave,
 * and so may be whose operation this is: neither has a URN that a command or the option aliases knows.
 */

const REPLACE_FIRST =
  'a source can be imported once at a time, so it has to be deleted first. Give the resource the option deleteBeforeReplace: true and run "pulumi up --replace <urn>" again';

const holderName = (urn: string) => memberName(urn) ?? urn;

/** Whether an alias tells the engine that the two are one. */
const areResources = (...urns: readonly (string | undefined)[]) => urns.every((urn) => memberName(urn) === undefined);

const takeOut = (other: string) =>
  memberName(other) === undefined ? "take the other out of the program" : "take that entry out of its wave's sessions";

const createdFirstText = (label: string) =>
  `replacing ${label}: the new resource has taken over the very session that it was to replace, because the engine created before it deleted: ${REPLACE_FIRST}. Nothing was changed on the array`;

const createdFirstByOptionText = (label: string) =>
  `replacing ${label}: a resource option (replaceOnChanges, replaceWith) asks for it, where the change by itself does not. The new resource has taken over the very session that it was to replace, ` +
  `because the engine created before it deleted. Take the option off this resource: the next "pulumi up" makes the change, and clears the second entry of the session in the state. Nothing was changed on the array.`;

/** A warning: the delete does nothing and the engine forgets the entry. */
export function leavingText(label: string, objection: Leaving): string {
  switch (objection.because) {
    case "held":
      return `${label} now belongs to ${holderName(objection.by)}, which took it over: it is left alone.`;
    case "shared":
      return `${label} is in the state for ${holderName(objection.by)} as well, and left to that one.`;
    case "heldAnew":
      return `${createdFirstText(label)}.`;
    case "leftOver":
      return (
        `${label} is the one that this resource has, unchanged; what is deleted is a second entry of it in the state, which an earlier run has left ` +
        `behind. The session is left alone.`
      );
    case "lookedUp":
      return `${label} is only looked up by the program from now on (get): it is left alone, and the stack does not manage it any more.`;
  }
}

/** Whose delete is objected to: its session, and the URN of the resource, or of the import of a wave; `origin` where its create comes under another one. */
export type Deleted = {
  readonly id: string;
  readonly urn: string | undefined;
  readonly origin?: string | symbol | undefined;
};

/** An error: nothing was sent, and the entry stays in the state. */
export function objectionText(label: string, objection: Objection, deleted: Deleted): string {
  switch (objection.because) {
    case "createdFirst":
      if (objection.isByOption) return createdFirstByOptionText(label);
      return `${createdFirstText(label)}; the next plain "pulumi up" clears the second entry of it in the state.`;
    case "notTaken":
      return `deleting ${label}: this resource wanted it in this very run and did not get it, for the reason given there. It is left alone, and so is this second entry of it in the state.`;
    case "wanted":
      return `deleting ${label}: ${holderName(objection.by)} of this program wants the same import and did not get it, so this one is not thrown away. ${wayToHandOver(objection.by, deleted)}`;
    case "wantedAnew":
      return `deleting ${label}: this resource wants it in this very run, and has none: what is deleted is a second entry of it in the state. Both are left alone; the next run clears the second entry once the resource has it.`;
    case "outlived":
      return (
        `deleting ${label}: ${holderName(objection.by)} of this program imports the same source, which can be in one import at a time. As long as this one goes on that one's does not, whatever the ` +
        `state says of it, so this one is not thrown away. ${waysBesideOther(objection, deleted)}`
      );
    case "option":
      return (
        `replacing ${label}: a resource option (replaceOnChanges, replaceWith) asks for it, where the change by itself does not. It would throw this import away. Take the ` +
        `option off this resource; or, to cancel it and start again from 0, run "pulumi up --replace <urn>".`
      );
    case "unreadable":
      return (
        `deleting ${label}: whether another resource of this run has or wants it cannot be known: ${objection.why}. Let the system's temporary folder be writable ` +
        `(TMPDIR) and run the same command again; nothing was sent.`
      );
  }
}

/** An error: of what was completed nothing is left on the array that another one could take over. Resources are one by an alias all the same. */
export function wantedGoneText(label: string, by: string, deleted: Deleted): string {
  if (isHandedOverByAlias(by, deleted)) return objectionText(label, { because: "wanted", by }, deleted);
  return (
    `deleting ${label}: it was completed and its record is gone from the array, so ${holderName(by)} of this program, which wants the same import, cannot have it, and its source cannot be imported again. ` +
    `Put this one back under its former key or name in place of that one; or, to have neither, take both out of the program, an entry of a wave with onRemove: "leave".`
  );
}

const isHandedOverByAlias = (by: string, { urn, origin }: Deleted) => areResources(by, urn) || by === origin;

function wayToHandOver(by: string, deleted: Deleted): string {
  const { id, urn } = deleted;
  return isHandedOverByAlias(by, deleted)
    ? `If it is the same import under another name or type, give that resource the option aliases: ["${(areResources(by, urn) && urn) || "<the former urn>"}"]. If this one is to end, take the other out of the program first.`
    : `If it is the same import, set adoptSessionId: "${id}" there and run "pulumi up" again. If this one is to end, ${takeOut(by)} first.`;
}

/** A wave's import goes on with another session in one run under another key alone: a run without it would end the other. */
function waysBesideOther({ by, id }: Extract<Objection, { because: "outlived" }>, { urn }: Deleted): string {
  const over =
    memberName(by) === undefined
      ? `To let that resource go on with it, set adoptSessionId: "${id}" there and run "pulumi up --replace ${by}".`
      : `To let that import go on with it, give its entry another key and adoptSessionId: "${id}", and run "pulumi up".`;
  const end =
    memberName(urn) === undefined
      ? `If this one is to end, run "pulumi destroy --target ${urn ?? "<urn>"}".`
      : `If this one is to end, ${takeOut(by)} first.`;
  return `${over} ${end}`;
}

/** A warning: two of the program have one session. */
export function sharingText(label: string, other: string, urn: string | undefined): string {
  const out = areResources(other, urn)
    ? `Take one of the two out of the program and, by "pulumi state delete", out of the stack.`
    : `Let one of the two go: an import of a wave by taking its entry out of the sessions with onRemove: "leave"; an ImportSession by taking it out of the program and, by "pulumi state delete", out of the stack.`;
  return `${label} belongs to ${holderName(other)} in this program as well: neither ends it for the other. ${out}`;
}

/** An error: a resource option, or the command, asks for the replacement of what is imported for good. */
export function repetitionText(label: string): string {
  return (
    `replacing ${label}: a resource option (replaceOnChanges, replaceWith), or the command, asks for it, where the change by itself does not. The import is completed, and its source ` +
    `cannot be imported again. Take the option off this resource, or run the command without it; nothing was sent.`
  );
}

/** A warning: the delete before a replacement has failed, and leaves it to the create to say so. */
export function notDeletedText(id: string): string {
  return (
    `import session ${id} is not deleted, whatever the list says: the create of its replacement puts it on record again, and fails with the reason. If the run ends without that, run ` +
    `"pulumi up" before anything else; a "pulumi destroy" would not know of the session.`
  );
}

/** Why a create does not take over what is there. `urn` is that of who wants it. */
export function refusedTakingText(
  label: string,
  decision: Exclude<TakingDecision, { kind: "allowed" }>,
  urn: string | undefined,
): string {
  switch (decision.kind) {
    case "unshared":
      return `${label} is not taken over, because nobody can know whether another resource of this run has it: ${decision.why}. Let the system's temporary folder be writable (TMPDIR) and run "pulumi up" again; nothing was changed.`;
    case "held":
      return `${label} belongs to ${holderName(decision.by)} of this program, and one session cannot be two resources. If this one is to have it, ${wayFromHolder(decision.by, urn)}; nothing was changed.`;
    case "ending":
      return `${label} is being deleted by ${holderName(decision.by)} in this very run. If both are the same import, ${wayFromEnding(decision.by, urn)}; nothing was taken over.`;
    case "ownBeforeDelete":
      return `replacing ${label}: it is still there: ${REPLACE_FIRST}, and without the option retainOnDelete, which keeps it (an option counts once a plain "pulumi up" has recorded it, without advanceTo, which that up would carry out). Or take the change back and run "pulumi up" without --replace: it goes on with this import; nothing was changed.`;
  }
}

function wayFromHolder(by: string, urn: string | undefined): string {
  if (areResources(by, urn)) return "take the other out of the program, with the option aliases here";
  const leaving = memberName(by) === undefined ? "" : ` with onRemove: "leave"`;
  return `${takeOut(by)}${leaving}, and set adoptSessionId here`;
}

function wayFromEnding(by: string, urn: string | undefined): string {
  if (areResources(by, urn)) return `give this resource the option aliases: ["${by}"]`;
  return `set adoptSessionId here and run "pulumi up" again, as long as it is there`;
}

/** The session may be another stack's: found by a name that both would give. */
export function unprovenText(label: string, id: string): string {
  return (
    `deleting ${label}: it was found by its generated name and taken over, so it may belong to another stack of the same project and stack name, and is not cancelled. ` +
    `If it is this stack's own, confirm that, with advanceTo taken out, which that up would carry out: adoptSessionId: "${id}" in the program and "pulumi up --target <urn>", then run the same command again; or ` +
    `for one run, and every session that it ends, POWERSTORE_IMPORT_CANCEL_CLAIMED=true. If it is not: ` +
    `"pulumi state delete <urn>", and set powerstore-import:namespace in one of the stacks.`
  );
}

export function memberText(label: string, groupId: string): string {
  return (
    `deleting ${label}: it is a member of the group's session ${groupId}, which cannot go on without it and is cancelled as a whole. To take this resource out of the ` +
    `stack and leave the import alone: "pulumi state delete <urn>".`
  );
}
