import type { Invariant } from "../story";
import {
  looksOnly,
  noAutomaticCutoverUnasked,
  noCancelUnasked,
  noForceUnasked,
  noGateUnasked,
  noPauseUnasked,
  noRecordLost,
  oneGatePerUp,
} from "./actions";
import { completionIsTrue, noGateInClaim } from "./conclusions";
import { createsBounded, invalidChangesNothing, loginsBounded, noDefect, noSecret, soundAnswers } from "./conduct";
import { idKept, noBlindCreate, noSecondImport, oneSession, stateKept } from "./sessions";

/** What must hold after every step of every history. */
export const invariants = {
  oneSession,
  noBlindCreate,
  idKept,
  stateKept,
  noSecondImport,
  noCancelUnasked,
  noForceUnasked,
  noRecordLost,
  completionIsTrue,
  noGateInClaim,
  noGateUnasked,
  noAutomaticCutoverUnasked,
  oneGatePerUp,
  noPauseUnasked,
  looksOnly,
  noSecret,
  loginsBounded,
  createsBounded,
  invalidChangesNothing,
  soundAnswers,
  noDefect,
} as const satisfies Record<string, Invariant>;
