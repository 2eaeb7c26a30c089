import assert from "node:assert/strict";
import { accessArray } from "../../../provider/lifecycle/array/arrayAccess";
import { queryFunctions } from "../../../provider/lifecycle/functions";
import type { Relatives } from "../../../provider/lifecycle/functions/owner";
import { decideOwned } from "../../../provider/lifecycle/functions/owner";
import { connect } from "../../../provider/powerstore/powerStore";
import type { Simulator, SourceArray } from "../../../simulator/src";
import { startSimulator } from "../../../simulator/src";
import { clockFrom } from "../../clock";
import { failureOf, withClient } from "../powerstore/client";
import { arrayError, json, loggedIn, type Script, wireSession } from "../powerstore/scriptedServer";

type Row = { readonly id: string; readonly [name: string]: unknown };
type Asked = {
  readonly sessions?: readonly Row[];
  readonly volumes?: readonly Row[];
  readonly groups?: readonly Row[];
};

const ids = (rows: readonly Row[] | undefined) => (rows ?? []).map(({ id }) => id);
const { signal } = new AbortController();

describe("getImportSessions", () => {
  async function sessionsFrom(script: Script, inputs: Readonly<Record<string, unknown>> = {}): Promise<readonly Row[]> {
    let found: Asked = {};
    await withClient(loggedIn(script), async ({ array }) => {
      const access = accessArray(array, { clock: clockFrom(() => 0) });
      found = await queryFunctions.getImportSessions.run(inputs, access, signal);
    });
    return found.sessions ?? [];
  }

  /** Pages as the array gives them: 206 for a part, with or without the total. */
  const pages =
    (list: (offset: number) => readonly Row[], contentRange: (offset: number) => string | undefined): Script =>
    ({ path }, response) => {
      const offset = Number(new URL(`https://array.test${path}`).searchParams.get("offset"));
      const range = contentRange(offset);
      json(response, 206, list(offset), range === undefined ? {} : { "Content-Range": range });
    };
  const rows = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => wireSession(`s${String(from + index).padStart(5, "0")}`) as Row);

  it("shows a session in a state that this version does not know, in the array's words", async () => {
    const odd = wireSession("b", { state: "Teleporting", type: "Metro", destination_resource_type: "namespace" });
    const sessions = await sessionsFrom((_, response) => json(response, 200, [wireSession("a"), odd]));
    assert.deepEqual(ids(sessions), ["a", "b"]);
    assert.deepEqual(
      [sessions[1]?.state, sessions[1]?.type, sessions[1]?.destinationResourceType],
      ["Teleporting", "Metro", "namespace"],
    );
  });

  it("shows a session without a state, and one of which a value has another shape", async () => {
    const odd = [wireSession("a", { state: null }), wireSession("b", { progress_percentage: "40", error: "none" })];
    const [first, second] = await sessionsFrom((_, response) => json(response, 200, odd));
    assert.equal(first?.state, "not told");
    assert.deepEqual([second?.state, second?.progressPercentage], ["Copy_In_Progress", undefined]);
  });

  it("lists no session twice when one that appears meanwhile moves the others to the next page", async () => {
    const moved = (offset: number) => (offset === 0 ? rows(0, 1000) : rows(999, 1500));
    const sessions = await sessionsFrom(pages(moved, (offset) => `${offset}-${offset + 999}/1501`));
    assert.equal(sessions.length, 1500);
    assert.equal(new Set(ids(sessions)).size, 1500);
  });

  it("ends on parts without a total, once the last row comes alone", async () => {
    const parts = pages(
      (offset) => rows(offset, Math.min(offset + 1000, 1200)),
      () => undefined,
    );
    assert.equal((await sessionsFrom(parts)).length, 1200);
  });

  /** An array from which somebody deletes rows. */
  const deleting = (all: readonly Row[], afterEach: (asked: number) => number) => {
    let [left, asked] = [all, 0];
    const script: Script = ({ path }, response) => {
      const { searchParams } = new URL(`https://array.test${path}`);
      const [offset, limit] = [Number(searchParams.get("offset")), Number(searchParams.get("limit"))];
      if (offset >= left.length) return arrayError(response, 416, "Out of range.");
      const page = left.slice(offset, offset + limit);
      json(response, 206, page, { "Content-Range": `${offset}-${offset + page.length - 1}/${left.length}` });
      left = left.slice(afterEach(++asked));
    };
    return { script, left: () => ids(left) };
  };

  for (const [name, count] of [
    ["which moves the others to parts that were read", 3],
    ["so that there is no next part any more", 1500],
  ] as const) {
    it(`leaves no session out where earlier ones are deleted between two parts, ${name}`, async () => {
      const { script, left } = deleting(rows(0, 2500), (asked) => (asked === 1 ? count : 0));
      assert.deepEqual(ids(await sessionsFrom(script)), left());
    });
  }

  it("ends with an error where sessions are deleted between all parts, again and again", async () => {
    const { script } = deleting(rows(0, 2500), () => 1);
    await withClient(loggedIn(script), async ({ array }) => {
      const access = accessArray(array, { clock: clockFrom(() => 0) });
      const error = await failureOf(queryFunctions.getImportSessions.run({}, access, signal));
      assert.match(error.message, /answered 4 times with pages that do not fit together/);
    });
  });

  it("ends with an error when the array gives the same part again and again", async () => {
    await withClient(
      loggedIn(
        pages(
          () => rows(0, 5),
          () => undefined,
        ),
      ),
      async ({ array }) => {
        const access = accessArray(array, { clock: clockFrom(() => 0) });
        const error = await failureOf(queryFunctions.getImportSessions.run({}, access, signal));
        assert.match(error.message, /answered with the same page again/);
      },
    );
  });
});

