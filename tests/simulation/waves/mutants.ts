import type { ImportWaveInputs } from "../../../provider/lifecycle/importWave/inputs/inputs";
import type { OperationContext, RawInputs } from "../../../provider/lifecycle/operation/handler";
import { IncompleteError } from "../../../provider/lifecycle/operation/lifecycleErrors";
import { generateName } from "../../../provider/lifecycle/operation/names";
import type { Build } from "../process";
import type { Mutation } from "../surfaces/surface";
import { destroyOf, editOf, memberOf, pass, plainWave, plainWaves, refreshOf, upOf } from "./plain";
import type { WaveWish } from "./program";
import { urnOf } from "./program";
import type { WavesHistory, WavesStep } from "./steps";

/** A provider with one thing gone wrong with its waves, the invariants that may catch it first, and a history that leads there. */
export type WavesMutant = Build & {
  readonly name: string;
  readonly caughtBy: readonly string[];
  readonly example: WavesHistory;
};

type Handler = Parameters<NonNullable<Mutation["around"]>>[0];
type Members = Readonly<Record<string, RawInputs>>;

/** Of waves alone. */
export const waves = (change: (handler: Handler) => Partial<Handler>): Mutation => ({
  around: (handler, name) => (name === "ImportWave" ? { ...handler, ...change(handler) } : handler),
});

/** A wave that is run by other inputs than the program's. */
const deafTo = (change: (inputs: ImportWaveInputs) => Partial<ImportWaveInputs>): Mutation =>
  waves(({ create, update, diff }) => {
    const heard = (inputs: RawInputs) => ({ ...inputs, ...change(inputs as ImportWaveInputs) });
    return {
      diff: (id, recorded, inputs, context) => diff(id, recorded, heard(inputs), context),
      create: (inputs, context) => create(heard(inputs), context),
      update: (id, recorded, inputs, context) => update(id, recorded, heard(inputs), context),
    };
  });

const played = (wave: Partial<WaveWish>, steps: readonly WavesStep[], count = 3) =>
  plainWaves(plainWave(count, wave), steps);

const copied = pass(24 * 60);
const done = { advanceTo: "Import_Completed", waitFor: "Import_Completed" } as const;
const fail: WavesStep = { step: "click", click: { click: "fail", of: 0, state: "Failed" } };

export const silent = (context: OperationContext): OperationContext => ({
  ...context,
  report: { warning: () => undefined, info: () => undefined, progress: () => undefined },
});

const withoutFirst = (members: unknown): Members => Object.fromEntries(Object.entries(members as Members).slice(1));

