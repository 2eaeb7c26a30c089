import assert from "node:assert/strict";
import { status } from "@grpc/grpc-js";
import { ReadRequest } from "@pulumi/pulumi/proto/provider_pb";
import { resources } from "../../../provider/lifecycle/resources";
import type { PluginStage } from "./pluginStage";
import { openPluginStage, source } from "./pluginStage";

const ways = ["id", "name"] as const;

/** What `get` and an import send: a reference, and nothing that was recorded. */
describe("A read without a record", () => {
  let stage: PluginStage;
  /** An object of each resource; a wave's is what its stack calls it. */
  let there: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
  before(async () => {
    stage = await openPluginStage({
      setUpSeconds: 0,
      sources: [
        { name: "Unity-01", type: "Unity", volumes: 3 },
        { name: "Old-01", type: "Universal", volumes: 2 },
      ],
    });
    const { id, outputs } = await stage.created({ ...source, name: "db-01" });
    const { world } = stage.simulator;
    const body = { remote_system_id: "rs-old-01", name: "erp" };
    const group = world.operations["POST /import_universal_consistency_group"]?.({ id: "", body });
    assert.equal(group?.status, 201);
    const [host] = world.rows("import_host_system") ?? [];
    assert.ok(host, "the hosts of a Unity have agents");
    there = {
      ImportSession: { id, name: String(outputs.name) },
      ImportWave: { id: "night-1", name: "night-1" },
      RemoteSystem: { id: "rs-unity-01", name: "Unity-01" },
      ImportHostSystem: { id: host.id, name: String(host.agent_address) },
      UniversalConsistencyGroup: { id: idIn(group?.body), name: "erp" },
    };
  });
  after(() => stage.close());

  const read = (type: string, reference: string) => {
    const urn = `urn:pulumi:prod::shop::powerstore-import:index:${type}::looked-up`;
    return stage.client.read(new ReadRequest().setUrn(urn).setId(reference));
  };

  for (const { name, foundBy } of Object.values(resources)) {
    it(`finds an object of ${name} by ${foundBy.join(" and by ") || "nothing"}, as its definition says`, async () => {
      const object = there[name];
      assert.ok(object);
      const found: string[] = [];
      for (const way of ways) {
        const reference = way === "id" ? object.id : `name:${object.name}`;
        const id = await read(name, reference).then(
          (response) => response.getId(),
          () => "",
        );
        if (id === object.id) found.push(way);
      }
      assert.deepEqual(found, foundBy);
    });
  }

  it("of a wave names the way to see another stack's, before the one to take its sessions over", async () => {
    await assert.rejects(read("ImportWave", "night-1"), {
      code: status.FAILED_PRECONDITION,
      details:
        /no object on the array, so there is nothing to import it by, or to look it up by\..*another stack's wave.*StackReference.*no other stack's.*adoptSessionId/,
    });
  });
});

const idIn = (body: unknown) => String((body as { readonly id: string }).id);
