import assert from "node:assert/strict";
import type { ImportSessions } from "../../../provider/powerstore/api/contract";
import type { ImportSessionAction } from "../../../provider/powerstore/api/schemas/importSession";
import { importSessionSelect } from "../../../provider/powerstore/api/schemas/importSession";
import { failureOf, withClient } from "./client";
import { arrayError, json, loggedIn, type Received, type Script, wireSession } from "./scriptedServer";

const done: Script = (_, response) => void response.writeHead(204).end();
const missing: Script = (_, response) =>
  arrayError(response, 404, "Instance with id a was not found.", "0xE04040020009");

type Seen = Pick<Received, "method" | "path" | "body">;
const seen = ({ method, path, body }: Received): Seen => ({ method, path: decodeURIComponent(path), body });

const changes: readonly { name: string; call: (sessions: ImportSessions) => Promise<unknown>; sends: Seen }[] = [
  {
    name: "modifyImportSession",
    call: (sessions) => sessions.modifyImportSession("a", { scheduledTimestamp: "2026-12-24T22:00:00Z" }),
    sends: { method: "PATCH", path: "/import_session/a", body: '{"scheduled_timestamp":"2026-12-24T22:00:00Z"}' },
  },
  {
    name: "deleteImportSession",
    call: (sessions) => sessions.deleteImportSession("a"),
    sends: { method: "DELETE", path: "/import_session/a", body: "" },
  },
  {
    name: "cancelImportSession",
    call: (sessions) => sessions.cancelImportSession("a", { force: true }),
    sends: { method: "POST", path: "/import_session/a/cancel", body: '{"force":true}' },
  },
  {
    name: "cancelImportSession without force, said explicitly",
    call: (sessions) => sessions.cancelImportSession("a", { force: false }),
    sends: { method: "POST", path: "/import_session/a/cancel", body: '{"force":false}' },
  },
  ...(["pause", "resume", "cutover", "cleanup", "enable_destination_volume", "start_copy"] as const).map(
    (action: ImportSessionAction) => ({
      name: `actOnImportSession ${action}, without a body`,
      call: (sessions: ImportSessions) => sessions.actOnImportSession("a", action),
      sends: { method: "POST", path: `/import_session/a/${action}`, body: "" },
    }),
  ),
];

describe("import sessions on the wire", () => {
  for (const { name, call, sends } of changes) {
    it(`${name} sends ${sends.method} ${sends.path}`, async () => {
      await withClient(loggedIn(done), async ({ server, array }) => {
        assert.equal(await call(array.importSessions), undefined);
        assert.deepEqual(server.work().map(seen), [sends]);
      });
    });
  }

  it("getImportSession asks for every property that it reads, as the array gives the id alone otherwise", async () => {
    const answer: Script = (_, response) =>
      json(response, 200, {
        ...wireSession("a", { state: "Failed", progress_percentage: null }),
        error: { code: "0xE0", message_l10n: "Copy failed.", arguments: [] },
        state_l10n: "Failed",
      });
    await withClient(loggedIn(answer), async ({ server, array }) => {
      const session = await array.importSessions.getImportSession("a");
      assert.deepEqual(
        [session.state, session.progressPercentage, session.error, session.remoteSystemId],
        ["Failed", undefined, { code: "0xE0", message: "Copy failed." }, "remote-1"],
      );
      assert.deepEqual(server.work().map(seen), [
        { method: "GET", path: `/import_session/a?select=${importSessionSelect}`, body: "" },
      ]);
    });
  });

  it("getImportSession rejects when there is none such", async () => {
    await withClient(loggedIn(missing), async ({ array }) => {
      assert.equal((await failureOf(array.importSessions.getImportSession("a"))).name, "NotFoundError");
    });
  });

  for (const id of ["", ".."]) {
    it(`rejects the id ${JSON.stringify(id)} before anything is sent`, async () => {
      await withClient(loggedIn(done), async ({ server, array }) => {
        assert.ok((await failureOf(array.importSessions.deleteImportSession(id))) instanceof TypeError);
        assert.equal(server.received.length, 0);
      });
    });
  }

  it("createImportSession sends all properties under the array's names", async () => {
    await withClient(
      loggedIn((_, response) => json(response, 201, { id: "new" })),
      async ({ server, array }) => {
        const id = await array.importSessions.createImportSession({
          remoteSystemId: "r",
          sourceResourceId: "s",
          name: "db-01",
          type: "Agentless",
          description: "d",
          globalStorageDiscoveryAddress: "10.0.0.1",
          hostIds: ["h"],
          hostGroupIds: ["g"],
          consistencyGroupMemberHostIds: [{ volumeWwn: "w", hostIds: ["h"] }],
          consistencyGroupMemberHostGroupIds: [{ volumeWwn: "w", hostGroupIds: ["g"] }],
          volumeGroupId: "v",
          automaticCutover: false,
          protectionPolicyId: "p",
          scheduledTimestamp: "2026-12-24T22:00:00Z",
        });
        assert.equal(id, "new");
        const [request] = server.work();
        assert.deepEqual([request?.method, request?.path], ["POST", "/import_session"]);
        assert.deepEqual(JSON.parse(request?.body ?? ""), {
          remote_system_id: "r",
          source_resource_id: "s",
          name: "db-01",
          type: "Agentless",
          description: "d",
          global_storage_discovery_address: "10.0.0.1",
          host_ids: ["h"],
          host_group_ids: ["g"],
          consistency_group_member_host_ids: [{ volume_wwn: "w", host_ids: ["h"] }],
          consistency_group_member_host_group_ids: [{ volume_wwn: "w", host_group_ids: ["g"] }],
          volume_group_id: "v",
          automatic_cutover: false,
          protection_policy_id: "p",
          scheduled_timestamp: "2026-12-24T22:00:00Z",
        });
      },
    );
  });

  it("createImportSession leaves out what is not given", async () => {
    await withClient(
      loggedIn((_, response) => json(response, 201, { id: "new" })),
      async ({ server, array }) => {
        const body = { remoteSystemId: "r", sourceResourceId: "s", name: "n", type: "Non_Disruptive" } as const;
        await array.importSessions.createImportSession({ ...body, description: undefined });
        assert.equal(
          server.work()[0]?.body,
          '{"remote_system_id":"r","source_resource_id":"s","name":"n","type":"Non_Disruptive"}',
        );
      },
    );
  });

  it("findImportSessionByName escapes the name, and finds none as undefined", async () => {
    await withClient(loggedIn(missing), async ({ server, array }) => {
      assert.equal(await array.importSessions.findImportSessionByName("a/b c?"), undefined);
      assert.match(server.work()[0]?.path ?? "", /^\/import_session\/name:a%2Fb%20c%3F\?select=/);
    });
  });
});

