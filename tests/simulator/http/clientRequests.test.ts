import assert from "node:assert/strict";
import { statusesIn, tell } from "../load/rawClient";
import { basic, connect } from "./client";
import { useSimulator } from "./useSimulator";

/** Requests as dell/gopowerstore 1.18 sends them for dell/terraform-provider-powerstore 1.2.1, taken down from its journal. */
describe("what Dell's Go client sends", () => {
  const simulator = useSimulator();

  const selections = [
    "/volume_group?select=*,volumes(*),protection_policy(*),protection_data,location_history,migration_session(*)",
    "/policy?limit=1000&offset=0&order=name&select=*,replication_rules(*),snapshot_rules(*),virtual_machines(*),file_systems(*),performance_rules(*),volumes(*),volume_groups(*)",
  ];
  for (const path of selections) {
    it(`is answered with 200: ${path}`, async () => {
      const { status, text } = await (await connect(simulator()))("GET", path);
      assert.equal(status, 200, text);
    });
  }

  it("is JSON without a content type", async () => {
    const body = JSON.stringify({
      name: "v",
      sector_size: 512,
      size: 2147483648,
      performance_policy_id: "default_medium",
    });
    const { authorization } = basic("admin", "Password123#");
    const head = `POST /api/rest/volume HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: ${authorization}\r\n`;
    const answer = await tell(simulator(), `${head}Content-Length: ${body.length}\r\n\r\n${body}`);
    assert.deepEqual(statusesIn(answer), [201]);
  });

  it("names a group as it is named when it empties it, which is no rename", async () => {
    const ask = await connect(simulator());
    const { name, host_connectivity } = (await ask("GET", "/host_group/host-group-01?select=*")).body;
    const body = { name, host_connectivity, remove_host_ids: ["host-03", "host-04"] };
    assert.equal((await ask("PATCH", "/host_group/host-group-01", body)).status, 204);
    assert.equal((await ask("GET", "/host_group/host-group-01?select=hosts(id)")).body.hosts.length, 0);
  });

  it("finds by a policy what it protects", async () => {
    const ask = await connect(simulator());
    const body = { name: "v", size: 1048576, protection_policy_id: "policy-01" };
    const { id } = (await ask("POST", "/volume", body)).body;
    const policy = await ask("GET", "/policy/policy-01?select=volumes(id),volume_groups(id)");
    assert.deepEqual(policy.body, { volumes: [{ id }], volume_groups: [] });
  });
});