export const wavesMutants: readonly WavesMutant[] = [
  {
    name: "begins more than may be at a time",
    caughtBy: ["placesKept"],
    example: played({ maxActive: 1 }, [upOf()]),
    mutation: deafTo(() => ({ maxActive: 3 })),
  },
  {
    name: "begins on an array whose places earlier runs have taken",
    caughtBy: ["arrayPlacesKept"],
    example: plainWaves(plainWave(3, { paused: true }), [upOf(), upOf()], { maxActivePerArray: 1 }),
    mutation: {
      powerStore: (powerStore) => {
        const listSessionsIn = async () => {
          await powerStore.importSessions.listSessionsIn(["Queued"]);
          return [];
        };
        return { ...powerStore, importSessions: { ...powerStore.importSessions, listSessionsIn } };
      },
    },
  },
  {
    name: "begins more than may be on the array",
    caughtBy: ["arrayPlacesKept"],
    example: plainWaves(plainWave(3), [upOf()], { maxActivePerArray: 1 }),
    mutation: waves(({ create, update }) => {
      const generous = (context: OperationContext): OperationContext => ({
        ...context,
        settings: { ...context.settings, maxActivePerArray: 3 },
      });
      return {
        create: (inputs, context) => create(inputs, generous(context)),
        update: (id, recorded, inputs, context) => update(id, recorded, inputs, generous(context)),
      };
    }),
  },
  {
    name: "begins what is held",
    caughtBy: ["startsAllowed"],
    example: played({ hold: true }, [upOf()]),
    mutation: deafTo(() => ({ hold: false })),
  },
  {
    name: "begins another although too many have failed",
    caughtBy: ["startsAllowed"],
    example: played({ maxFailures: 0 }, [upOf(), fail, refreshOf(), memberOf("k4", {}), upOf()]),
    mutation: deafTo(() => ({ maxFailures: 3 })),
  },
  {
    name: "begins outside of the start windows",
    caughtBy: ["startsAllowed"],
    example: played({ start: "noon" }, [upOf()]),
    mutation: {
      powerStore: (powerStore) => {
        const { createImportSession } = powerStore.importSessions;
        return {
          ...powerStore,
          importSessions: {
            ...powerStore.importSessions,
            createImportSession: ({ scheduledTimestamp: _, ...body }) => createImportSession(body),
          },
        };
      },
    },
  },
  {
    name: "brings the start of what is held forward",
    caughtBy: ["startsKept"],
    example: played({ start: "noon" }, [upOf(), editOf({ start: "notNoon", hold: true }), upOf()]),
    mutation: deafTo(() => ({ hold: false })),
  },
  {
    name: "cuts over what is held",
    caughtBy: ["cutoversAllowed"],
    example: played({}, [upOf(), copied, editOf({ ...done, hold: true }), upOf()]),
    mutation: deafTo(() => ({ hold: false })),
  },
  {
    name: "cuts over outside of a window",
    caughtBy: ["cutoversAllowed"],
    example: played({ cutover: "noon" }, [upOf(), copied, editOf(done), upOf()]),
    mutation: deafTo(() => ({ cutoverWindows: undefined })),
  },
  {
    name: "cuts over unasked",
    caughtBy: ["cutoversAllowed"],
    example: played({}, [upOf(), copied, editOf({ waitFor: "Ready_For_Cutover" }), upOf()]),
    mutation: deafTo(() => ({ advanceTo: "Import_Completed" })),
  },
  {
    name: "pauses what nobody wants paused",
    caughtBy: ["pausesExplained"],
    example: played({}, [upOf()]),
    mutation: deafTo(() => ({ paused: true })),
  },
  {
    name: "copies outside of the copy windows",
    caughtBy: ["copiesWithin"],
    example: played({ copy: "noon" }, [upOf()]),
    mutation: deafTo(() => ({ copyWindows: undefined })),
  },
  {
    name: "cancels what leaves the program, whatever it says",
    caughtBy: ["noneOfOthers"],
    example: played({}, [upOf(), memberOf("k1", undefined), upOf()]),
    mutation: deafTo(() => ({ onRemove: "cancel" })),
  },
  {
    name: "forgets with a wave what a killed run has begun of it",
    caughtBy: ["noneForgotten"],
    example: played({ maxActive: 1 }, [
      upOf(),
      editOf({ maxActive: 3 }),
      upOf({ incidents: [{ at: 7, times: 1, effect: { dies: "after" } }] }),
      destroyOf(),
    ]),
    mutation: waves((handler) => ({
      delete: (id, recorded, context) =>
        handler.delete(id, { ...recorded, members: withIds(recorded.members) }, context),
    })),
  },
  {
    name: "loses the id of an import that it has begun",
    caughtBy: ["idKept"],
    example: played({}, [upOf()]),
    mutation: waves(({ create }) => ({
      create: async (inputs, context) => {
        const { id, outputs } = await create(inputs, context);
        return { id, outputs: { ...outputs, members: withoutFirst(outputs.members) } };
      },
    })),
  },
  {
    name: "loses what was begun where another import fails",
    caughtBy: ["idKept"],
    example: played({}, [upOf({ incidents: [{ at: 5, times: 1, effect: { fault: { status: 422 } } }] })]),
    mutation: waves(({ create }) => ({
      create: (inputs, context) =>
        create(inputs, context).catch((error: unknown) => {
          if (!(error instanceof IncompleteError)) throw error;
          throw new IncompleteError(
            error.id,
            { ...(error.outputs as RawInputs), members: {} },
            error.reasons.join(" "),
          );
        }),
    })),
  },
  {
    name: "forgets imports in an update",
    caughtBy: ["importsKept"],
    example: played({}, [upOf(), editOf({ paused: true }), upOf()]),
    mutation: waves(({ update }) => ({
      update: async (id, recorded, inputs, context) => {
        const outputs = await update(id, recorded, inputs, context);
        return { ...outputs, members: withoutFirst(outputs.members) };
      },
    })),
  },
  {
    name: "loses the key of an import whose session is gone, in a refresh",
    caughtBy: ["keysKept"],
    example: played({}, [upOf(), { step: "click", click: { click: "purge", of: 0 } }, refreshOf()]),
    mutation: waves(({ read }) => ({
      read: async (id, recorded, context) => {
        const found = await read(id, recorded, context);
        const members = Object.entries((found?.outputs.members ?? {}) as Members).filter(([, each]) => each.id);
        return found && { ...found, outputs: { ...found.outputs, members: Object.fromEntries(members) } };
      },
    })),
  },
  {
    name: "changes the array in a refresh",
    caughtBy: ["looksOnly"],
    example: played({}, [upOf(), refreshOf()]),
    mutation: waves(({ read }) => ({
      read: async (id, recorded, context) => {
        const [first] = Object.values((recorded?.members ?? {}) as Members);
        const { importSessions } = context.array(undefined).powerStore;
        if (first) await importSessions.actOnImportSession(String(first.id), "pause");
        return read(id, recorded, context);
      },
    })),
  },
  {
    name: "asks the array although there is nothing to do",
    caughtBy: ["nothingSent"],
    example: played({}, [upOf(), upOf()]),
    mutation: waves(({ diff }) => ({
      diff: async (id, recorded, inputs, context) => {
        await context.array(undefined).clusterId(context.signal);
        return diff(id, recorded, inputs, context);
      },
    })),
  },
  {
    name: "leaves what became of its imports unrecorded where it has nothing else to do",
    caughtBy: ["newsRecorded"],
    example: played({}, [upOf(), copied, upOf()]),
    mutation: waves(({ diff }) => ({
      diff: async (id, recorded, inputs, context) => {
        const result = await diff(id, recorded, inputs, context);
        const isNews = result.details?.length === 1 && result.details[0]?.path === "waitFor";
        return isNews ? { changes: false, replaces: [], changed: [] } : result;
      },
    })),
  },
  {
    name: "says nothing of an import that it does not begin",
    caughtBy: ["fulfilled"],
    example: played({}, [upOf(), { step: "click", click: { click: "cancel", of: 0 } }, refreshOf(), upOf()]),
    mutation: waves(({ diff }) => ({
      diff: async (id, recorded, inputs, context) => ({
        ...(await diff(id, recorded, inputs, silent(context))),
        changes: false,
      }),
    })),
  },
  {
    name: "begins a failed import never again",
    caughtBy: ["fulfilled"],
    example: played({}, [upOf(), fail, refreshOf(), upOf()]),
    mutation: waves(({ diff }) => ({
      diff: async (id, recorded, inputs, context) => ({
        ...(await diff(id, recorded, inputs, silent(context))),
        changes: false,
      }),
    })),
  },
  {
    name: "fails by its own fault in a destroy, and works again",
    caughtBy: ["noDefect"],
    example: played({}, [upOf(), destroyOf(), destroyOf()]),
    mutation: waves(({ delete: end }) => {
      let isBroken = true;
      return {
        delete: async (...args) => {
          if (!isBroken) return end(...args);
          isBroken = false;
          throw new TypeError("Cannot read properties of undefined (reading 'order')");
        },
      };
    }),
  },
  {
    name: "ends nothing in a destroy",
    caughtBy: ["importsKept", "nothingLeft"],
    example: played({}, [upOf(), destroyOf()]),
    mutation: waves(() => ({ delete: async () => undefined })),
  },
  {
    name: "cancels in an update what is another stack's",
    caughtBy: ["noneOfOthers"],
    example: plainWaves(plainWave(1), [upOf(), upOf({ stack: 1 }), editOf({ paused: true }), upOf()], {}, ["single"]),
    mutation: waves(({ update }) => ({
      update: async (id, recorded, inputs, context) => {
        const { importSessions } = context.array(undefined).powerStore;
        const other = await importSessions.findImportSessionByName(generateName(urnOf("test", "single"), undefined));
        if (other) await importSessions.cancelImportSession(other.id, { force: false });
        return update(id, recorded, inputs, context);
      },
    })),
  },
];

const withIds = (members: unknown) =>
  Object.fromEntries(Object.entries(Object(members)).filter(([, member]) => Object(member).id !== undefined));
