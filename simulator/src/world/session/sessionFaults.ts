/** What a session's `error` says after a fault. */
import { fillText } from "../array/refusals";
import type { SessionError } from "../records/session";

/** Family 0xE0FF0004, invented like the codes of refusals. */
const sessionFaults = {
  setUpFailed: { code: "0xE0FF00040001", text: "Setting up the import failed: remote system {0} cannot be reached." },
  policyReplicates: {
    code: "0xE0FF00040002",
    text: "The import failed: protection policy {0} replicates, and an import takes a policy with snapshot rules only.",
  },
  copyFailed: { code: "0xE0FF00040003", text: "Copying from source {0} failed after {1} percent." },
  noSpace: { code: "0xE0FF00040009", text: "Setting up the import of {0} failed: there is no space left." },
  spaceOut: {
    code: "0xE0FF0004000A",
    text: "Copying from source {0} failed after {1} percent: there is no space left.",
  },
  noConnection: {
    code: "0xE0FF0004000B",
    text: "Setting up the import failed: remote system {0} has no data connection.",
  },
  agentIdle: {
    code: "0xE0FF0004000D",
    text: "Setting up the import failed: the agent of import host system {0} is {1}.",
  },
  connectionLost: {
    code: "0xE0FF0004000C",
    text: "Copying from source {0} failed after {1} percent: its data connections are lost.",
  },
  rollbackFailed: {
    code: "0xE0FF00040004",
    text: "The cancelled import could not be rolled back: remote system {0} cannot be reached.",
  },
  hostSilent: {
    code: "0xE0FF0004000E",
    text: "The cancelled import could not be rolled back: the agent of import host system {0} does not answer.",
  },
  cleanupFailed: { code: "0xE0FF00040005", text: "Cleaning up failed: remote system {0} cannot be reached." },
  cancelFailed: { code: "0xE0FF00040006", text: "Cancelling the import of {0} failed; it can be cancelled again." },
  cutoverFailed: {
    code: "0xE0FF00040007",
    text: "Committing the import of {0} failed; the cut-over should be tried again.",
  },
  membersLost: { code: "0xE0FF00040008", text: "{0} of {1} members of the consistency group were not imported." },
  simulated: { code: "0xE0FF000400FF", text: "A fault was simulated: the session is {0}." },
} satisfies Record<string, { readonly code: string; readonly text: string }>;

export function sessionFault(fault: keyof typeof sessionFaults, ...values: string[]): SessionError {
  const { code, text } = sessionFaults[fault];
  return { code, message_l10n: fillText(text, values), arguments: values };
}
