import type { Situation } from "./scene";

/**
 * Texts about sources, hosts and groups. What they send somebody to do ends no import: the array keeps what imports use, and so do these resources before
 * anything is sent (`changes.test.ts`, `group.test.ts`, `hostSystem.test.ts`). Each reason names where the text is met, and followed as far as that is so.
 */
const texts: readonly (readonly [text: string, where: string])[] = [
  ["diffObject: pulumi state delete", "takes an entry out of the state and sends nothing"],
  ["obtainOnce: pulumi up", "the array goes on to show what this run has deleted; another run looks again"],
  ["inDoubt: pulumi up, pulumi destroy", "warns of a destroy; creatingOnce.test.ts finds by another up what was made"],
  ["refuseIfStopped: pulumi up", "changes.test.ts stops a run and goes on with it"],
  ["createdFirstText: deleteBeforeReplace, pulumi up --replace", "a replacement of an object that no import uses"],
  ["createdFirstByOptionText: pulumi up", "without the option nothing is replaced: the object stays"],
  ["objectionText: aliases", "an alias deletes nothing"],
  ["objectionText: pulumi up --replace", "a replacement of an object that no import uses"],
  ["refusedTakingText: aliases", "an alias deletes nothing"],
  ["refusedTakingText: deleteBeforeReplace, pulumi up --replace", "a replacement of an object that no import uses"],
  ["notDeletedText: pulumi up", "the create that follows puts the object on record again"],
  [
    "unprovenText: pulumi up --target, the same command, POWERSTORE_IMPORT_CANCEL_CLAIMED, pulumi state delete",
    "deletes what the person says is theirs, and no import uses",
  ],
  ["deleteUntilGone: the same command", "goes on with a delete that has begun"],
  ["DESCRIPTION: pulumi import", "the description of the resource, no message"],
  ["wayOn: the same command", "troubles.test.ts lets a job be approved and runs again: one object"],
  ["withoutJob: the same command", "jobs.test.ts: another run finds what the job has made, and sends nothing again"],
  ["removeHostSystem: destroy", "hostSystem.test.ts: refused before anything is sent"],
  ["removeRemoteSystem: destroy", "changes.test.ts: refused before anything is sent"],
  ["removeGroup: destroy", "group.test.ts: refused before anything is sent"],
  ["follow: pulumi up", "changes.test.ts lets the time run out and goes on with another up"],
  ["updateHostSystem: pulumi up", "a replacement that no diff has planned is not made"],
  ["updateHostSystem: pulumi refresh, pulumi up", "hostSystem.test.ts: a refresh sees that it is gone"],
  ["updateGroup: pulumi up", "a replacement that no diff has planned is not made"],
  ["updateGroup: pulumi refresh, pulumi up", "it is gone; the next up makes it anew"],
  ["requireThere: pulumi refresh, pulumi up", "changes.test.ts: a refresh sees that it is gone, an up makes it anew"],
  ["pauseUnlessStopped: pulumi up", "trust.test.ts: another run looks first, and trusts nothing twice"],
  ["deadEndText: pulumi up", "hostSystem.test.ts: another run looks at the agent again"],
  ["findUnlessGone: the same command", "the array contradicts itself; another read changes nothing"],
  ["decideDeletion: the same command", "troubles.test.ts: a third run would send the delete again"],
  ["lossText: pulumi up", "troubles.test.ts: another run looks at the connections again"],
  ["MANAGEMENT_LOST_TEXT: pulumi up", "troubles.test.ts: another address or password mends it"],
  ["PARTIAL_DELETE_TEXT: pulumi destroy --target", "goes on with a delete that has begun"],
  ["unreadyText: pulumi up", "another run looks at the group again"],
  ["NOTHING_IN_IT_TEXT: pulumi up", "another run lets the members join again"],
];

export const aroundSessions: readonly Situation[] = texts.map(([text, where]) => ({
  text,
  whyNot: `it ends no import: ${where}`,
}));
