import type { ResourceHandler } from "../operation/handler";
import { createImportSession } from "./act/create";
import { diffImportSession } from "./act/diff";
import { readImportSession } from "./act/read";
import { removeImportSession } from "./act/remove";
import { updateImportSession } from "./act/update";
import { checkInputs } from "./inputs/check";
import type { ImportSessionInputs, InputName } from "./inputs/inputs";
import { wishOf } from "./inputs/marks";
import type { ImportSessionOutputs } from "./inputs/outputs";

export type ImportSessionHandler = ResourceHandler<InputName, ImportSessionInputs, ImportSessionOutputs>;

/** The lifecycle of an import session, for all surfaces. It remembers nothing: what happens in a run of the engine is in its account. */
export const importSessionHandler: ImportSessionHandler = {
  check: (recorded, given, context) => {
    if (recorded) context.run.remember(context.urn, recorded);
    const result = checkInputs(recorded, given, context);
    context.run.checked(context.urn, recorded !== undefined, wishOf(result.inputs));
    return result;
  },
  diff: (id, recorded, inputs, context) => {
    context.run.remember(context.urn, recorded);
    return diffImportSession(id, recorded, inputs, context);
  },
  create: createImportSession,
  read: readImportSession,
  update: updateImportSession,
  delete: (id, recorded, context) => {
    context.run.remember(context.urn, recorded);
    return removeImportSession(id, recorded, context);
  },
};
