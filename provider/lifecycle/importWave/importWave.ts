import { defineResource } from "../operation/definition";
import { createImportWave, updateImportWave } from "./act/create";
import { diffImportWave } from "./act/diff";
import { lastingMembers } from "./act/lastingMembers";
import { previewCreate } from "./act/preview";
import { readImportWave } from "./act/read";
import { removeImportWave } from "./act/remove";
import { checkWaveInputs } from "./inputs/check";
import { commonNames, dynamicOnlyInputs, inputShape } from "./inputs/inputs";
import { membersAtStake, membersOnArray } from "./inputs/member";
import { outputShape } from "./inputs/outputs";

const WAVE = `Many imports that belong together, as one resource: what is said once holds for all, at most \`maxActive\` hold a place at a time, and \`maxFailures\` and \`hold\` stop it. Each is an import session on the array, with the rules of an \`ImportSession\`; the wave itself is nowhere on the array.

## Import

There is nothing to import a wave by, or to look it up by (\`get\`): it is nowhere on the array. What another stack's wave shows is read by a \`StackReference\`.
`;

export const importWave = defineResource({
  name: "ImportWave",
  description: WAVE,
  inputs: inputShape,
  outputs: outputShape,
  dynamicOnly: dynamicOnlyInputs,
  // Its imports are recorded with their names, and with the inputs that they have as long as those are not the program's.
  repeating: { members: ["sessions", ...commonNames] },
  lasting: ["clusterId"],
  lastingParts: lastingMembers,
  ending: ["forceCancel", "hostsOnSource"],
  identity: ["name"],
  foundBy: [],
  atStake: membersAtStake,
  // What is recorded of its imports is looked at again after a while.
  dependsOnTime: () => true,
  objects: membersOnArray,
  handler: {
    check: checkWaveInputs,
    diff: diffImportWave,
    create: createImportWave,
    read: readImportWave,
    update: updateImportWave,
    delete: removeImportWave,
    previewCreate,
    // Only a read can say why there is nothing to import.
    findImported: async (reference: string) => reference,
    label: (id, _, endpoint) => `import wave ${id} on ${endpoint}`,
  },
});
