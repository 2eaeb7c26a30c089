import * as z from "zod";
import type { ImportSession, ListedSession } from "../../powerstore/api/schemas/importSession";
import { importSessionStates } from "../../powerstore/api/schemas/importSession";
import { outputShape } from "../importSession/inputs/outputs";
import type { ArrayAccess } from "../operation/handler";
import { withoutUndefined } from "../operation/jsonValues";
import { ReferenceNotFoundError } from "../operation/lifecycleErrors";
import { queryFunction } from "../operation/queryFunction";
import { nameIn } from "../operation/reference";

const { clusterId, ...observed } = outputShape;

/** A session as functions show it. */
export const sessionShape = {
  id: z.string().describe("Id of the session."),
  name: z.string().describe("Name of the session."),
  type: z.string().optional().describe("Non_Disruptive or Agentless."),
  description: z.string().optional().describe("Free text."),
  remoteSystemId: z.string().describe("Id of the remote system that is imported from."),
  sourceResourceId: z.string().describe("Id of the source volume or group."),
  automaticCutover: z.boolean().optional().describe("Whether the array cuts over by itself."),
  scheduledTimestamp: z.string().optional().describe("When the import starts or started, ISO 8601."),
  ...observed,
} as const;

function toResult(session: ImportSession | ListedSession): Readonly<Record<string, unknown>> {
  const row = session as Readonly<Record<string, unknown>>;
  return withoutUndefined(
    Object.fromEntries(
      Object.keys(sessionShape).map((name) => [name, name === "error" ? errorOf(session) : row[name]]),
    ),
  );
}

const errorOf = ({ error }: ImportSession | ListedSession) => error && withoutUndefined(error);

export const getImportSession = queryFunction({
  description: "One import session of the array, by its id or its name; an error if there is none.",
  inputs: {
    id: z.string("must be a string").min(1, "must not be empty").describe("Id of the session, or name:<name>."),
  },
  outputs: { ...sessionShape, clusterId },
  run: async ({ id }, array, signal) => {
    const session = await find(id, array, signal);
    return { ...toResult(session), clusterId: await array.clusterId(signal) };
  },
});

async function find(reference: string, array: ArrayAccess, signal: AbortSignal): Promise<ImportSession> {
  const { importSessions, endpoint } = array.powerStore;
  const name = nameIn(reference);
  if (name === undefined) return importSessions.getImportSession(reference, { signal });
  const session = await importSessions.findImportSessionByName(name, { signal });
  if (session) return session;
  throw new ReferenceNotFoundError(`looking for import session "${name}": there is none on ${endpoint}.`);
}

export const getImportSessions = queryFunction({
  description:
    "The import sessions of the array, members of groups included, in the order of their ids. A state that this version does not know is shown in the array's words.",
  inputs: {
    state: z
      .enum(importSessionStates, "must be a state of import sessions, such as Copy_In_Progress")
      .optional()
      .describe("Only sessions in this state."),
    remoteSystemId: z
      .string("must be a string")
      .optional()
      .describe("Only sessions that import from this remote system: an id, or name:<name>."),
    sourceResourceId: z.string("must be a string").optional().describe("Only sessions of this source."),
  },
  outputs: {
    sessions: z.array(z.object(sessionShape).meta({ title: "SessionSummary" })).describe("The sessions found."),
  },
  run: async ({ state, remoteSystemId, sourceResourceId }, array, signal) => {
    const remote = remoteSystemId && (await array.resolve("remote_system", remoteSystemId, signal));
    const sessions = (await array.powerStore.importSessions.listAllSessions({ signal })).filter(
      (session) =>
        (!state || session.state === state) &&
        (!remote || session.remoteSystemId === remote) &&
        (!sourceResourceId || session.sourceResourceId === sourceResourceId),
    );
    return { sessions: sessions.map(toResult) };
  },
});
