import assert from "node:assert/strict";
import { connect } from "./client";
import { useSimulator } from "./useSimulator";

/** dell/gopowerstore calls a volume's name in use what is 422 (or 500); nobody outside of the vendor has told of more. */
describe("a name that is in use", () => {
  const simulator = useSimulator({
    sources: [
      { name: "Unity-01", type: "Unity", volumes: 4 },
      { name: "Any-01", type: "Universal", volumes: 4 },
    ],
  });

  const unity = { type: "Unity", remote_username: "u", remote_password: "p", iscsi_addresses: ["10.7.7.8"] };
  const universal = { remote_system_id: "name:Any-01" };
  const cases = [
    { collection: "volume", body: { size: 1048576 } },
    { collection: "volume_group", body: {} },
    { collection: "host", body: { os_type: "Linux", initiators: [] } },
    { collection: "policy", body: {} },
    { collection: "remote_system", body: { ...unity, management_address: "10.7.7.7" } },
    { collection: "import_universal_consistency_group", body: universal },
    { collection: "appliance", body: { link_local_address: "169.254.0.9" } },
  ];
  for (const { collection, body } of cases) {
    it(`is 422 for a new ${collection} and for a renamed one, in any case of letters`, async () => {
      const ask = await connect(simulator());
      const first = await ask("POST", `/${collection}`, { ...body, name: "taken" });
      assert.equal(first.status, 201, first.text);
      const other = { ...body, name: "TAKEN", ...("management_address" in body && { management_address: "10.7.7.9" }) };
      const second = await ask("POST", `/${collection}`, other);
      assert.equal(second.status, 422, second.text);
      assert.ok(second.body.messages[0].message_l10n.includes("TAKEN"), second.text);
      const free = await ask("POST", `/${collection}`, { ...other, name: "free" });
      assert.equal(free.status, 201, free.text);
      const renamed = await ask("PATCH", `/${collection}/${free.body.id}`, { name: "Taken" });
      assert.equal(renamed.status, 422, renamed.text);
      assert.equal((await ask("PATCH", `/${collection}/${first.body.id}`, { name: "Taken" })).status, 204, "its own");
    });
  }

  it("is 422 for groups of hosts, sessions and universal volumes", async () => {
    const ask = await connect(simulator());
    await ask("POST", "/host_group", { name: "taken", host_ids: ["host-01"] });
    const group = await ask("POST", "/host_group", { name: "Taken", host_ids: ["host-02"] });
    assert.deepEqual([group.status, group.body.messages[0].code], [422, "0xE0A030010010"]);
    const session = { name: "taken", remote_system_id: "name:Unity-01" };
    await ask("POST", "/import_session", { ...session, source_resource_id: "unity-01-vol-01" });
    const again = await ask("POST", "/import_session", { ...session, source_resource_id: "unity-01-vol-02" });
    assert.equal(again.status, 422, again.text);
    await ask("PATCH", "/import_universal_volume/any-01-vol-01", { name: "taken" });
    const volume = await ask("PATCH", "/import_universal_volume/any-01-vol-02", { name: "taken" });
    assert.equal(volume.status, 422, volume.text);
  });

  it("is found out by a job only when its turn comes, as what the state of the array forbids", async () => {
    const ask = await connect(simulator());
    await ask("POST", "/policy", { name: "taken" });
    const { status, body } = await ask("POST", "/policy?is_async=true", { name: "taken" });
    assert.equal(status, 202);
    simulator().advance(60);
    const job = await ask("GET", `/job/${body.id}?select=phase,response_status`);
    assert.deepEqual(job.body, { phase: "Failed", response_status: "422" });
  });
});
