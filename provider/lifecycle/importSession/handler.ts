import type { ImportSession } from "../../powerstore/schemas/importSession";
import type { ResourceHandler } from "../handler";
import { checkInputs } from "./check";
import { createImportSession } from "./create";
import { diffImportSession } from "./diff";
import type { ImportSessionInputs, InputName } from "./inputs";
import type { ImportSessionOutputs } from "./outputs";
import { readImportSession } from "./read";
import { removeImportSession } from "./remove";
import { updateImportSession } from "./update";

export type ImportSessionHandler = ResourceHandler<InputName, ImportSessionInputs, ImportSessionOutputs>;

/**
 * The lifecycle of an import session, for both surfaces. The one thing it remembers is which replacements a diff of this process
 * has decided, and on what, so that the delete that follows can tell when the array has moved on.
 */
export function importSessionHandler(): ImportSessionHandler {
  const replacing = new Map<string, ImportSession["state"]>();
  return {
    check: checkInputs,
    diff: (id, recorded, inputs, context) => {
      replacing.delete(id);
      return diffImportSession(id, recorded, inputs, context, (seen) => replacing.set(id, seen));
    },
    create: createImportSession,
    read: readImportSession,
    update: updateImportSession,
    delete: (id, recorded, context) => removeImportSession(id, recorded, replacing.get(id), context),
  };
}
