import assert from "node:assert/strict";
import { importHostSystemHandler } from "../../../../provider/lifecycle/importHostSystem/importHostSystem";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";
import { remoteSystemHandler } from "../../../../provider/lifecycle/remoteSystem/remoteSystem";
import { universalConsistencyGroupHandler } from "../../../../provider/lifecycle/universalConsistencyGroup/universalConsistencyGroup";
import type { SimulatorOptions } from "../../../../simulator/src";
import type { AnyHandler } from "../engineCalls";
import { unity } from "../remoteSystem/stage";
import type { Stage } from "./stage";
import { openStage } from "./stage";

type Kind = {
  readonly handler: unknown;
  readonly collection: string;
  readonly program: RawInputs;
  readonly options?: SimulatorOptions;
};

const kinds: Readonly<Record<string, Kind>> = {
  RemoteSystem: { handler: remoteSystemHandler, collection: "remote_system", program: unity },
  ImportHostSystem: {
    handler: importHostSystemHandler,
    collection: "import_host_system",
    program: {
      agentAddress: "db-01.example.com",
      agentPort: 8443,
      osType: "Linux",
      username: "root",
      password: "host-Passw0rd",
    },
  },
  UniversalConsistencyGroup: {
    handler: universalConsistencyGroupHandler,
    collection: "import_universal_consistency_group",
    program: { remoteSystemId: "rs-old-01", importUniversalVolumeIds: ["old-01-vol-01"] },
    options: { sources: [{ name: "Old-01", type: "Universal", volumes: 2 }] },
  },
};

for (const [name, { handler, collection, program, options }] of Object.entries(kinds)) {
  describe(`A ${name} that one answer denies and the list shows`, () => {
    let stage: Stage;
    beforeEach(async () => {
      stage = await openStage(handler as AnyHandler, `powerstore-import:index:${name}`, options);
      await stage.up(program);
      const effect = { status: 404, code: "0xE04040020009", message: "Instance was not found." };
      stage.simulator.setFaults([{ operation: `GET /${collection}/{id}`, effect }]);
    });
    afterEach(() => stage.close());

    const isThere = () => stage.simulator.world.row(collection, stage.recorded?.id ?? "") !== undefined;

    it("stays in the state when it is read", async () => {
      await assert.rejects(stage.refresh(), /the array lists it and says that there is none such/);
      assert.ok(isThere());
    });

    it("is not taken for deleted", async () => {
      await assert.rejects(stage.destroy(), /the array lists it and says that there is none such/);
      assert.ok(isThere());
      stage.simulator.clearFaults();
      const { id = "" } = stage.recorded ?? {};
      await stage.destroy();
      assert.equal(stage.simulator.world.row(collection, id), undefined);
    });
  });
}
