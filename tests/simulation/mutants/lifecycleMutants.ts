import { EngineRun } from "../../../provider/lifecycle/engineRun/engineRun";
import { changeKinds } from "../../../provider/lifecycle/importSession/inputs/inputs";
import { IncompleteError } from "../../../provider/lifecycle/operation/lifecycleErrors";
import { OutcomeUnknownError } from "../../../provider/powerstore/http/powerStoreErrors";
import { credentials } from "../array";
import type { History, Step } from "../history";
import { plainProgram } from "../program";
import type { Mutant } from "./mutant";

const calmUp: Step = { step: "up", replace: false, incidents: [] };
const purgedAfterCompletion: History = {
  program: { ...plainProgram, automaticCutover: true },
  steps: [
    calmUp,
    { step: "click", click: { click: "pass", minutes: 120 } },
    { step: "click", click: { click: "purge" } },
    { step: "refresh", incidents: [] },
    calmUp,
  ],
};

/** The process dies with the answer to its create, and the session goes on to the cut-over that its program allows. */
const claimedAtItsGate: History = {
  program: { ...plainProgram, advanceTo: "Import_Completed" },
  steps: [
    { ...calmUp, incidents: [{ at: 3, times: 1, effect: { dies: "after" } }] },
    { step: "click", click: { click: "pass", minutes: 120 } },
    calmUp,
  ],
};

