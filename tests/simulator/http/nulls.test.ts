import assert from "node:assert/strict";
import { connect } from "./client";
import { useSimulator } from "./useSimulator";

describe("null in the body of a request", () => {
  const simulator = useSimulator();
  let ask: Awaited<ReturnType<typeof connect>>;
  beforeEach(async () => {
    ask = await connect(simulator());
  });

  const size = 1048576;
  const creates = [
    { path: "/volume", body: { name: "n", size, protection_policy_id: null, volume_group_id: null }, reason: "cinder" },
    {
      path: "/volume",
      body: { name: "n", size, description: null, host_id: null, app_type: null, logical_unit_number: null },
      reason: "a text, a reference, an enum, a number",
    },
    { path: "/volume_group", body: { name: "n", volume_ids: null, protection_policy_id: null }, reason: "a list" },
    { path: "/volume_group", body: { name: "n", is_write_order_consistent: null }, reason: "a boolean" },
    { path: "/policy", body: { name: "n", snapshot_rule_ids: null, io_limit_rule_id: null }, reason: "rules" },
    {
      path: "/host",
      body: {
        name: "n",
        os_type: "Linux",
        description: null,
        initiators: [
          {
            port_name: "iqn.1998-01.com.example:n",
            port_type: "iSCSI",
            chap_single_username: null,
            chap_mutual_password: null,
          },
        ],
      },
      reason: "inside of a list",
    },
    { path: "/host_group", body: { name: "n", host_ids: ["host-01"], description: null }, reason: "groups of hosts" },
    {
      path: "/remote_system",
      body: {
        name: "n",
        type: "Universal",
        management_address: "10.7.7.1",
        universal_details: null,
        iscsi_addresses: ["10.7.7.7"],
        description: null,
      },
      reason: "an object",
    },
    {
      path: "/import_session",
      body: {
        name: "n",
        remote_system_id: "rs-unity-01",
        source_resource_id: "unity-01-vol-01",
        host_ids: null,
        automatic_cutover: null,
        scheduled_timestamp: null,
      },
      reason: "imports as well",
    },
  ];
  for (const { path, body, reason } of creates) {
    it(`is as if it had not been sent, of what a create may leave out: POST ${path} (${reason})`, async () => {
      const { status, text } = await ask("POST", path, body);
      assert.equal(status, 201, text);
      const row = await ask("GET", `${path}/name:n?select=*`);
      simulator().reset();
      ask = await connect(simulator());
      const without = JSON.parse(JSON.stringify(body, (_, value) => (value === null ? undefined : value)));
      assert.equal((await ask("POST", path, without)).status, 201);
      assert.deepEqual((await ask("GET", `${path}/name:n?select=*`)).body, row.body);
    });
  }

  const wrong = [
    { path: "/volume", body: { name: null, size }, names: "/name", reason: "required" },
    { path: "/volume", body: { name: "n", size, colour: null }, names: "/colour", reason: "no such property" },
    {
      path: "/host",
      body: { name: "n", os_type: "Linux", initiators: [{ port_name: null, port_type: "iSCSI" }] },
      names: "/initiators/0/port_name",
      reason: "required inside of a list",
    },
    {
      path: "/host_group",
      body: { name: "n", host_ids: [null] },
      names: "/host_ids/0",
      reason: "an item is no property",
    },
  ];
  for (const { path, body, names, reason } of wrong) {
    it(`is refused in POST ${path} ${JSON.stringify(body)}: ${reason}`, async () => {
      const { status, text } = await ask("POST", path, body);
      assert.equal(status, 400, text);
      assert.ok(text.includes(names), text);
    });
  }

  const offs = [
    { collection: "volume", property: "protection_policy_id", value: null },
    { collection: "volume", property: "protection_policy_id", value: "" },
    { collection: "volume", property: "qos_performance_policy_id", value: null },
    { collection: "volume", property: "qos_performance_policy_id", value: "" },
    { collection: "volume_group", property: "protection_policy_id", value: null },
    { collection: "volume_group", property: "protection_policy_id", value: "" },
    { collection: "volume_group", property: "qos_performance_policy_id", value: null },
    { collection: "volume_group", property: "qos_performance_policy_id", value: "" },
  ];
  for (const { collection, property, value } of offs) {
    it(`takes a policy off where it is nullable: PATCH /${collection}/{id} {"${property}": ${JSON.stringify(value)}}`, async () => {
      const body = { name: "n", [property]: "policy-01", ...(collection === "volume" && { size }) };
      const made = await ask("POST", `/${collection}`, body);
      assert.equal(made.status, 201, made.text);
      const path = `/${collection}/name:n`;
      const { status, text } = await ask("PATCH", path, { [property]: value });
      assert.equal(status, 204, text);
      assert.deepEqual((await ask("GET", `${path}?select=${property}`)).body, { [property]: null });
    });
  }

  for (const value of [null, ""]) {
    it(`and "" are the same where something expires [API]: ${JSON.stringify(value)}`, async () => {
      await ask("POST", "/volume_group", { name: "n" });
      const { status, text } = await ask("PATCH", "/volume_group/name:n", { expiration_timestamp: value });
      assert.equal(status, 204, text);
    });
  }

  it("is an empty list where a PATCH gives a list, as Dell's Go client writes one without items", async () => {
    const { id } = (await ask("POST", "/policy", { name: "n", replication_rule_ids: ["r"] })).body;
    const { status, text } = await ask("PATCH", `/policy/${id}`, {
      snapshot_rule_ids: null,
      replication_rule_ids: null,
    });
    assert.equal(status, 204, text);
    // A policy that replicates makes an import fail; this one has no such rule any more.
    const source = { remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01" };
    await ask("POST", "/import_session", { name: "s", protection_policy_id: id, ...source });
    simulator().advance(60);
    const session = await ask("GET", "/import_session/name:s?select=state,error");
    assert.deepEqual(session.body, { state: "Copy_In_Progress", error: null });
    assert.equal((await ask("PATCH", "/host/host-01", { add_initiators: null })).status, 204);
  });

  it("is absent in a PATCH, too, of what that lists to be made", async () => {
    const port = { port_name: "iqn.1998-01.com.example:p", port_type: "iSCSI" };
    const added = { ...port, chap_single_username: null, chap_single_password: null };
    const { status, text } = await ask("PATCH", "/host/host-01", { add_initiators: [added] });
    assert.equal(status, 204, text);
    const changed = { port_name: port.port_name, chap_single_username: null };
    assert.equal((await ask("PATCH", "/host/host-01", { modify_initiators: [changed] })).status, 400, "made already");
  });

  it("is refused in a PATCH of what is not nullable", async () => {
    await ask("POST", "/volume", { name: "n", size });
    for (const property of ["name", "size", "description", "performance_policy_id"]) {
      const { status, text } = await ask("PATCH", "/volume/name:n", { [property]: null });
      assert.equal(status, 400, `${property}: ${text}`);
    }
  });
});
