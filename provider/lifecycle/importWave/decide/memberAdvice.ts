import { IncompleteError, messageOf } from "../../operation/lifecycleErrors";

/**
 * What an import of a wave says, in its own words. The operations of a session speak of a resource, `<urn>`: their commands, given the wave's URN, would act
 * on all of its imports, and their inputs, set for the whole wave, too.
 */

const IN_ENTRY = " in its entry in sessions";
/** Ends the import as a delete of a resource does, and no other. */
const END = '"pulumi up" without its entry in sessions and with onRemove: "cancel" (for all that are taken out)';
const REPLACE = `${END}, and then "pulumi up" with it`;
const LEAVE = '"pulumi up" without its entry in sessions and with onRemove: "leave" (for all that are taken out)';

/** In this order: a longer phrase before what it contains. */
const rules: readonly (readonly [ofResource: RegExp, ofMember: string])[] = [
  // The options of a resource are the wave's, and so is a replacement that creates first.
  [
    /Give the resource the option deleteBeforeReplace: true and run "pulumi up --replace <urn>" again/g,
    `For this import alone: ${REPLACE}. For all of the wave, which ends them: give the wave the option deleteBeforeReplace: true and run "pulumi up --replace" again`,
  ],
  [/Take the option off this resource/g, "Take the option off the wave"],
  // An alias is for a resource: an import under another key is another one, which takes the session over.
  [
    /under a former name or type of the resource, give the resource the option aliases: \["<its former urn>"\]; if it was made/g,
    "under a former key or name, or was made",
  ],
  // Without its entry there is no next run that would import it.
  [
    /"pulumi state delete <urn>" takes it out of the state; as long as the program has the resource, the next "pulumi up" then imports/g,
    `${LEAVE} takes it out of the state; with the entry back the next "pulumi up" imports`,
  ],
  [
    / in the program and "pulumi up --target <urn>", then run the same command again/g,
    `${IN_ENTRY}, put back where it is out, and "pulumi up"; then do the same again`,
  ],
  [/"pulumi up --replace <urn>"/g, REPLACE],
  [/"pulumi destroy --target <urn>"/g, END],
  [/"pulumi state delete <urn>"/g, LEAVE],
  [/"pulumi up --target <urn>"/g, '"pulumi up"'],
  [/take (?:the|this) resource out of the program/g, "take its entry out of sessions"],
  [/\b(?:the|this) resource\b/g, "this import"],
  // Said for the whole wave these would cut over, pause or confirm every import.
  [/(?<=[Ss]et advanceTo to "[^"]+")/g, IN_ENTRY],
  [/in the program with (?=advanceTo: ")/g, `${IN_ENTRY.trimStart()} with `],
  [/(?<=set paused: true)/g, IN_ENTRY],
  [/(?<=(?:set|confirm with) hostsOnSource: true)/g, IN_ENTRY],
  // Whatever of the import it is, it happens in an operation of the wave.
  [/customTimeouts\.\w+/g, "the wave's customTimeouts"],
];

export function inMembersWords(said: string): string {
  return rules.reduce((text, [ofResource, ofMember]) => text.replace(ofResource, ofMember), said);
}

const nextRun = /the next "pulumi up" (?:then )?(?=(?:replaces it and )?imports again from 0)/g;

/** Where its wave is held: until that ends no run imports anything again. */
export function inHeldWave(said: string): string {
  return said.replace(nextRun, 'once the wave is not held any more, "pulumi up" ');
}

/** Why an operation on a member failed. */
export function failureText(error: unknown): string {
  if (error instanceof IncompleteError) return inMembersWords(error.reasons.join(" "));
  return inMembersWords(messageOf(error));
}
