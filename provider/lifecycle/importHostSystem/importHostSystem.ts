import { defineResource } from "../operation/definition";
import type { ResourceHandler } from "../operation/handler";
import { withAccount } from "../operation/withAccount";
import { createHostSystem } from "./act/create";
import { diffHostSystem } from "./act/diff";
import { findImportedId, readHostSystem } from "./act/read";
import { removeHostSystem } from "./act/remove";
import { updateHostSystem } from "./act/update";
import { hostSystemLabel } from "./decide/decideAgent";
import { checkHostSystem } from "./inputs/check";
import type { HostSystemInputs, InputName } from "./inputs/inputs";
import { changeKinds, dynamicOnlyInputs, inputNames, inputShape, marksOf, secretInputs, wishOf } from "./inputs/inputs";
import type { HostSystemOutputs } from "./inputs/outputs";
import { lastingOutputs, outputShape } from "./inputs/outputs";

export type ImportHostSystemHandler = Omit<
  ResourceHandler<InputName, HostSystemInputs, HostSystemOutputs>,
  "previewCreate" | "previewUpdate"
>;

/** The lifecycle of a host with an agent, for all surfaces. What happens in a run of the engine is in its account. */
export const importHostSystemHandler: ImportHostSystemHandler = withAccount(wishOf, {
  check: checkHostSystem,
  diff: diffHostSystem,
  create: createHostSystem,
  read: readHostSystem,
  update: updateHostSystem,
  delete: removeHostSystem,
  findImported: findImportedId,
  label: (id, recorded, endpoint) =>
    hostSystemLabel(
      { id, ...(typeof recorded.agentAddress === "string" && { agentAddress: recorded.agentAddress }) },
      endpoint,
    ),
});

const DESCRIPTION = `A host with an agent, which Non_Disruptive imports need. Any change makes it anew; deleting it is refused while its volumes are being imported, and leaves the host itself on the array.

## Import

By id:

    $ pulumi import powerstore-import:index:ImportHostSystem db-01 <id>
`;

export const importHostSystem = defineResource({
  name: "ImportHostSystem",
  description: DESCRIPTION,
  inputs: inputShape,
  outputs: outputShape,
  dynamicOnly: dynamicOnlyInputs,
  identity: ["agentAddress"],
  marks: marksOf,
  // It has no name.
  foundBy: ["id"],
  replacing: inputNames.filter((name) => changeKinds[name] === "createOnly"),
  secrets: [...secretInputs, "secretFingerprints"],
  lasting: lastingOutputs,
  handler: importHostSystemHandler,
});
