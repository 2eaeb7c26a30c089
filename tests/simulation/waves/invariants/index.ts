import { loginsBounded, noDefect } from "../../invariants/conduct";
import type { Chapter } from "../../story";
import type { WavesInvariant } from "../story";
import { idKept, importsKept, keysKept, noneForgotten, noSecret, soundAnswers } from "./kept";
import {
  arrayPlacesKept,
  copiesWithin,
  cutoversAllowed,
  invalidChangesNothing,
  leftAlone,
  looksOnly,
  newsRecorded,
  noneOfOthers,
  noneTwice,
  nothingSent,
  pausesExplained,
  placesKept,
  startsAllowed,
  startsKept,
} from "./sent";

/** What must hold after every deed. */
export const wavesInvariants: Readonly<Record<string, WavesInvariant>> = {
  looksOnly,
  placesKept,
  arrayPlacesKept,
  cutoversAllowed,
  pausesExplained,
  copiesWithin,
  startsAllowed,
  startsKept,
  noneOfOthers,
  leftAlone,
  noneTwice,
  idKept,
  importsKept,
  keysKept,
  noneForgotten,
  nothingSent,
  newsRecorded,
  invalidChangesNothing,
  loginsBounded: (chapter) => loginsBounded(chapter as unknown as Chapter, []),
  noSecret,
  soundAnswers,
  noDefect,
};
