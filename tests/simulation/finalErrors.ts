import type { Row } from "../../simulator/src";
import type { Chapter } from "./story";

/** An error that a history may end with. */
export type FinalError = {
  /** The words by which it is told from others. */
  readonly pattern: RegExp;
  /** Why no run could do better. */
  readonly reason: string;
  /** Whether the array and the state are such that the words are true. */
  isTrue(chapter: Chapter): boolean;
};

/** The recorded session as the array shows it after the run. */
export function sessionOf({ sessions, after, before }: Chapter): Row | undefined {
  return sessions.find(({ id }) => id === (after ?? before)?.id);
}

/** What is adopted has a name of its own, and what is begun anew in its place that of the resource. */
function namesakeOf({ sessions, name, inputs }: Chapter): Row | undefined {
  const adopted = /^name:(.*)/.exec(String(inputs.adoptSessionId))?.[1];
  return sessions.find((row) => row.name === adopted) ?? sessions.find((row) => row.name === name);
}

const isIn =
  (...states: readonly string[]) =>
  (chapter: Chapter): boolean =>
    states.includes(String(sessionOf(chapter)?.state));

const isGone = (chapter: Chapter): boolean => chapter.before !== undefined && sessionOf(chapter) === undefined;

const endsOfTheWay = ["Cleanup_Required", "Cleanup_Failed", "Invalid", "Cancel_Required", "Cancel_Failed"];

/** How the last `up` may end other than well. Time has passed every queue and schedule, and nothing is broken any more. */
// The first that fits counts: the text of a taken name goes on to say in what state its session is.
export const finalUpErrors = {
  nameTaken: {
    pattern: /the name is taken/,
    reason: "a session has the name that this program cannot know to be its own; the text offers to adopt it",
    isTrue: (chapter) => namesakeOf(chapter) !== undefined,
  },
  needsSomebody: {
    pattern: /imports the same and is \w+, so nothing is imported anew/,
    reason:
      "an earlier run of this program made the session, and it waits for somebody: taking it over would only fail",
    isTrue: (chapter) => endsOfTheWay.includes(String(namesakeOf(chapter)?.state)),
  },
  gateAhead: {
    pattern: /waits at \w+ for somebody to pass the gate/,
    reason: "waitFor asks for more than advanceTo allows, and only the user may pass a gate",
    isTrue: (chapter) => isGate(sessionOf(chapter)),
  },
  broken: {
    pattern: /api\/rest is (Cleanup_Required|Cleanup_Failed|Invalid|Cancel_Required|Cancel_Failed)/,
    reason: "the array waits for somebody, and the text says for what",
    isTrue: isIn(...endsOfTheWay),
  },
  partial: {
    pattern: /api\/rest is Import_Cutover_Incomplete/,
    reason: "some members are cut over and some not: only advanceTo may try again",
    isTrue: isIn("Import_Cutover_Incomplete"),
  },
  failed: {
    pattern: /api\/rest is Failed.*the next "pulumi up" replaces it/s,
    reason: "seen for the first time: the state says so now, and the next up replaces it",
    isTrue: isIn("Failed"),
  },
  cancelled: {
    pattern: /api\/rest(: it was| is) Cancelled/,
    reason: "nobody restarts what somebody stopped",
    isTrue: isIn("Cancelled"),
  },
  keptCopy: {
    pattern: /would throw this import away/,
    reason: "the program changed what only a new import can change, and data has been copied",
    isTrue: (chapter) => sessionOf(chapter) !== undefined,
  },
  importedForGood: {
    pattern: /replacing import session .* the command, asks for it.* its source cannot be imported again/s,
    reason: "an option of the resource replaces what is completed, and the array imports no source twice",
    isTrue: isIn("Import_Completed", "Import_Completed_With_Errors"),
  },
  notAdoptable: {
    pattern: /^.*adopting import session .*(there is no such session|the program says something else|is a member)/s,
    reason: "what is to be adopted is not there, or not as the program says",
    isTrue: (chapter) => chapter.inputs.adoptSessionId !== undefined,
  },
  sourceTaken: {
    pattern:
      /creating import session .* the array answered 4(00|22): .*(in import session|cannot be imported|already)/s,
    reason: "the source is in another session or was imported already; the array says in which",
    isTrue: (chapter) => chapter.after === undefined || chapter.after.pendingReplacement === true,
  },
  untold: {
    pattern: /nothing proves whether it was completed|another session has imported its source since/,
    reason:
      "the record is gone and the array contradicts itself: only somebody who looks can tell, and a refresh keeps the state until then",
    isTrue: isGone,
  },
  gone: {
    pattern: /Run "pulumi refresh"/,
    reason: "the record was deleted by somebody; a refresh finds out what became of it",
    isTrue: isGone,
  },
} as const satisfies Record<string, FinalError>;

function isGate(session: Row | undefined): boolean {
  const gates = ["Mirror_Enabled", "Ready_To_Start_Copy", "Ready_For_Cutover"];
  return session !== undefined && (gates.includes(String(session.state)) || session.state === "In_Progress");
}

/** How the last `destroy` may end other than well. */
export const finalDestroyErrors = {
  hostsOnDestination: {
    pattern: /agentless: cancelling takes the destination volume away/,
    reason: "the hosts use the destination until somebody confirms that they do not",
    isTrue: ({ before }) => before?.outputs.hostsOnSource !== true,
  },
  partial: {
    pattern: /api\/rest is Import_Cutover_Incomplete/,
    reason: "some members already live on PowerStore",
    isTrue: isIn("Import_Cutover_Incomplete"),
  },
  support: {
    pattern: /ask Dell support/,
    reason: "the array takes no operation in these states",
    isTrue: isIn("Cleanup_Failed", "Invalid"),
  },
} as const satisfies Record<string, FinalError>;

/** Whether the program asks for what cannot be: check refuses it, or its start is new and lies in the past. Its user takes that out. */
export function isImpossible({ outcome, error }: Chapter): boolean {
  return outcome === "invalid" || /scheduledTimestamp .* lies in the past/.test(String(error));
}

/** The name of the listed error that a failed run ended with; undefined if it is none, or not true. */
export function nameOfError(chapter: Chapter, list: Readonly<Record<string, FinalError>>): string | undefined {
  const message = chapter.error instanceof Error ? chapter.error.message : String(chapter.error);
  return Object.entries(list).find(([, { pattern, isTrue }]) => pattern.test(message) && isTrue(chapter))?.[0];
}
