import { IncompleteError } from "../../../provider/lifecycle/operation/lifecycleErrors";
import { OutcomeUnknownError } from "../../../provider/powerstore/http/powerStoreErrors";
import type { Build } from "../process";
import type { Mutation } from "../surfaces/surface";
import { destroyOf, plainSources, upOf } from "./plain";
import { secrets } from "./program";
import type { SourcesHistory } from "./steps";

/** A provider with one thing gone wrong, the invariants that may catch it first, and a history that leads there. */
export type SourcesMutant = Build & {
  readonly name: string;
  readonly caughtBy: readonly string[];
  readonly example: SourcesHistory;
};

type Around = NonNullable<Mutation["around"]>;
type Handler = Parameters<Around>[0];

/** One operation of all that is around sessions. */
const around = (change: (handler: Handler) => Partial<Handler>): Mutation => ({
  around: (handler) => ({ ...handler, ...change(handler) }),
});

const made = plainSources(["source"], [upOf(0)]);
/** Login, cluster, list, POST. */
const lostAt = (at: number) =>
  plainSources(["source"], [upOf(0, { incidents: [{ at, times: 1, effect: { fault: { drop: "after" } } }] })]);
const edited = plainSources(
  ["source"],
  [upOf(0), { step: "edit", stack: 0, change: { source: { description: "two" } } }, upOf(0)],
);
const held = plainSources(
  ["source", "host", "import"],
  [
    upOf(0),
    { step: "click", click: { click: "import", of: "source", volume: 1 } },
    { step: "toggle", stack: 0, member: "import" },
    { step: "toggle", stack: 0, member: "source" },
    upOf(0),
  ],
);
/** Two stacks of one project and name: the second finds what the first has made. */
const twins = plainSources(["source"], [upOf(0), upOf(1), destroyOf(1)], { begins: ["source"] });
const refreshed = plainSources(["source"], [upOf(0), { step: "refresh", stack: 0, incidents: [] }]);

export const sourcesMutants: readonly SourcesMutant[] = [
  {
    name: "repeats a create whose answer was lost without looking",
    caughtBy: ["noBlindCreate"],
    example: lostAt(3),
    mutation: {
      powerStore: (powerStore) => {
        const { createRemoteSystem } = powerStore.remoteSystems;
        const createTwice: typeof createRemoteSystem = (body, options) =>
          createRemoteSystem(body, options).catch((error: unknown) => {
            if (!(error instanceof OutcomeUnknownError)) throw error;
            return createRemoteSystem(body, options);
          });
        return { ...powerStore, remoteSystems: { ...powerStore.remoteSystems, createRemoteSystem: createTwice } };
      },
    },
  },
  {
    name: "never looks what is there",
    caughtBy: ["converges", "foundAgain", "noBlindCreate"],
    // Without its look, the POST is one earlier.
    example: lostAt(2),
    mutation: {
      powerStore: (powerStore) => ({
        ...powerStore,
        remoteSystems: { ...powerStore.remoteSystems, listRemoteSystems: async () => [] },
      }),
    },
  },
  {
    name: "makes another one where the first is not as far as it should be",
    caughtBy: ["oneObject", "idKept"],
    example: plainSources(
      ["source"],
      [upOf(0, { timeoutSeconds: 20, incidents: [{ at: 5, times: 8, effect: { fault: { status: 500 } } }] })],
    ),
    mutation: around((handler) => ({
      create: (inputs, context) =>
        handler.create(inputs, context).catch((error: unknown) => {
          throw error instanceof IncompleteError ? new Error(error.message) : error;
        }),
    })),
  },
  {
    name: "does not ask which sessions use a source",
    caughtBy: ["noneHeldDeleted"],
    example: held,
    mutation: {
      powerStore: (powerStore) => ({
        ...powerStore,
        remoteSystems: { ...powerStore.remoteSystems, listSessionsOf: async () => [] },
      }),
    },
  },
  {
    name: "deletes what it has only found by its name",
    caughtBy: ["noneOfStrangers"],
    example: twins,
    mutation: around((handler) => ({
      delete: (id, recorded, context) =>
        handler.delete(id, recorded, { ...context, settings: { ...context.settings, cancelClaimed: true } }),
    })),
  },
  {
    name: "forgets what it does not delete",
    caughtBy: ["stateKept"],
    example: made,
    mutation: around(() => ({ delete: async () => undefined })),
  },
  {
    name: "takes everything for gone",
    caughtBy: ["stateKept"],
    example: refreshed,
    mutation: around(() => ({ read: async () => undefined })),
  },
  {
    name: "records the password",
    caughtBy: ["noSecret"],
    example: made,
    mutation: around((handler) => ({
      create: async (inputs, context) => {
        const { id, outputs } = await handler.create(inputs, context);
        return { id, outputs: { ...outputs, note: `made with ${secrets.source[1]}` } };
      },
    })),
  },
  {
    name: "looks for volumes when it only reads",
    caughtBy: ["looksOnly"],
    example: refreshed,
    mutation: around((handler) => ({
      read: async (id, recorded, context) => {
        await context.array().powerStore.remoteSystems.discoverRemoteSystem(id);
        return handler.read(id, recorded, context);
      },
    })),
  },
  {
    name: "records a change that it does not send",
    caughtBy: ["fulfilled", "comesToRest"],
    example: edited,
    mutation: around((handler) => ({
      update: async (_, recorded, inputs) => ({ ...recorded, ...inputs, password: undefined }),
      read: async (id, recorded) => ({ id, inputs: recorded ?? {}, outputs: recorded ?? {} }),
      delete: handler.delete,
    })),
  },
  {
    name: "never gets an update done",
    caughtBy: ["converges"],
    example: edited,
    mutation: around(() => ({
      update: async () => {
        throw new Error("out of order");
      },
    })),
  },
  {
    name: "sends the same change with every run",
    caughtBy: ["comesToRest"],
    example: made,
    mutation: around((handler) => ({
      diff: async (id, recorded, inputs, context) => ({
        ...(await handler.diff(id, recorded, inputs, context)),
        changes: true,
      }),
      update: async (id, recorded, inputs, context) => {
        await context.array().powerStore.remoteSystems.modifyRemoteSystem(id, { description: "again" });
        return handler.update(id, recorded, inputs, context);
      },
    })),
  },
];
