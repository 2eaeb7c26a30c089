import assert from "node:assert/strict";
import { connect, controlOf } from "./client";
import { useSimulator } from "./useSimulator";

const create = { name: "db-01", remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01" };

describe("requests to the simulated array", () => {
  const simulator = useSimulator();

  it("drive an import from its creation to the end of its record", async () => {
    const ask = await connect(simulator());
    const created = await ask("POST", "/import_session", { ...create, remote_system_id: "name:Unity-01" });
    assert.equal(created.status, 201);
    const path = `/import_session/${created.body.id}`;
    const state = async () => (await ask("GET", `${path}?select=state`)).body.state;

    simulator().advance(60);
    assert.equal(await state(), "Copy_In_Progress");
    assert.equal((await ask("POST", `${path}/pause`)).status, 204);
    assert.equal(await state(), "Paused");
    assert.equal((await ask("POST", "/import_session/name:db-01/cancel", { force: true })).status, 204);
    simulator().advance(60);
    assert.equal(await state(), "Cancelled");
    assert.equal((await ask("DELETE", path)).status, 204);
    assert.equal((await ask("GET", path)).status, 404);
  });

  it("get a page with 206 and its range, a complete answer with 200", async () => {
    const ask = await connect(simulator());
    const path = "/import_unity_volume?select=id&order=name";
    const all = await ask("GET", path);
    assert.equal(all.status, 200);
    assert.equal(all.headers["content-range"], undefined);
    const page = await ask("GET", `${path}&limit=2&offset=1`);
    assert.equal(page.status, 206);
    assert.equal(page.headers["content-range"], `1-2/${all.body.length}`);
    assert.deepEqual(page.body, all.body.slice(1, 3));
    const ranged = await ask("GET", path, undefined, { range: "1-2" });
    assert.deepEqual([ranged.status, ranged.body], [206, page.body]);
    assert.equal((await ask("GET", `${path}&offset=1000`)).status, 416);
  });

  it("find a session by id or name among all, in any case of letters", async () => {
    const ask = await connect(simulator());
    const { id } = (await ask("POST", "/import_session", create)).body;
    const other = { ...create, name: "db-02", source_resource_id: "unity-01-vol-02" };
    const otherId = (await ask("POST", "/import_session", other)).body.id;
    assert.deepEqual((await ask("GET", "/import_session?name=eq.DB-01")).body, [{ id }]);
    assert.deepEqual((await ask("GET", "/import_session?name=eq.nobody")).body, []);
    assert.deepEqual((await ask("GET", `/import_session?id=in.(${otherId},${id},none)&order=name`)).body, [
      { id },
      { id: otherId },
    ]);
    assert.deepEqual((await ask("GET", "/import_session/name:db-01")).body, { id });
  });

  const bodies = [
    { body: undefined, code: "0xE04040030001", names: "/", reason: "a body is required" },
    { body: "{", code: "0xE04040010005", names: "not JSON", reason: "broken JSON" },
    { body: [], code: "0xE04040030001", names: "'/'", reason: "not an object" },
    { body: { ...create, name: undefined }, code: "0xE04040030001", names: "'/name'", reason: "required" },
    { body: { ...create, colour: "red" }, code: "0xE04040030001", names: "'/colour'", reason: "no such property" },
    { body: { ...create, name: "x".repeat(129) }, code: "0xE04040030001", names: "'/name'", reason: "maxLength 128" },
    { body: { ...create, type: "Fast" }, code: "0xE04040030001", names: "Agentless", reason: "not of the enum" },
    { body: { ...create, host_ids: [7] }, code: "0xE04040030001", names: "'/host_ids/0'", reason: "not a string" },
    {
      body: { ...create, automatic_cutover: "no" },
      code: "0xE04040030001",
      names: "'/automatic_cutover'",
      reason: "type",
    },
    {
      body: { ...create, scheduled_timestamp: "tomorrow" },
      code: "0xE04040030001",
      names: "'/scheduled_timestamp'",
      reason: "not a date and time",
    },
    {
      body: { ...create, global_storage_discovery_address: "10.0.0.1/24" },
      code: "0xE04040030001",
      names: "'/global_storage_discovery_address'",
      reason: "neither address nor host name",
    },
    {
      body: { ...create, consistency_group_member_host_ids: [{ volume_wwn: "w", hosts: [] }] },
      code: "0xE04040030001",
      names: "'/consistency_group_member_host_ids/0/hosts'",
      reason: "unknown inside of a nested object",
    },
  ];
  for (const { body, code, names, reason } of bodies) {
    it(`are refused with 400 and ${names} for the body ${JSON.stringify(body)?.slice(-60)}: ${reason}`, async () => {
      const ask = await connect(simulator());
      const reply = await ask("POST", "/import_session", body);
      assert.equal(reply.status, 400);
      assert.equal(reply.body.messages[0].code, code);
      assert.ok(reply.text.includes(names), reply.text);
      assert.deepEqual((await ask("GET", "/import_session")).body, [], "nothing was created");
    });
  }

  it("may use a host name where the vendor's format says ip-address", async () => {
    const ask = await connect(simulator());
    const body = { ...create, global_storage_discovery_address: "discovery.example.com" };
    assert.equal((await ask("POST", "/import_session", body)).status, 201);
  });

  const elsewhere = [
    { method: "GET", path: "/limit?select=id%2Climit", status: 404, says: "[GET /api/rest/limit?select=id%2Climit]" },
    { method: "GET", path: "/import_session/", status: 404, says: "cannot be found" },
    { method: "GET", path: "/import_session/a/b/c", status: 404, says: "cannot be found" },
    { method: "GET", path: "/import_session/%zz", status: 404, says: "cannot be found" },
    { method: "GET", path: "/import_session/nobody", status: 404, says: "Instance with id nobody was not found." },
    { method: "GET", path: "/import_session/name:x", status: 404, says: "Instance with id name:x was not found." },
    { method: "POST", path: "/import_session/nobody/pause", status: 404, says: "nobody" },
    { method: "PUT", path: "/import_session", status: 405, says: "GET, POST" },
    { method: "PROPFIND", path: "/import_session", status: 405, says: "GET, POST" },
    { method: "GET", path: "/import_session/a/pause", status: 405, says: "POST" },
    { method: "POST", path: "/import_session/a/pause?is_async=true", status: 404, says: "Instance with id a" },
    { method: "POST", path: "/import_session/a/pause?is_async=yes", status: 400, says: "is_async" },
    { method: "POST", path: "/import_session/a/pause?force=true", status: 400, says: "force" },
    { method: "GET", path: "/import_session/a?limit=1", status: 400, says: "limit" },
    { method: "GET", path: "/import_session?colour=eq.red", status: 400, says: "colour" },
  ];
  for (const { method, path, status, says } of elsewhere) {
    it(`get ${status} and "${says}" from ${method} ${path}`, async () => {
      const ask = await connect(simulator());
      const reply = await ask(method, path);
      assert.equal(reply.status, status);
      const [{ message_l10n, code }] = reply.body.messages;
      assert.ok(message_l10n.includes(says), reply.text);
      // A path that does not exist is refused without one [ARRAY errors].
      if (says.includes("cannot be found") || says.startsWith("[GET")) assert.equal(code, undefined);
      else assert.match(code, /^0x[0-9A-F]{12}$/);
    });
  }

  it("must send JSON: another content type is 415, also a malformed one", async () => {
    const ask = await connect(simulator());
    for (const type of ["text/plain", "application/xml", "nonsense"]) {
      const reply = await ask("POST", "/import_session", JSON.stringify(create), { "content-type": type });
      assert.equal(reply.status, 415, type);
      assert.ok(reply.body.messages[0].message_l10n.length > 0);
    }
    const utf8 = { "content-type": "application/json; charset=utf-8" };
    assert.equal((await ask("POST", "/import_session", create, utf8)).status, 201);
  });

  const acceptable = ["", "application/json", "*/*", "text/html, application/*;q=0.8", "Application/JSON; q=1"];
  const unacceptable = ["text/xml", "application/xml, text/*", "application/json;q=0, text/xml", "application/jsonx"];
  for (const accept of [...acceptable, ...unacceptable]) {
    const isTaken = acceptable.includes(accept);
    it(`are ${isTaken ? "answered" : "406, and nothing is done,"} for Accept: ${accept}`, async () => {
      const ask = await connect(simulator());
      assert.equal((await ask("GET", "/cluster", undefined, { accept })).status, isTaken ? 200 : 406);
      assert.equal((await ask("POST", "/import_session", create, { accept })).status, isTaken ? 201 : 406);
      assert.equal((await ask("GET", "/import_session")).body.length, isTaken ? 1 : 0);
    });
  }

  it("must not be larger than the array takes: 413", async () => {
    const ask = await connect(simulator());
    const reply = await ask("POST", "/import_session", { ...create, description: "x".repeat(1024 * 1024) });
    assert.equal(reply.status, 413);
  });

  it("may leave an optional body out, and send an empty one where none is defined", async () => {
    const ask = await connect(simulator());
    const { id } = (await ask("POST", "/import_session", create)).body;
    simulator().advance(60);
    assert.equal((await ask("POST", `/import_session/${id}/pause`, {})).status, 204);
    assert.equal((await ask("POST", `/import_session/${id}/resume`, { now: true })).status, 400);
    assert.equal((await ask("POST", `/import_session/${id}/cancel`)).status, 204);
  });

  it("get an answer from every operation of the vendor's description: never a crash, 501 where not built", async () => {
    const ask = await connect(simulator());
    const { supported, unsupported } = (await controlOf(simulator())("GET", "/operations")).body;
    for (const operation of [...supported, ...unsupported].filter((name) => name !== "POST /logout")) {
      const [method = "", path = ""] = operation.split(" ");
      const { status } = await ask(method, path.replace("{id}", "x"), method === "GET" ? undefined : {});
      assert.equal(status === 501, unsupported.includes(operation), `${operation} answered ${status}`);
      assert.ok(status !== 500, operation);
    }
  });
});
