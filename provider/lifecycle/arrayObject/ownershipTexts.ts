import type { Leaving, Objection } from "../engineRun/decideEnding";
import type { TakingDecision } from "../engineRun/decideTaking";

/** Why an object of the array is not ended, or not taken over, and what the user can decide. `label` names the object. */

const createdFirstText = (label: string) =>
  `replacing ${label}: the new resource has taken over the very object that it was to replace, because the engine created before it deleted. Give the resource the ` +
  `option deleteBeforeReplace: true and run "pulumi up --replace <urn>" again; nothing was changed on the array.`;

const createdFirstByOptionText = (label: string) =>
  `replacing ${label}: a resource option (replaceOnChanges, replaceWith) asks for it, where the change by itself does not. The new resource has taken over the very object that it was to ` +
  `replace, because the engine created before it deleted. Take the option off this resource and run "pulumi up" again; nothing was changed on the array.`;

/** A warning: the delete does nothing and the engine forgets the entry. */
export function leavingText(label: string, objection: Leaving): string {
  switch (objection.because) {
    case "held":
      return `${label} now belongs to ${objection.by}, which took it over: it is left alone.`;
    case "shared":
      return `${label} is in the state for ${objection.by} as well, and left to that one.`;
    case "heldAnew":
      return createdFirstText(label);
    case "leftOver":
      return `${label} is the one that this resource has, unchanged; what is deleted is a second entry of it in the state. It is left alone.`;
    case "lookedUp":
      return `${label} is only looked up by the program from now on (get): it is left alone, and the stack does not manage it any more.`;
  }
}

/** An error: nothing was sent, and the entry stays in the state. */
export function objectionText(label: string, objection: Objection, urn: string | undefined): string {
  switch (objection.because) {
    case "createdFirst":
      return objection.isByOption ? createdFirstByOptionText(label) : createdFirstText(label);
    case "notTaken":
      return `deleting ${label}: this resource wanted it in this very run and did not get it, for the reason given there. It is left alone.`;
    case "wantedAnew":
      return `deleting ${label}: this resource wants it in this very run, and has none: what is deleted is a second entry of it in the state. Both are left alone.`;
    case "wanted":
    case "outlived":
      return (
        `deleting ${label}: ${objection.by} of this program wants the same and did not get it, so this one is not deleted. If it is the same under another name or type, give that ` +
        `resource the option aliases: ["${urn ?? "<the former urn>"}"]. If this one is to go, take the other out of the program first.`
      );
    case "option":
      return `replacing ${label}: a resource option (replaceOnChanges, replaceWith) asks for it, where the change by itself does not. Take the option off this resource, or run "pulumi up --replace <urn>".`;
    case "unreadable":
      return `deleting ${label}: whether another resource of this run has or wants it cannot be known: ${objection.why}. Let the system's temporary folder be writable (TMPDIR) and run the same command again; nothing was sent.`;
  }
}

/** Why a create does not take over what is there. */
export function refusedTakingText(label: string, decision: Exclude<TakingDecision, { kind: "allowed" }>): string {
  switch (decision.kind) {
    case "unshared":
      return `${label} is not taken over, because nobody can know whether another resource of this run has it: ${decision.why}. Let the system's temporary folder be writable (TMPDIR) and run "pulumi up" again; nothing was changed.`;
    case "held":
      return `${label} belongs to ${decision.by} of this program, and one object cannot be two resources. If this one is to have it, take the other out of the program, with the option aliases here; nothing was changed.`;
    case "ending":
      return `${label} is being deleted by ${decision.by} in this very run. If both are the same, give this resource the option aliases: ["${decision.by}"]; nothing was taken over.`;
    case "ownBeforeDelete":
      return `replacing ${label}: it is still there, and has to be deleted first. Give the resource the option deleteBeforeReplace: true and run "pulumi up --replace <urn>" again; nothing was changed.`;
  }
}

/** A warning: the delete before a replacement has failed, and leaves it to the create to say so. */
export function notDeletedText(label: string): string {
  return (
    `${label} is not deleted, whatever the list says: the create of its replacement puts it on record again, and fails with the reason. If the run ends without that, run ` +
    `"pulumi up" before anything else.`
  );
}

/** It may be another stack's: found by a name that both would give. */
export function unprovenText(label: string, id: string, adoptInput: string): string {
  return (
    `deleting ${label}: it was found by its generated name and taken over, so it may belong to another stack of the same project and stack name, and is not deleted. If it is ` +
    `this stack's own, confirm that: ${adoptInput}: "${id}" in the program and "pulumi up --target <urn>", then run the same command again; or for one run ` +
    `POWERSTORE_IMPORT_CANCEL_CLAIMED=true. If it is not: "pulumi state delete <urn>", and set powerstore-import:namespace in one of the stacks.`
  );
}
