import type { Situation } from "./scene";

/**
 * Texts of waves, and of windows. They are met and followed on a stage of their own, where a wave has three imports and two of them are looked at
 * afterwards (`importWave/advice.test.ts`): each reason names the place.
 */
const texts: readonly (readonly [text: string, where: string])[] = [
  ["heldText: pulumi up", "importSession/windows.test.ts runs when the windows open: what is held goes on"],
  ["readMember: pulumi up", "importWave/advice.test.ts: it is deleted on the array, and the next up begins it alone"],
  [
    "lookAt: pulumi up",
    "importWave/news.test.ts: it records a pause of somebody, and the next up resumes it, as the text says",
  ],
  ["needOf: pulumi up", "importWave/news.test.ts: the same pause, told at the end of the run"],
  ["inHeldWave: pulumi up", "importWave/brakes.test.ts: imports it again once the hold has ended, and not before"],
  ["gateNeed: advanceTo", "importWave/life.test.ts cuts over the one whose entry says so, and no other"],
  ["removalText: pulumi up", "importWave/brakes.test.ts puts it back, cancels it, and leaves it"],
  [
    "importText: adoptSessionId, pulumi up",
    "importWave/advice.test.ts takes sessions over, which sends nothing but reads",
  ],
  ["leftText: adoptSessionId", "importWave/advice.test.ts and brakes.test.ts take it back"],
  ["own: adoptSessionId", "the description of an input, no message"],
  ["END: pulumi up", "importWave/advice.test.ts: it ends the one import, as the text says"],
  ["REPLACE: pulumi up", "importWave/advice.test.ts: it ends the one import, and begins it anew"],
  ["LEAVE: pulumi up", "importWave/advice.test.ts: sends nothing"],
  ["rules: pulumi up", "importWave/advice.test.ts: what a session says, in a member's words"],
  [
    "rules: deleteBeforeReplace, pulumi up --replace",
    "names the end of all after the way for the one; nobody is sent there",
  ],
  ["wayToHandOver: adoptSessionId, pulumi up", "importWave/advice.test.ts: an adoption sends nothing but reads"],
  [
    "waysBesideOther: adoptSessionId, pulumi up",
    "importWave/advice.test.ts: an adoption under another key, which the former one's dead record is deleted for",
  ],
  ["wayFromHolder: adoptSessionId", "importWave/advice.test.ts: out of the wave by leave, and adopted beside it"],
  ["sharingText: pulumi state delete", "importWave/advice.test.ts: what leaves the wave so stays the other's"],
  ["wayFromEnding: adoptSessionId, pulumi up", "an adoption sends nothing but reads"],
];

export const waves: readonly Situation[] = texts.map(([text, whyNot]) => ({ text, whyNot }));
