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
 * The lifecycle of an import session, for both surfaces. It remembers two things about the engine's run. Which replacements a diff has
 * decided, and on what, so that the delete that follows can tell when the array has moved on. And which recorded resources were neither
 * compared nor deleted: a create for one of them is a replacement by `--replace` that does not delete first.
 */
export function importSessionHandler(): ImportSessionHandler {
  const replacing = new Map<string, SeenByDiff>();
  const untouched = new Set<string | undefined>();
  return {
    check: (recorded, inputs, context) => {
      if (recorded) untouched.add(context.urn);
      return checkInputs(recorded, inputs, context);
    },
    diff: (id, recorded, inputs, context) => {
      untouched.delete(context.urn);
      replacing.delete(id);
      return diffImportSession(id, recorded, inputs, context, (seen) => replacing.set(id, seen));
    },
    create: (inputs, context) => createImportSession(inputs, context, { isBeingReplaced: untouched.has(context.urn) }),
    read: readImportSession,
    update: updateImportSession,
    delete: (id, recorded, context) => {
      untouched.delete(context.urn);
      return removeImportSession(id, recorded, replacing.get(id), context);
    },
  };
}
