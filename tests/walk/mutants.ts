import { EngineRun } from "../../provider/lifecycle/engineRun/engineRun";
import type { ImportSessionHandler } from "../../provider/lifecycle/importSession/importSession";
import { importSessionHandler as handler } from "../../provider/lifecycle/importSession/importSession";
import type { OperationContext } from "../../provider/lifecycle/operation/handler";
import { RefusalError } from "../../provider/lifecycle/operation/lifecycleErrors";

/** A provider that has been tampered with, to see whether a walk notices; and what it breaks. */
export type Mutant = {
  readonly name: string;
  readonly model: string;
  readonly breaks: RegExp;
  readonly handler: ImportSessionHandler;
};

/** A call that knows nothing of its run. */
const alone = (context: OperationContext): OperationContext => ({ ...context, run: new EngineRun() });

export const mutants: readonly Mutant[] = [
  {
    name: "deletes without asking who else has the session",
    model: "moving between the surfaces",
    breaks: /^noneEndedForOthers/,
    handler: { ...handler, delete: (id, recorded, context) => handler.delete(id, recorded, alone(context)) },
  },
  {
    name: "keeps no id of a session that it has made",
    model: "life of one session",
    breaks: /^newIdsKept/,
    handler: {
      ...handler,
      create: async (inputs, context) => {
        const { id } = await handler.create(inputs, context);
        throw new RefusalError(`import session ${id} was made, and that is all`);
      },
    },
  },
  {
    name: "cuts over whatever the program says",
    model: "life of one session",
    breaks: /^noGateUnasked/,
    handler: {
      ...handler,
      update: (id, recorded, inputs, context) =>
        handler.update(id, recorded, { ...inputs, advanceTo: "Import_Completed" }, context),
    },
  },
  {
    name: "takes a session that is missing for a completed one",
    model: "life of one session",
    breaks: /^completionIsTrue/,
    handler: {
      ...handler,
      read: async (id, recorded, context) => {
        const read = await handler.read(id, recorded, context);
        return (
          read ?? (recorded && ({ id, inputs: recorded, outputs: { ...recorded, state: "Import_Completed" } } as never))
        );
      },
    },
  },
  {
    name: "forgets a session when it is read",
    model: "life of one session",
    breaks: /^idsKept/,
    handler: { ...handler, read: async () => undefined },
  },
  {
    name: "says that all is well with a session that was cancelled",
    model: "life of one session",
    breaks: /^(converges: no end|never settles)/,
    handler: { ...handler, diff: async () => ({ changes: false, replaces: [], changed: [] }) },
  },
  {
    name: "throws what only its maker understands",
    model: "life of one session",
    breaks: /^failuresSpeak/,
    handler: {
      ...handler,
      create: (inputs, context) =>
        handler.create(inputs, context).catch(() => {
          throw new TypeError("undefined is not a function");
        }),
    },
  },
];
