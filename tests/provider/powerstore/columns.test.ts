import assert from "node:assert/strict";
import type { PowerStore } from "../../../provider/powerstore/api/contract";
import { importSessionSelect } from "../../../provider/powerstore/api/schemas/importSession";
import { failureOf, withClient } from "./client";
import { arrayError, json, loggedIn, type Script, wireSession } from "./scriptedServer";

const UNKNOWN_COLUMN = "0xE0404003000A";

const rows: Readonly<Record<string, Record<string, unknown>>> = {
  import_session: wireSession("a"),
  cluster: { id: "0", global_id: "PS1", name: "cluster-1" },
  remote_system: { id: "r", type: "Unity", name: "Unity-01", serial_number: "S1", management_address: "10.0.0.1" },
  volume: { id: "v", name: "volume-1" },
  import_unity_volume: {
    id: "s",
    name: "vol",
    importable_criteria: "Ready",
    wwn: "naa.1",
    size: 8192,
    import_unity_id: "r",
  },
  import_unity_consistency_group: { id: "g", name: "group", importable_criteria: "Ready", import_unity_id: "r" },
};

/** An array of a newer version: some columns are no more, in any collection. */
function without(...columns: readonly string[]): Script {
  return loggedIn(({ method, path }, response) => {
    if (method !== "GET") return void response.writeHead(204).end();
    const { pathname, searchParams } = new URL(`https://array.test${path}`);
    const [, collection = "", id] = pathname.split("/");
    const select = searchParams.get("select") ?? "id";
    const all = Object.fromEntries(Object.entries(rows[collection] ?? {}).filter(([name]) => !columns.includes(name)));
    const names = select === "*" ? Object.keys(all) : select.split(",");
    const unknown = names.find((name) => !(name in all));
    if (unknown) return arrayError(response, 400, `Column ${unknown} does not exist.`, UNKNOWN_COLUMN);
    const row = Object.fromEntries(names.map((name) => [name, all[name]]));
    json(response, 200, id === undefined ? [row] : row);
  });
}

type Read = {
  readonly name: string;
  readonly column: string;
  read(array: PowerStore): Promise<unknown>;
  finds: unknown;
};

const id = (row: { readonly id: string } | undefined) => row?.id;
const ids = (found: readonly { readonly id: string }[]) => found.map((row) => row.id);
const sessions = importSessionSelect.split(",").filter((column) => column !== "id" && column !== "state");
const reads: readonly Read[] = [
  ...sessions.map((column) => ({
    name: "a session",
    column,
    read: async (array: PowerStore) => id(await array.importSessions.getImportSession("a")),
    finds: "a",
  })),
  ...["name", "description", "error"].flatMap((column) => [
    {
      name: "a session by its name",
      column,
      read: async (array: PowerStore) => (await array.importSessions.findImportSessionByName("session-a"))?.name,
      finds: "session-a",
    },
    {
      name: "a page of sessions",
      column,
      read: async (array: PowerStore) => ids((await array.importSessions.listImportSessions({ limit: 5 })).sessions),
      finds: ["a"],
    },
    {
      name: "the members of a group",
      column,
      read: async (array: PowerStore) => ids(await array.importSessions.listMemberSessions("a")),
      finds: ["a"],
    },
  ]),
  ...["parent_session_id", "last_update_timestamp"].map((column) => ({
    name: "the queue",
    column,
    read: async (array: PowerStore) => ids(await array.importSessions.listQueuedSessions()),
    finds: ["a"],
  })),
  ...["name", "parent_session_id"].map((column) => ({
    name: "the sessions in some states",
    column,
    read: async (array: PowerStore) => ids(await array.importSessions.listSessionsIn(["Queued", "Copy_In_Progress"])),
    finds: ["a"],
  })),
  ...["name", "wwn", "size"].map((column) => ({
    name: "source volumes",
    column,
    read: async (array: PowerStore) => ids(await array.sources.listSourceVolumes("Unity")),
    finds: ["s"],
  })),
  {
    name: "source groups",
    column: "name",
    read: async (array) => ids(await array.sources.listSourceGroups("Unity")),
    finds: ["g"],
  },
  {
    name: "the cluster's id",
    column: "id",
    read: (array) => array.inventory.getClusterId(),
    finds: "PS1",
  },
];

describe("A newer PowerStore that no longer has a column", () => {
  for (const { name, column, read, finds } of reads) {
    it(`costs the reading of ${name} one more request, once: ${column}`, async () => {
      await withClient(without(column), async ({ server, array }) => {
        for (let time = 0; time < 3; time++) assert.deepEqual(await read(array), finds);
        const selects = server
          .work()
          .map(({ path }) => new URL(`https://array.test${path}`).searchParams.get("select"));
        assert.deepEqual(selects.slice(1), ["*", "*", "*"]);
      });
    });
  }

  it("is asked for the columns of other collections as before", async () => {
    await withClient(without("description"), async ({ server, array }) => {
      await array.importSessions.getImportSession("a");
      await array.inventory.findIdByName("remote_system", "Unity-01");
      assert.match(server.work().at(-1)?.path ?? "", /select=id$/);
    });
  });

  it("shows what is left of a session: what is missing is not known", async () => {
    await withClient(without("name", "description", "progress_percentage", "type"), async ({ array }) => {
      const { state, name, type, sourceResourceId } = await array.importSessions.getImportSession("a");
      assert.deepEqual([state, name, type, sourceResourceId], ["Copy_In_Progress", undefined, undefined, "source-1"]);
    });
  });

  for (const column of ["id", "state"]) {
    it(`is not understood without the ${column} of a session, which everything is about`, async () => {
      await withClient(without(column), async ({ array }) => {
        const error = await failureOf(array.importSessions.getImportSession("a"));
        assert.equal(error.name, "NotPowerStoreError");
        assert.match(error.message, new RegExp(`\\(${column}: `));
      });
    });
  }

  it("is told from a refusal of another kind, which is the answer", async () => {
    const refusing = loggedIn((_, response) => arrayError(response, 400, "Something else.", "0xE04040010005"));
    await withClient(refusing, async ({ server, array }) => {
      assert.equal((await failureOf(array.importSessions.getImportSession("a"))).name, "RefusedError");
      assert.equal(server.work().length, 1);
    });
  });

  it("that refuses all columns as well is asked no third time", async () => {
    const refusing = loggedIn((_, response) => arrayError(response, 400, "No column.", UNKNOWN_COLUMN));
    await withClient(refusing, async ({ server, array }) => {
      assert.equal((await failureOf(array.importSessions.getImportSession("a"))).name, "RefusedError");
      assert.equal(server.work().length, 2);
    });
  });
});
