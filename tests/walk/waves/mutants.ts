import type { Build } from "../../simulation/process";
import { silent, waves, wavesMutants } from "../../simulation/waves/mutants";

/** A provider with one thing gone wrong with its waves, and the model that brings it to light. */
export type WalkMutant = {
  readonly name: string;
  readonly model: string;
  readonly troubles: "calm" | "deaths";
  /** The rules that may notice it first. */
  readonly breaks: readonly string[];
  readonly build: Build;
};

/** Where the walk finds what a history is told to play. */
const models: Readonly<Record<string, string>> = {
  "begins more than may be at a time": "wave of two imports, one at a time",
  "begins more than may be on the array": "wave of two imports on an array with one place",
  "begins what is held": "wave of one import",
  "begins another although too many have failed": "wave of two imports that fail",
  "begins outside of the start windows": "wave of one import in its windows",
  "cuts over outside of a window": "wave of one import in its windows",
  "cuts over unasked": "wave of one import",
  "pauses what nobody wants paused": "wave of one import",
  "copies outside of the copy windows": "wave of one import in its windows",
  "cancels what leaves the program, whatever it says": "wave whose imports come and go",
  "forgets imports in an update": "wave whose imports come and go",
  "ends nothing in a destroy": "wave of one import",
};

const ofHistories = wavesMutants.flatMap(({ name, caughtBy, mutation }): WalkMutant[] => {
  const model = models[name];
  return model === undefined ? [] : [{ name, model, troubles: "calm", breaks: caughtBy, build: { mutation } }];
});

const others: readonly WalkMutant[] = [
  {
    name: "begins a failed import never again, and says nothing of it",
    model: "wave of one import",
    troubles: "calm",
    breaks: ["fulfilled"],
    build: {
      mutation: waves(({ diff }) => ({
        diff: async (id, recorded, inputs, context) => {
          const hasFailed = Object.hasOwn(recorded.counts as object, "Failed");
          const result = await diff(id, recorded, inputs, hasFailed ? silent(context) : context);
          return hasFailed ? { changes: false, replaces: [], changed: [] } : result;
        },
      })),
    },
  },
  {
    // Only a run that was killed shows it.
    name: "does not look what a killed run has begun before it begins another one",
    model: "wave of two imports, one at a time",
    troubles: "deaths",
    breaks: ["placesKept"],
    build: {
      mutation: {
        powerStore: (powerStore) => ({
          ...powerStore,
          importSessions: { ...powerStore.importSessions, listSessionNames: async () => [] },
        }),
      },
    },
  },
];

export const walkMutants: readonly WalkMutant[] = [...ofHistories, ...others];
