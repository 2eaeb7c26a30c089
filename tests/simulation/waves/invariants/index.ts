import { loginsBounded } from "../../invariants/conduct";
import type { Chapter } from "../../story";
import type { WavesInvariant } from "../story";
import { idKept, importsKept, keysKept, noSecret, soundAnswers } from "./kept";
import {
  cutoversAllowed,
  invalidChangesNothing,
  looksOnly,
  noneOfOthers,
  noneTwice,
  nothingSent,
  pausesExplained,
  placesKept,
  startsAllowed,
} from "./sent";

/** What must hold after every deed. */
export const wavesInvariants: Readonly<Record<string, WavesInvariant>> = {
  placesKept,
  cutoversAllowed,
  pausesExplained,
  startsAllowed,
  noneOfOthers,
  noneTwice,
  idKept,
  importsKept,
  keysKept,
  looksOnly,
  nothingSent,
  invalidChangesNothing,
  loginsBounded: (chapter) => loginsBounded(chapter as unknown as Chapter, []),
  noSecret,
  soundAnswers,
};