/** One decision gone wrong in each. */
export const lifecycleMutants: readonly Mutant[] = [
  {
    name: "repeats a create whose answer was lost without looking",
    caughtBy: ["noBlindCreate"],
    mutation: {
      powerStore: (powerStore) => {
        const { createImportSession } = powerStore.importSessions;
        const createTwice: typeof createImportSession = (body) =>
          createImportSession(body).catch((error: unknown) => {
            if (!(error instanceof OutcomeUnknownError)) throw error;
            return createImportSession(body);
          });
        return { ...powerStore, importSessions: { ...powerStore.importSessions, createImportSession: createTwice } };
      },
    },
  },
  {
    name: "never looks who has its name",
    caughtBy: ["foundAgain", "converges", "noBlindCreate"],
    mutation: {
      powerStore: (powerStore) => ({
        ...powerStore,
        importSessions: { ...powerStore.importSessions, findImportSessionByName: async () => undefined },
      }),
    },
  },
  {
    name: "forgets the id of a session that is not as far as it should be",
    caughtBy: ["idKept"],
    mutation: {
      handler: (handler) => ({
        ...handler,
        create: (inputs, context) =>
          handler.create(inputs, context).catch((error: unknown) => {
            throw error instanceof IncompleteError ? new Error(error.message) : error;
          }),
      }),
    },
  },
  {
    name: "cancels in an update that cannot be done otherwise",
    caughtBy: ["noCancelUnasked"],
    mutation: {
      handler: (handler) => ({
        ...handler,
        update: async (id, recorded, inputs, context) => {
          if (inputs.paused) await context.array().powerStore.importSessions.cancelImportSession(id, { force: false });
          return handler.update(id, recorded, inputs, context);
        },
      }),
    },
  },
  {
    name: "replaces whatever has been copied",
    caughtBy: ["noCancelUnasked", "noSecondImport"],
    mutation: {
      handler: (handler) => ({
        ...handler,
        diff: async (id, recorded, inputs, context) => {
          const diff = await handler.diff(id, recorded, inputs, context);
          const firm = diff.changed.filter((name) => ["identity", "createOnly"].includes(changeKinds[name]));
          return { ...diff, replaces: diff.replaces.length > 0 ? diff.replaces : firm };
        },
        // Its own account would tell that the diff had said something else.
        delete: (id, recorded, context) => handler.delete(id, recorded, { ...context, run: new EngineRun() }),
      }),
    },
  },
  {
    name: "cancels by force without being told to",
    caughtBy: ["noForceUnasked"],
    mutation: {
      handler: (handler) => ({
        ...handler,
        delete: (id, recorded, context) => handler.delete(id, { ...recorded, forceCancel: true }, context),
      }),
    },
  },
  {
    name: "cuts over as soon as it can",
    caughtBy: ["noGateUnasked"],
    mutation: {
      handler: (handler) => ({
        ...handler,
        update: (id, recorded, inputs, context) =>
          handler.update(id, recorded, { ...inputs, advanceTo: "Import_Completed" }, context),
      }),
    },
  },
  {
    name: "passes one gate after the other in one run",
    caughtBy: ["oneGatePerUp", "noGateUnasked"],
    mutation: {
      handler: (handler) => ({
        ...handler,
        update: async (id, recorded, inputs, context) => {
          const outputs = await handler.update(id, recorded, inputs, context);
          if (inputs.advanceTo !== "Ready_To_Start_Copy") return outputs;
          return handler.update(id, outputs, { ...inputs, advanceTo: "Ready_For_Cutover" }, context);
        },
      }),
    },
  },
  {
    name: "passes gates with what it has only taken over",
    caughtBy: ["noGateInClaim"],
    example: claimedAtItsGate,
    mutation: {
      handler: (handler) => ({
        ...handler,
        create: async (inputs, context) => {
          const { id, outputs } = await handler.create(inputs, context);
          return { id, outputs: await handler.update(id, outputs, inputs, context) };
        },
      }),
    },
  },
  {
    name: "takes what is gone for completed",
    caughtBy: ["completionIsTrue"],
    mutation: {
      powerStore: (powerStore) => ({
        ...powerStore,
        inventory: {
          ...powerStore.inventory,
          findImportableCriteria: async () => "Imported",
          hasDestination: async () => true,
        },
      }),
    },
  },
  {
    name: "lets the array cut over by itself",
    caughtBy: ["noAutomaticCutoverUnasked"],
    mutation: {
      handler: (handler) => ({
        ...handler,
        create: (inputs, context) => handler.create({ ...inputs, automaticCutover: true }, context),
      }),
    },
  },
  {
    name: "resumes what is to stay paused",
    caughtBy: ["noPauseUnasked", "noGateUnasked"],
    mutation: {
      handler: (handler) => ({
        ...handler,
        update: (id, recorded, inputs, context) =>
          handler.update(id, recorded, { ...inputs, paused: !inputs.paused }, context),
      }),
    },
  },
  {
    name: "takes every missing record for a deleted session",
    caughtBy: ["noSecondImport"],
    example: purgedAfterCompletion,
    mutation: {
      powerStore: (powerStore) => ({
        ...powerStore,
        inventory: {
          ...powerStore.inventory,
          hasDestination: async () => false,
          findImportableCriteria: async () => "Ready",
        },
      }),
    },
  },
  {
    name: "forgets a session when its delete fails",
    caughtBy: ["stateKept"],
    mutation: {
      handler: (handler) => ({
        ...handler,
        delete: (id, recorded, context) => handler.delete(id, recorded, context).catch(() => undefined),
      }),
    },
  },
  {
    name: "resumes when it only looks",
    caughtBy: ["looksOnly", "noPauseUnasked"],
    mutation: {
      handler: (handler) => ({
        ...handler,
        read: async (id, recorded, context) => {
          await context
            .array()
            .powerStore.importSessions.actOnImportSession(id, "resume")
            .catch(() => undefined);
          return handler.read(id, recorded, context);
        },
      }),
    },
  },
  {
    name: "shows the password in an error",
    caughtBy: ["noSecret"],
    mutation: {
      handler: (handler) => ({
        ...handler,
        create: (inputs, context) =>
          handler.create(inputs, context).catch((error: unknown) => {
            throw Object.assign(Object(error), { cause: { headers: { password: credentials.password } } });
          }),
      }),
    },
  },
  {
    name: "logs in for every operation",
    caughtBy: ["loginsBounded"],
    mutation: { forgetsArrays: true },
  },
  {
    name: "never gives up an update that its diff does not ask for",
    caughtBy: ["converges"],
    mutation: {
      handler: (handler) => ({
        ...handler,
        update: async () => {
          throw new Error("out of order");
        },
      }),
    },
  },
];
