import assert from "node:assert/strict";
import { sourceKinds, sourceTypes } from "../../../provider/powerstore/api/sourceKinds";
import { connect } from "../../../provider/powerstore/powerStore";
import { startSimulator } from "../../../simulator/src";
import { steppedClock } from "./steppedClock";

describe("Sources of the client", () => {
  it("lists volumes and groups of every type that the vendor describes", async () => {
    const simulator = await startSimulator();
    const { endpoint, username, password, caCertificate } = simulator;
    const array = connect(
      { endpoint, username, password, caCertificate, insecure: false, timeoutSeconds: 5 },
      { clock: steppedClock(), random: () => 0 },
    );
    try {
      for (const type of sourceTypes) {
        const volumes = await array.sources.listSourceVolumes(type);
        for (const volume of volumes) assert.ok(volume.id && volume.importableCriteria);
        assert.ok(Array.isArray(await array.sources.listSourceGroups(type)));
      }
      for (const type of sourceTypes) {
        const sizes = await array.sources.listVolumeSizes(type, {});
        assert.equal(sizes.length, (await array.sources.listSourceVolumes(type)).length);
        for (const { id, size = 0 } of sizes) assert.ok(id && size > 0);
      }
      assert.equal(await array.sources.getRemoteSystemType("rs-unity-01"), "Unity");
      assert.equal(await array.sources.getRemoteSystemType("none"), undefined);
      const [first] = await array.sources.listSourceVolumes("Unity");
      assert.ok(first?.wwn && first.name && (first.size ?? 0) > 0);
    } finally {
      await array.close();
      await simulator.close();
    }
  });

  it("lists volumes with their groups and what hosts see, by columns that every type has", async () => {
    const simulator = await startSimulator({
      sources: sourceTypes.map((type) => ({
        name: `${type}-1`,
        type,
        volumes: 1,
        ...("groups" in sourceKinds[type] && { groups: [1] }),
      })),
    });
    const { endpoint, username, password, caCertificate } = simulator;
    const array = connect(
      { endpoint, username, password, caCertificate, insecure: false, timeoutSeconds: 5 },
      { clock: steppedClock(), random: () => 0 },
    );
    try {
      for (const type of sourceTypes) {
        const volumes = await array.sources.listDiscoveredVolumes(type);
        const groups = await array.sources.listSourceGroups(type);
        assert.ok(volumes.every(({ id, size, ownerId }) => id && size && ownerId));
        assert.deepEqual(
          volumes.flatMap(({ groupId }) => groupId ?? []),
          groups.map(({ id }) => id),
        );
      }
      const [single] = await array.sources.listDiscoveredVolumes("Unity");
      assert.equal(single?.hostVolumeIds.length, 1);
      assert.ok(simulator.journal().entries.every(({ status }) => (status ?? 0) < 400));
    } finally {
      await array.close();
      await simulator.close();
    }
  });
});
