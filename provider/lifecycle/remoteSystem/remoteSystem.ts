import { getRemoteSystems } from "../functions/remoteSystems";
import { defineResource } from "../operation/definition";
import type { ResourceHandler } from "../operation/handler";
import { withAccount } from "../operation/withAccount";
import { createRemoteSystem } from "./act/create";
import { diffRemoteSystem } from "./act/diff";
import { findImportedId, readRemoteSystem } from "./act/read";
import { removeRemoteSystem } from "./act/remove";
import { updateRemoteSystem } from "./act/update";
import { systemLabel } from "./decide/texts";
import { checkRemoteSystem } from "./inputs/check";
import type { InputName, RemoteSystemInputs } from "./inputs/inputs";
import { changeKinds, dynamicOnlyInputs, inputNames, inputShape, secretInputs } from "./inputs/inputs";
import { marksOf, wishOf } from "./inputs/marks";
import type { RemoteSystemOutputs } from "./inputs/outputs";
import { lastingOutputs, outputShape } from "./inputs/outputs";

export type RemoteSystemHandler = Omit<
  ResourceHandler<InputName, RemoteSystemInputs, RemoteSystemOutputs>,
  "previewCreate" | "previewUpdate"
>;

/** The lifecycle of a source array as PowerStore knows it, for all surfaces. What happens in a run of the engine is in its account. */
export const remoteSystemHandler: RemoteSystemHandler = withAccount(wishOf, {
  check: checkRemoteSystem,
  diff: diffRemoteSystem,
  create: createRemoteSystem,
  read: readRemoteSystem,
  update: updateRemoteSystem,
  delete: removeRemoteSystem,
  findImported: findImportedId,
  label: (id, recorded, endpoint) =>
    systemLabel({ id, ...(typeof recorded.name === "string" && { name: recorded.name }) }, endpoint),
});

const DESCRIPTION = `A source array that PowerStore imports from. Creating it makes the remote system, waits for its data connections and finds what is on it; deleting it is refused while imports use it.

## Import

By id or by name:

    $ pulumi import powerstore-import:index:RemoteSystem unity-01 name:unity-01
`;

export const remoteSystem = defineResource({
  name: "RemoteSystem",
  description: DESCRIPTION,
  inputs: inputShape,
  outputs: outputShape,
  filled: ["name"],
  dynamicOnly: dynamicOnlyInputs,
  identity: ["name"],
  marks: marksOf,
  replacing: inputNames.filter((name) => changeKinds[name] === "createOnly"),
  secrets: [...secretInputs, "secretFingerprints"],
  repeating: { dataConnections: ["iscsiAddresses"], fcTargetWwns: ["fcTargets"] },
  adopting: "adoptRemoteSystemId",
  lasting: lastingOutputs,
  list: { query: getRemoteSystems, rows: "remoteSystems" },
  handler: remoteSystemHandler,
});