describe("The sources of one of two arrays of a type", () => {
  const sources: readonly SourceArray[] = [
    { name: "Unity-01", type: "Unity", volumes: 3, groups: [2] },
    { name: "Unity-02", type: "Unity", volumes: 2, groups: [3] },
    { name: "Old", type: "VNX", volumes: 2 },
    { name: "Other", type: "VNX", volumes: 1 },
    { name: "Fast", type: "PowerMax_VMAX", volumes: 2 },
    { name: "Faster", type: "PowerMax_VMAX", volumes: 1 },
    { name: "Any", type: "Universal", volumes: 2 },
    { name: "Thing", type: "Universal", volumes: 1 },
    { name: "Group", type: "PS_Equallogic", volumes: 1 },
    { name: "Center", type: "Storage_Center", volumes: 1 },
    { name: "Center-2", type: "Storage_Center", volumes: 2 },
    { name: "Filer", type: "NetApp", volumes: 1 },
    { name: "Brick", type: "XtremIO", volumes: 1 },
    { name: "Brick-2", type: "XtremIO", volumes: 2 },
  ];
  let simulator: Simulator;
  let array: ReturnType<typeof accessArray>;
  let ask: (name: "getImportableVolumes" | "getImportableGroups", remoteSystem: string) => Promise<Asked>;
  before(async () => {
    simulator = await startSimulator({ sources });
    const { endpoint, username, password, caCertificate } = simulator;
    array = accessArray(connect({ endpoint, username, password, caCertificate, insecure: false, timeoutSeconds: 5 }));
    ask = (name, remoteSystem) =>
      queryFunctions[name].run({ remoteSystemId: `name:${remoteSystem}`, onlyImportable: false }, array, signal);
  });
  after(() => simulator.close());

  for (const { name, type, volumes, groups = [] } of sources) {
    it(`are those of ${name} (${type}) and no other's`, async () => {
      const slug = name.toLowerCase();
      const found = await ask("getImportableVolumes", name);
      const members = groups.reduce((sum, count) => sum + count, 0);
      assert.equal(found.volumes?.length, volumes + members);
      assert.ok(
        ids(found.volumes).every((id) => id.startsWith(`${slug}-vol-`) || type === "Universal"),
        String(ids(found.volumes)),
      );
      const { groups: foundGroups } = await ask("getImportableGroups", name);
      assert.equal(foundGroups?.length, groups.length);
    });
  }

  it("are those of a name, whatever its case, and none where a universal volume has none", async () => {
    const named = async (name: string, remoteSystem: string) => {
      const inputs = { remoteSystemId: `name:${remoteSystem}`, name, onlyImportable: false };
      return ids(((await queryFunctions.getImportableVolumes.run(inputs, array, signal)) as Asked).volumes);
    };
    const [first] = sources;
    const all = (await ask("getImportableVolumes", String(first?.name))).volumes ?? [];
    const [, second] = all;
    assert.deepEqual(await named(String(second?.name).toUpperCase(), String(first?.name)), [second?.id]);
    assert.deepEqual(await named("no such", String(first?.name)), []);
    const universal = sources.find(({ type }) => type === "Universal");
    assert.deepEqual(await named("undefined", String(universal?.name)), []);
  });

  it("are not importable yet where the array does not say whether they are", async () => {
    const { importable_criteria: _, ...silent } = simulator.world.rows("import_unity_volume")?.[0] ?? { id: "" };
    simulator.setFaults([{ operation: "GET /import_unity_volume", effect: { body: [silent] } }]);
    const [found] = (await ask("getImportableVolumes", "Unity-01")).volumes ?? [];
    assert.deepEqual(
      [found?.id, found?.importableCriteria, found?.isImportable, found?.reason],
      [silent.id, "Undetermined", false, "the array has not looked at it yet: discover the remote system again"],
    );
  });

  const system = (id: string, serialNumber?: string, managementAddress?: string) => ({
    id,
    serialNumber,
    managementAddress,
  });
  const volume = (id: string, ownerId?: string) => ({ id, ownerId });
  const volumes = [volume("v1", "array-1"), volume("v2", "array-2"), volume("v3", "array-1"), volume("v4")];
  const cases: readonly {
    readonly name: string;
    readonly relatives: Omit<Relatives, "remoteSystemId">;
    readonly owned: readonly string[];
  }[] = [
    {
      name: "the serial number of its array",
      relatives: {
        remoteSystems: [system("r1", "S1"), system("r2", "S2")],
        arrays: [system("array-1", "s1"), system("array-2", "S2")],
      },
      owned: ["v1", "v3"],
    },
    {
      name: "the id of its array, which is a serial number",
      relatives: { remoteSystems: [system("r1", "ARRAY-1"), system("r2", "ARRAY-2")], arrays: [system("array-1")] },
      owned: ["v1", "v3"],
    },
    {
      name: "the address of its array, where no serial number is told",
      relatives: {
        remoteSystems: [system("r1", undefined, "Array1.example"), system("r2", undefined, "array2.example")],
        arrays: [system("array-1", "S1", "array1.example"), system("array-2", "S2", "array2.example")],
      },
      owned: ["v1", "v3"],
    },
    {
      name: "being the only one of its type, where nothing else connects them",
      relatives: { remoteSystems: [system("r1")], arrays: [] },
      owned: ["v1", "v2", "v3", "v4"],
    },
    {
      name: "nothing, if all are another's",
      relatives: { remoteSystems: [system("r1", "S9"), system("r2", "S1")], arrays: [system("array-1", "S1")] },
      owned: [],
    },
  ];
  for (const { name, relatives, owned } of cases) {
    it(`are told by ${name}`, () => {
      assert.deepEqual(ids(decideOwned(volumes, { remoteSystemId: "r1", ...relatives })), owned);
    });
  }

  it("are not guessed where neither serial number nor address tells the systems apart", () => {
    const remoteSystems = [system("r1"), system("r2")];
    const relatives = { remoteSystemId: "r1", remoteSystems, arrays: [system("array-1"), system("array-2")] };
    assert.throws(() => decideOwned(volumes, relatives), /does not say which/);
  });

  it("are not guessed where the array does not name any owner", () => {
    const relatives = { remoteSystemId: "r1", remoteSystems: [system("r1"), system("r2")], arrays: [] };
    assert.throws(
      () => decideOwned([volume("v1"), volume("v2")], relatives),
      /does not say which.*Leave remoteSystemId out/,
    );
  });
});
