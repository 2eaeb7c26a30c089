import { IncompleteError } from "../errors";
import type { ResourceHandler } from "../handler";
import { checkInputs } from "./check";
import { createImportSession } from "./create";
import { diffImportSession } from "./diff";
import type { ImportSessionInputs, InputName } from "./inputs";
import type { ImportSessionOutputs } from "./outputs";
import { readImportSession } from "./read";
import type { SeenByDiff } from "./remove";
import { removeImportSession } from "./remove";
import { updateImportSession } from "./update";

export type ImportSessionHandler = ResourceHandler<InputName, ImportSessionInputs, ImportSessionOutputs>;

/**
 * The lifecycle of an import session, for both surfaces. It remembers three things about the engine's run. Which replacements a diff has
 * decided, and on what, so that the delete that follows can tell when the array has moved on. And which recorded resources were neither
 * compared nor deleted: a create for one of them is a replacement by `--replace` that does not delete first. And, third, which resource of
 * the program has which session: one that another has taken over (renamed and adopted) is no longer the old one's to end.
 */
export function importSessionHandler(): ImportSessionHandler {
  const replacing = new Map<string, SeenByDiff>();
  const untouched = new Set<string | undefined>();
  const holders = new Map<string, string | undefined>();
  return {
    check: (recorded, inputs, context) => {
      if (recorded) untouched.add(context.urn);
      return checkInputs(recorded, inputs, context);
    },
    diff: async (id, recorded, inputs, context) => {
      untouched.delete(context.urn);
      replacing.delete(id);
      const result = await diffImportSession(id, recorded, inputs, context, (seen) => replacing.set(id, seen));
      // What is to be replaced is deleted first, on the dynamic surface under the URN that was recorded.
      if (!context.refreshing && result.replaces.length === 0) holders.set(id, context.urn);
      return result;
    },
    create: async (inputs, context) => {
      const { urn } = context;
      try {
        const made = await createImportSession(inputs, context, { isBeingReplaced: untouched.has(urn) });
        holders.set(made.id, urn);
        return made;
      } catch (error) {
        if (error instanceof IncompleteError) holders.set(error.id, urn);
        throw error;
      }
    },
    read: readImportSession,
    update: updateImportSession,
    delete: async (id, recorded, context) => {
      const { urn } = context;
      untouched.delete(urn);
      const holder = holders.get(id);
      if (holder !== undefined && urn !== undefined && holder !== urn) {
        context.report.warning(`import session ${id} now belongs to ${holder}, which took it over: it is left alone.`);
        return;
      }
      await removeImportSession(id, recorded, replacing.get(id), context);
      holders.delete(id);
    },
  };
}