describe("An answer about another session", () => {
  const other: Script = (_, response) => json(response, 200, wireSession("b", { name: "other" }));

  it("is not believed in a read by id", async () => {
    await withClient(loggedIn(other), async ({ array }) => {
      const failure = await failureOf(array.importSessions.getImportSession("a"));
      assert.match(failure.message, /answered with another session \(b\)/);
    });
  });

  it("is not believed in a look-up by name: somebody else's session must not be taken for one's own", async () => {
    await withClient(loggedIn(other), async ({ array }) => {
      const failure = await failureOf(array.importSessions.findImportSessionByName("db-01"));
      assert.match(failure.message, /answered with another session \("other"\)/);
    });
  });

  it("is the session itself in a look-up that does not regard case", async () => {
    await withClient(loggedIn(other), async ({ array }) => {
      assert.equal((await array.importSessions.findImportSessionByName("OTHER"))?.id, "b");
    });
  });
});

describe("listImportSessions", () => {
  it("has no more rows beyond the end, which records that were deleted meanwhile may have brought nearer", async () => {
    const beyond = loggedIn((_, response) => arrayError(response, 416, "Out of range."));
    await withClient(beyond, async ({ array }) => {
      const next = await array.importSessions.listImportSessions({ offset: 2000, limit: 2000 });
      assert.deepEqual(next, { sessions: [], total: 2000 });
      const first = await failureOf(array.importSessions.listImportSessions({ offset: 0, limit: 2000 }));
      assert.match(first.message, /416/);
    });
  });
});

describe("listMemberSessions", () => {
  /** Answers with `rows` in pages of two, as an array whose limit is two would. */
  const paged =
    (rows: readonly string[], range: (from: number, to: number) => string): Script =>
    (request, response) => {
      const query = new URL(`https://array.example${request.path}`).searchParams;
      const from = Number(query.get("offset"));
      const page = rows
        .slice(from, from + 2)
        .map((id) => wireSession(id, { parent_session_id: query.get("parent_session_id") }));
      const isPartial = page.length < rows.length;
      json(
        response,
        isPartial ? 206 : 200,
        page,
        isPartial ? { "Content-Range": range(from, from + page.length - 1) } : {},
      );
    };

  const cases = [
    { name: "no page", rows: [], range: "0-1" },
    { name: "one page", rows: ["a", "b"], range: "" },
    { name: "three pages with a total", rows: ["a", "b", "c", "d", "e"], range: "/5" },
    { name: "pages that tell no total", rows: ["a", "b", "c"], range: "" },
  ];
  for (const { name, rows, range } of cases) {
    it(`gives every member from ${name}`, async () => {
      const script = loggedIn(paged(rows, (from, to) => `${from}-${to}${range}`));
      await withClient(script, async ({ server, array }) => {
        const members = await array.importSessions.listMemberSessions("parent");
        assert.deepEqual(
          members.map(({ id }) => id),
          rows,
        );
        for (const { path } of server.work())
          assert.match(path, /parent_session_id=eq\.parent&order=id&limit=100[01]&offset=/);
      });
    });
  }

  it("fails when one row comes twice, for then another one may be missing", async () => {
    const twice: Script = (_, response) => json(response, 200, [wireSession("a"), wireSession("a")]);
    await withClient(loggedIn(twice), async ({ array }) => {
      const members = await failureOf(array.importSessions.listMemberSessions("parent"));
      assert.match(members.message, /answered with one row twice/);
      const page = await failureOf(array.importSessions.listImportSessions({ limit: 2 }));
      assert.match(page.message, /answered with one row twice/);
    });
  });

  it("fails when the array gives the same page again, because half a group must not pass for the whole", async () => {
    const same: Script = (_, response) => json(response, 206, [wireSession("a")], { "Content-Range": "0-0/3" });
    await withClient(loggedIn(same), async ({ array }) => {
      const error = await failureOf(array.importSessions.listMemberSessions("parent"));
      assert.equal(error.name, "NotPowerStoreError");
      assert.match(error.message, /^listing the members of import session \(parent\) /);
    });
  });
});
