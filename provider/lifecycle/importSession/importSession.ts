import { getImportSessions } from "../functions/importSessions";
import { defineResource } from "../operation/definition";
import type { ResourceHandler } from "../operation/handler";
import { withAccount } from "../operation/withAccount";
import { createImportSession } from "./act/create";
import { previewCreate, previewUpdate } from "./act/preview";
import { findImportedId, readImportSession } from "./act/read";
import { removeImportSession } from "./act/remove";
import { diffTellingWindows } from "./act/tellWindows";
import { updateImportSession } from "./act/update";
import { hasWindows } from "./decide/decideTarget";
import { isAtStake, isKnownState } from "./decide/states";
import { sessionLabel } from "./decide/texts";
import { checkSessionInputs } from "./inputs/check";
import { mootInputs } from "./inputs/compare";
import type { ImportSessionInputs, InputName } from "./inputs/inputs";
import { changeKinds, dynamicOnlyInputs, inputNames, inputShape } from "./inputs/inputs";
import { marksOf, wishOf } from "./inputs/marks";
import type { ImportSessionOutputs } from "./inputs/outputs";
import { lastingOutputs, outputShape } from "./inputs/outputs";

export type ImportSessionHandler = ResourceHandler<InputName, ImportSessionInputs, ImportSessionOutputs>;

/** What an import session does, for all surfaces. It remembers nothing: what happens in a run of the engine is in its account. */
export const importSessionHandler: ImportSessionHandler = withAccount(wishOf, {
  check: checkSessionInputs,
  diff: diffTellingWindows,
  create: createImportSession,
  read: readImportSession,
  update: updateImportSession,
  delete: removeImportSession,
  previewCreate,
  previewUpdate,
  findImported: findImportedId,
  label: (id, { name }, endpoint) => sessionLabel({ id, ...(typeof name === "string" && { name }) }, endpoint),
});

const SESSION = `An import of one external volume or consistency group into a PowerStore array. Creating it starts the import, \`paused\` pauses and resumes its copy, \`advanceTo\` cuts over, deleting it cancels (or, once completed, only removes the session's record; the new volume stays).

## Import

By id or by name:

    $ pulumi import powerstore-import:index:ImportSession db-01 name:db-01
`;

const isReplacing = (name: InputName) => changeKinds[name] === "identity" || changeKinds[name] === "createOnly";

export const importSession = defineResource({
  name: "ImportSession",
  description: SESSION,
  inputs: inputShape,
  outputs: outputShape,
  filled: ["name"],
  dynamicOnly: dynamicOnlyInputs,
  replacing: inputNames.filter(isReplacing),
  // The start that was asked for and is not approved yet.
  repeating: { pendingRequests: ["scheduledTimestamp"] },
  lasting: lastingOutputs,
  moot: mootInputs,
  ending: ["forceCancel", "hostsOnSource"],
  identity: ["remoteSystemId", "sourceResourceId"],
  marks: marksOf,
  atStake: ({ state }) => (isKnownState(state) && isAtStake(state) ? 1 : 0),
  dependsOnTime: hasWindows,
  list: { query: getImportSessions, rows: "sessions" },
  handler: importSessionHandler,
});
