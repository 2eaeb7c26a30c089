import assert from "node:assert/strict";
import { importHostSystem } from "../../../../provider/lifecycle/importHostSystem/importHostSystem";
import type { OperationContext } from "../../../../provider/lifecycle/operation/handler";
import { generateName } from "../../../../provider/lifecycle/operation/names";
import { readableOutputs, stableOutputs } from "../../../../provider/lifecycle/operation/recorded";
import { UNKNOWN } from "../../../../provider/lifecycle/operation/unknown";
import { remoteSystem } from "../../../../provider/lifecycle/remoteSystem/remoteSystem";
import { universalConsistencyGroup } from "../../../../provider/lifecycle/universalConsistencyGroup/universalConsistencyGroup";

const URN = "urn:pulumi:prod::shop::powerstore-import:index:RemoteSystem::unity-01";

/** These previews look at nothing else of it. */
const context = { urn: URN, settings: {} } as OperationContext;

const GENERATED = generateName(URN);

const adoptions = [
  { definition: remoteSystem, adopting: { adoptRemoteSystemId: "name:by-hand" } },
  { definition: universalConsistencyGroup, adopting: { adoptGroupId: UNKNOWN } },
];

const definitions = { remoteSystem, importHostSystem, universalConsistencyGroup };

describe("The definitions of the resources around an import", () => {
  for (const [name, definition] of Object.entries(definitions)) {
    it(`say of every input and output of ${name} what it means`, () => {
      const shapes = { ...definition.inputs, ...definition.outputs };
      const silent = Object.entries(shapes).filter(([, schema]) => !schema.description);
      assert.deepEqual(
        silent.map(([each]) => each),
        [],
      );
    });

    it(`have no name of ${name} twice`, () => {
      const outputs = Object.keys(definition.outputs);
      assert.deepEqual(
        Object.keys(definition.inputs).filter((each) => outputs.includes(each)),
        [],
      );
    });
  }

  it("show in a preview what the program says, without its secrets, and nothing that only the array knows", () => {
    const outputs = remoteSystem.handler.previewCreate({ type: "Unity", password: "source-Passw0rd" }, context);
    assert.deepEqual([outputs.type, outputs.password, outputs.serialNumber], ["Unity", undefined, UNKNOWN]);
  });

  it("keep in the preview of an update what lasts", () => {
    const recorded = { type: "Unity", state: "OK", clusterId: "PS1" };
    const outputs = remoteSystem.handler.previewUpdate(recorded, { type: "Unity", description: "x" }, context);
    assert.deepEqual([outputs.clusterId, outputs.state, outputs.description], ["PS1", UNKNOWN, "x"]);
    assert.deepEqual(stableOutputs(remoteSystem, recorded, []), ["clusterId"]);
  });

  for (const { definition, adopting } of adoptions) {
    it(`promise no name of a ${definition.name} that is adopted and keeps the name it has`, () => {
      const { previewCreate, previewUpdate } = definition.handler;
      assert.equal(previewCreate({ ...adopting, name: GENERATED }, context).name, UNKNOWN);
      assert.equal(previewCreate({ ...adopting, name: "chosen" }, context).name, "chosen");
      assert.equal(previewCreate({ name: GENERATED }, context).name, GENERATED);
      assert.equal(previewUpdate({ name: "by-hand" }, { name: GENERATED }, context).name, "by-hand");
      assert.equal(previewUpdate({ name: "by-hand" }, { name: "chosen" }, context).name, "chosen");
    });
  }

  it("leave out of a state file what another version has recorded otherwise", () => {
    const recorded = { type: "Unity", capabilities: "many", state: "OK", iscsiAddresses: 7, unheardOf: 1 };
    assert.deepEqual(readableOutputs(remoteSystem, recorded), { type: "Unity", state: "OK", unheardOf: 1 });
  });
});
