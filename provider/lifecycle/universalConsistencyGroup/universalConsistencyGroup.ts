import { defineResource } from "../operation/definition";
import type { ResourceHandler } from "../operation/handler";
import { withAccount } from "../operation/withAccount";
import { createGroup } from "./act/create";
import { diffGroup } from "./act/diff";
import { findImportedId, readGroup } from "./act/read";
import { removeGroup } from "./act/remove";
import { updateGroup } from "./act/update";
import { groupLabel } from "./decide/texts";
import { checkGroup } from "./inputs/check";
import type { GroupInputs, InputName } from "./inputs/inputs";
import { changeKinds, dynamicOnlyInputs, inputNames, inputShape, marksOf, wishOf } from "./inputs/inputs";
import type { GroupOutputs } from "./inputs/outputs";
import { lastingOutputs, outputShape } from "./inputs/outputs";

export type UniversalConsistencyGroupHandler = Omit<
  ResourceHandler<InputName, GroupInputs, GroupOutputs>,
  "previewCreate" | "previewUpdate"
>;

/** The lifecycle of a consistency group of universal volumes, for all surfaces. What happens in a run of the engine is in its account. */
export const universalConsistencyGroupHandler: UniversalConsistencyGroupHandler = withAccount(wishOf, {
  check: checkGroup,
  diff: diffGroup,
  create: createGroup,
  read: readGroup,
  update: updateGroup,
  delete: removeGroup,
  findImported: findImportedId,
  label: (id, recorded, endpoint) =>
    groupLabel({ id, ...(typeof recorded.name === "string" && { name: recorded.name }) }, endpoint),
});

const DESCRIPTION = `Volumes of a Universal source that are imported as one, with their order of writes kept. The volume group that the import makes bears its name. Nothing of it changes while it is imported.

## Import

By id or by name:

    $ pulumi import powerstore-import:index:UniversalConsistencyGroup erp name:erp
`;

export const universalConsistencyGroup = defineResource({
  name: "UniversalConsistencyGroup",
  description: DESCRIPTION,
  inputs: inputShape,
  outputs: outputShape,
  filled: ["name"],
  dynamicOnly: dynamicOnlyInputs,
  identity: ["remoteSystemId", "name"],
  marks: marksOf,
  replacing: inputNames.filter((name) => changeKinds[name] === "createOnly"),
  repeating: { volumeWwns: ["importUniversalVolumeIds"] },
  adopting: "adoptGroupId",
  lasting: lastingOutputs,
  handler: universalConsistencyGroupHandler,
});
