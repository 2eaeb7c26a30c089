import type { Rule } from "../rule";
import { cutoverInWindow, cutoverWithChangeNumber } from "./cutovers";
import { noAutomaticCutover } from "./noAutomaticCutover";
import { noForceCancel } from "./noForceCancel";
import { protectWhatCopies } from "./protectWhatCopies";
import { waitWithinRun } from "./waitWithinRun";

/** The rules about an import. Parameters are a rule's own matter: whoever calls one gives what its schema has checked. */
export const rules = [
  protectWhatCopies,
  noAutomaticCutover,
  cutoverInWindow,
  cutoverWithChangeNumber,
  noForceCancel,
  waitWithinRun,
] as readonly Rule[];
