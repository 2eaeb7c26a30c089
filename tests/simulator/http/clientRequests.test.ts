import assert from "node:assert/strict";
import { statusesIn, tell } from "../load/rawClient";
import { basic, connect, send, sessionHeaders } from "./client";
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

/** What openstack/cinder 29.0.0, dell/gopowerstore 1.20.1 and dell/python-powerstore 3.5.1 ask for on their way. */
describe("what other clients send beside queries and nulls", () => {
  const simulator = useSimulator();
  const account = () => basic(simulator().username, simulator().password);

  const metadata = { "csi.volume.kubernetes.io/pvc": "db" };
  const initiators = [{ port_name: "iqn.1998-01.com.example:h", port_type: "iSCSI" }];
  const internals = [
    { method: "POST", path: "/volume", body: { name: "v", size: 1048576, metadata }, status: 201 },
    { method: "POST", path: "/host", body: { name: "h", os_type: "Linux", initiators, metadata }, status: 201 },
    { method: "POST", path: "/host_group", body: { name: "g", host_ids: ["host-01"], metadata }, status: 400 },
    { method: "PATCH", path: "/host/host-01", body: { description: "d", metadata }, status: 400 },
    { method: "DELETE", path: "/host/host-02", body: { force_internal: true }, status: 204 },
  ];
  for (const { method, path, body, status } of internals) {
    it(`is ${status} with a property that only the header DELL-VISIBILITY lets in: ${method} ${path}`, async () => {
      const ask = await connect(simulator());
      const plain = await ask(method, path, body);
      assert.equal(plain.status, 400, "without the header");
      for (const visibility of ["Partner", ""]) {
        assert.equal((await ask(method, path, body, { "dell-visibility": visibility })).status, 400, visibility);
      }
      const { status: answered, text } = await ask(method, path, body, { "dell-visibility": "Internal" });
      assert.equal(answered, status, text);
    });
  }

  it("has no effect that shows", async () => {
    const ask = await connect(simulator());
    const body = { name: "v", size: 1048576, metadata };
    const { id } = (await ask("POST", "/volume", body, { "dell-visibility": "internal" })).body;
    assert.ok(!(await ask("GET", `/volume/${id}?select=*`)).text.includes("pvc"));
    assert.equal((await ask("GET", "/volume?metadata=is.null")).status, 400);
  });

  const methods = [
    { method: "PUT", path: "/volume", allow: "GET, POST" },
    { method: "POST", path: "/volume/v", allow: "GET, PATCH, DELETE" },
    { method: "GET", path: "/import_session/x/pause", allow: "POST" },
    { method: "DELETE", path: "/login_session", allow: "GET" },
  ];
  for (const { method, path, allow } of methods) {
    it(`is 405 with the header Allow: ${method} ${path}`, async () => {
      const { status, headers } = await (await connect(simulator()))(method, path);
      assert.deepEqual([status, headers.allow], [405, allow]);
    });
  }

  const neighbours = [
    { path: "/host_volume_mapping?volume_id=eq.v&select=host_id", body: [] },
    { path: "/host_volume_mapping?select=volume(appliance_id),host_id,id&limit=1000&offset=0&order=id", body: [] },
    { path: "/chap_config/0", body: { id: "0" } },
    { path: "/chap_config/0?select=mode", body: { mode: "Disabled" } },
    { path: "/chap_config/0?select=*", body: { id: "0", mode: "Disabled", mode_l10n: "Disabled" } },
    { path: "/chap_config", body: [{ id: "0" }] },
    { path: "/chap_config?select=id,mode,mode_l10n&mode=eq.Single", body: [] },
  ];
  for (const { path, body } of neighbours) {
    it(`is answered beside the import surface, and opens a login with Basic alone: ${path}`, async () => {
      const reply = await send(simulator(), { path: `/api/rest${path}`, headers: account() });
      assert.deepEqual([reply.status, reply.body], [200, body]);
      const create = { path: "/api/rest/volume", method: "POST", body: { name: "v", size: 1048576 } };
      const made = await send(simulator(), { ...create, headers: sessionHeaders(reply) });
      assert.equal(made.status, 201, "cookie and token of that answer go on");
    });
  }

  const NOBODY = "0xE04040020009";
  const beyond = [
    { method: "GET", path: "/host_volume_mapping/1", status: 404, code: NOBODY },
    { method: "GET", path: "/chap_config/1", status: 404, code: NOBODY },
    { method: "GET", path: "/chap_config/%zz", status: 404, code: NOBODY },
    { method: "GET", path: "/chap_config/0/x", status: 404, code: undefined },
    { method: "GET", path: "/chap_config/0?mode=eq.Single", status: 404, code: NOBODY },
    { method: "GET", path: "/chap_config/0?select=colour", status: 400, code: "0xE04040010005" },
    { method: "PATCH", path: "/chap_config/0", status: 404, code: undefined },
    { method: "GET", path: "/fc_port", status: 404, code: undefined },
  ];
  for (const { method, path, status, code } of beyond) {
    it(`is ${status} beyond that: ${method} ${path}`, async () => {
      const reply = await (await connect(simulator()))(method, path);
      assert.equal(reply.status, status, reply.text);
      assert.equal(reply.body.messages[0].code, code);
    });
  }

  it("is asked for a login first, like anything else", async () => {
    assert.equal((await send(simulator(), { path: "/api/rest/chap_config/0" })).status, 401);
  });
});
