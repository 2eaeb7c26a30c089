import assert from "node:assert/strict";
import type { Inventory } from "../../../provider/powerstore/api/contract";
import { failureOf, withClient } from "./client";
import { arrayError, json, loggedIn, type Script } from "./scriptedServer";

/** Objects by path; everything else is missing in the array's own words. */
function holding(objects: Readonly<Record<string, unknown>>): Script {
  return loggedIn((request, response) => {
    const [path = ""] = request.path.split("?");
    if (path in objects) json(response, 200, objects[path]);
    else arrayError(response, 404, `Instance with id ${path} was not found.`, "0xE04040020009");
  });
}

describe("getClusterId", () => {
  it("is the global id of the one cluster", async () => {
    await withClient(holding({ "/cluster": [{ id: "0", global_id: "PS00d01e1bb312" }] }), async ({ server, array }) => {
      assert.equal(await array.inventory.getClusterId(), "PS00d01e1bb312");
      assert.equal(decodeURIComponent(server.work()[0]?.path ?? ""), "/cluster?select=id,global_id");
    });
  });

  for (const cluster of [[], [{ id: "0" }], [{ global_id: "" }], {}]) {
    it(`is not taken from ${JSON.stringify(cluster)}`, async () => {
      await withClient(holding({ "/cluster": cluster }), async ({ array }) => {
        assert.equal((await failureOf(array.inventory.getClusterId())).name, "NotPowerStoreError");
      });
    });
  }
});

describe("getRelease", () => {
  const appliance = { id: "2", is_cluster: false, release_version: "4.3.0.0" };
  const cases: [name: string, rows: object[], release: string | undefined][] = [
    ["what all appliances run", [appliance, { id: "1", is_cluster: true, release_version: "4.1.0.0" }], "4.1.0.0"],
    ["nothing where no row is the cluster's", [appliance], undefined],
    ["nothing where the array leaves it out", [{ id: "1", is_cluster: true, release_version: null }], undefined],
    ["nothing without a row", [], undefined],
  ];
  for (const [name, rows, release] of cases) {
    it(`is ${name}`, async () => {
      await withClient(holding({ "/software_installed": rows }), async ({ array }) => {
        assert.equal(await array.inventory.getRelease(), release);
      });
    });
  }
});

describe("findIdByName", () => {
  for (const collection of ["remote_system", "host", "host_group", "volume_group", "policy"] as const) {
    it(`finds a ${collection}, and undefined for a name that nothing has`, async () => {
      await withClient(holding({ [`/${collection}/name:esx%201`]: { id: "7" } }), async ({ server, array }) => {
        assert.equal(await array.inventory.findIdByName(collection, "esx 1"), "7");
        assert.equal(await array.inventory.findIdByName(collection, "esx 2"), undefined);
        assert.ok(server.work().every(({ path }) => path.endsWith("?select=id")));
      });
    });
  }
});

describe("hasDestination", () => {
  it("tells a volume and a volume group that exist from those that do not", async () => {
    await withClient(holding({ "/volume/v": { id: "v" }, "/volume_group/g": { id: "g" } }), async ({ array }) => {
      const { inventory } = array;
      assert.deepEqual(
        await Promise.all([
          inventory.hasDestination("volume", "v"),
          inventory.hasDestination("volume", "g"),
          inventory.hasDestination("volume_group", "g"),
          inventory.hasDestination("volume_group", "v"),
        ]),
        [true, false, true, false],
      );
    });
  });

  it("does not take a proxy's page for a destination that is gone", async () => {
    await withClient(
      loggedIn((_, response) => void response.writeHead(404).end("<html>")),
      async ({ array }) => {
        assert.equal((await failureOf(array.inventory.hasDestination("volume", "v"))).name, "NotPowerStoreError");
      },
    );
  });
});

describe("findImportableCriteria", () => {
  const find = (inventory: Inventory) => inventory.findImportableCriteria("r", "s");

  // [ARRAY sources]: which collections list the sources of which type of remote system.
  const types: Readonly<Record<string, readonly string[]>> = {
    Unity: ["import_unity_volume", "import_unity_consistency_group"],
    VNX: ["import_vnx_volume", "import_vnx_consistency_group"],
    PS_Equallogic: ["import_psgroup_volume"],
    Storage_Center: ["import_storage_center_volume", "import_storage_center_consistency_group"],
    XtremIO: ["import_xtremio_volume", "import_xtremio_consistency_group"],
    NetApp: ["import_netapp_volume"],
    PowerMax_VMAX: ["import_vmax_volume", "import_vmax_storage_group"],
    Universal: ["import_universal_volume", "import_universal_consistency_group"],
  };
  for (const [type, collections] of Object.entries(types)) {
    for (const collection of collections) {
      it(`of a ${type} source is found in ${collection}`, async () => {
        const objects = {
          "/remote_system/r": { id: "r", type },
          [`/${collection}/s`]: { id: "s", importable_criteria: "Imported" },
        };
        await withClient(holding(objects), async ({ array }) => assert.equal(await find(array.inventory), "Imported"));
      });
    }
  }

  const nothings = [
    { name: "no collection holds the source", objects: { "/remote_system/r": { id: "r", type: "Unity" } } },
    { name: "the remote system only replicates", objects: { "/remote_system/r": { id: "r", type: "PowerStore" } } },
    { name: "the remote system is of a type to come", objects: { "/remote_system/r": { id: "r", type: "Hologram" } } },
    { name: "the remote system is gone", objects: {} },
  ];
  for (const { name, objects } of nothings) {
    it(`is undefined when ${name}`, async () => {
      await withClient(holding(objects), async ({ array }) => assert.equal(await find(array.inventory), undefined));
    });
  }
});

describe("listDestinations", () => {
  it("asks for a hundred ids at a time, and gives those that are there", async () => {
    const script = loggedIn((request, response) => {
      const asked = /id=in\.\(([^)]*)\)/.exec(decodeURIComponent(request.path))?.[1]?.split(",") ?? [];
      const there = asked.filter((id) => id !== "v-7");
      json(
        response,
        200,
        there.map((id) => ({ id, name: `name of ${id}` })),
      );
    });
    await withClient(script, async ({ server, array }) => {
      const ids = Array.from({ length: 150 }, (_, index) => `v-${index}`);
      const found = await array.inventory.listDestinations("volume", ids);
      assert.deepEqual([found.length, found[0], server.work().length], [149, { id: "v-0", name: "name of v-0" }, 2]);
      assert.ok(server.work().every(({ path }) => path.startsWith("/volume?")));
    });
  });

  it("asks nothing for nothing", async () => {
    await withClient(holding({}), async ({ server, array }) => {
      assert.deepEqual(await array.inventory.listDestinations("volume_group", []), []);
      assert.equal(server.work().length, 0);
    });
  });
});
