import assert from "node:assert/strict";
import { connect } from "./client";
import { useSimulator } from "./useSimulator";

const iqn = "iqn.1998-01.com.example:";
const initiators = {
  iscsi: [{ port_name: `${iqn}a`, port_type: "iSCSI" }],
  mixed: [
    { port_name: "58:cc:f0:98:49:21:07:02", port_type: "FC" },
    { port_name: `${iqn}b`, port_type: "iSCSI" },
  ],
};

/**
 * Queries as openstack/cinder 29.0.0, canonical/lxd, dell/gopowerstore 1.20.1 and dell/python-powerstore 3.5.1 send them: two volumes of a
 * group, a snapshot of one of them, and hosts.
 */
describe("queries of clients that others wrote", () => {
  const simulator = useSimulator({ ids: "counted" });
  let ask: Awaited<ReturnType<typeof connect>>;
  let ids: Readonly<Record<"vol" | "other" | "snapshot" | "group", string>>;

  beforeEach(async () => {
    ask = await connect(simulator());
    const make = async (path: string, body: unknown) => String((await ask("POST", path, body)).body.id);
    const vol = await make("/volume", { name: "vol", size: 1048576 });
    const other = await make("/volume", { name: "other", size: 1048576 });
    const group = await make("/volume_group", { name: "group", volume_ids: [vol, other] });
    await make("/host", { name: "iscsi", os_type: "Linux", initiators: initiators.iscsi });
    await make("/host", { name: "mixed", os_type: "Linux", initiators: initiators.mixed });
    ids = { vol, other, group, snapshot: putSnapshot(vol) };
  });

  /** A snapshot by hand, for no operation of the import surface makes one. */
  function putSnapshot(parent: string): string {
    const state = JSON.parse(JSON.stringify(simulator().snapshot()));
    const volumes: { id: string; name: string }[] = state.collections.volume;
    const id = "snapshot-1";
    const protection_data = {
      family_id: parent,
      source_id: parent,
      parent_id: parent,
      source_timestamp: "2026-01-01T00:00:00.000Z",
      is_app_consistent: true,
    };
    volumes.push({
      ...volumes.find((each) => each.id === parent),
      id,
      name: "snap",
      type: "Snapshot",
      volume_group_id: null,
      protection_data,
    } as never);
    simulator().restore(state);
    return id;
  }

  const names = async (path: string): Promise<readonly string[]> => {
    const { status, body, text } = await ask("GET", path);
    assert.equal(status, 200, text);
    return body.map(({ name }: { readonly name: string }) => name);
  };

  const paths = [
    {
      filter: "protection_data->>source_id=eq.$vol&type=eq.Snapshot",
      expected: ["snap"],
      reason: "cinder, Go, Python",
    },
    { filter: "protection_data-%3E%3Eparent_id=eq.$vol", expected: ["snap"], reason: "LXD, escaped" },
    { filter: "protection_data->>family_id=eq.$other", expected: [], reason: "another one's" },
    {
      filter: "protection_data->>family_id=eq.SNAPSHOT-1",
      expected: [],
      reason: "text inside of objects keeps its case",
    },
    { filter: "protection_data->>family_id=is.null", expected: ["vol", "other"], reason: "nothing there is null" },
    { filter: "protection_data->>family_id=not.is.null", expected: ["snap"], reason: "and something is not" },
    {
      filter: "protection_data->>family_id=neq.x",
      expected: ["snap"],
      reason: "nothing is not unequal either, as in SQL",
    },
    {
      filter: "protection_data->>is_app_consistent=eq.true",
      expected: ["snap"],
      reason: "->> makes text of a boolean",
    },
    { filter: "protection_data->>source_timestamp=gte.2026", expected: ["snap"], reason: "text has an order" },
    { filter: "protection_data->>family_id=in.($vol,$other)", expected: ["snap"], reason: "each operator of text" },
    {
      filter: "or=(protection_data->>family_id.eq.$vol,name.eq.other)",
      expected: ["other", "snap"],
      reason: "beside others in or",
    },
    { filter: "not.and=(protection_data->>family_id.not.is.null)", expected: ["vol", "other"], reason: "and in and" },
    {
      filter: "order=protection_data->>family_id,name.desc",
      expected: ["snap", "vol", "other"],
      reason: "V: sorting by what is embedded",
    },
  ];
  for (const { filter, expected, reason } of paths) {
    it(`find volumes by a JSON path: ${filter} (${reason})`, async () => {
      const query = filter.replaceAll("$vol", ids.vol).replaceAll("$other", ids.other);
      assert.deepEqual(await names(`/volume?select=name&${query}`), expected);
    });
  }

  const hostPaths = [
    { filter: "host_initiators->0->>port_type=eq.iSCSI", expected: ["iscsi"] },
    { filter: "host_initiators->1->>port_type=eq.iSCSI", expected: ["mixed"] },
    { filter: "host_initiators->-1->>port_type=eq.iSCSI", expected: ["iscsi", "mixed"] },
    { filter: `host_initiators->0->>port_name=ilike.*${iqn}*`, expected: ["iscsi"] },
  ];
  for (const { filter, expected } of hostPaths) {
    it(`find hosts by what their initiators are: ${filter}`, async () => {
      const own = `select=name&name=in.(iscsi,mixed)&${filter}`;
      assert.deepEqual(await names(`/host?${own}`), expected);
    });
  }

  const dead = [
    { path: "/volume?protection_data->>colour=eq.x", says: "colour", reason: "no such property of the object" },
    { path: "/volume?protection_data->0=eq.x", says: "protection_data->0", reason: "only ->> gives a text" },
    { path: "/volume?protection_data->0->>id=eq.x", says: "at 0", reason: "an object has no places" },
    { path: "/volume?size->>x=eq.1", says: "at x", reason: "a number has no inside" },
    { path: "/volume?colour->>x=eq.1", says: "colour", reason: "no such property" },
    { path: "/host?host_initiators->>port_type=eq.FC", says: "at port_type", reason: "a list has no names" },
    { path: "/host?host_initiators=cs.{a}", says: "host_initiators", reason: "[API]: not filtered by as a whole" },
    {
      path: "/volume?select=protection_data->>family_id",
      says: "protection_data",
      reason: "V: embedded objects come whole",
    },
    { path: "/volume?order=protection_data", says: "protection_data", reason: "an object has no order" },
  ];
  for (const { path, says, reason } of dead) {
    it(`are refused where a path leads nowhere: ${path} (${reason})`, async () => {
      const { status, text } = await ask("GET", path);
      assert.equal(status, 400, text);
      assert.ok(text.includes(says), text);
    });
  }

  const instances = [
    { path: "/volume/name:vol?or=(type.eq.Primary,type.eq.Clone)&select=id", status: 200, reason: "LXD" },
    {
      path: "/volume/name:snap?or=(type.eq.Primary,type.eq.Clone)&select=id",
      status: 404,
      reason: "a snapshot is neither",
    },
    { path: "/volume/$snapshot?select=*&type=eq.Snapshot", status: 200, reason: "Dell's Go client" },
    { path: "/volume/$vol?select=*&type=eq.Snapshot", status: 404, reason: "the volume is none" },
    { path: "/volume/$vol?type=eq.Primary&name=eq.other", status: 404, reason: "all filters count" },
    { path: "/volume/$vol?protection_data->>family_id=is.null", status: 200, reason: "paths as well" },
    { path: "/volume/$vol?colour=eq.red", status: 400, reason: "no such property" },
    { path: "/volume/$vol?order=name", status: 400, reason: "one is in no order" },
  ];
  for (const { path, status, reason } of instances) {
    it(`get ${status} with filters beside an id: ${path} (${reason})`, async () => {
      const reply = await ask("GET", path.replace("$vol", ids.vol).replace("$snapshot", ids.snapshot));
      assert.equal(reply.status, status, reply.text);
      if (status === 404) assert.equal(reply.body.messages[0].code, "0xE04040020009");
    });
  }

  it("find the members of a volume group by way of the table that holds them, as Dell's Go client does", async () => {
    const select = "*,volumes(*),protection_policy(*),protection_data,volume.volume_group_membership(id,name)";
    const { status, body, text } = await ask("GET", `/volume_group/${ids.group}?select=${select}`);
    assert.equal(status, 200, text);
    assert.deepEqual(body.volume, [
      { id: ids.vol, name: "vol" },
      { id: ids.other, name: "other" },
    ]);
    assert.equal(body.volumes.length, 2);
    const back = await ask("GET", `/volume/${ids.vol}?select=volume_group.volume_group_membership(name)`);
    assert.deepEqual(back.body, { volume_group: [{ name: "group" }] });
    assert.equal((await ask("GET", `/volume_group/${ids.group}?select=volume.colour(id)`)).status, 400);
  });

  it("select what a policy limits, which is beyond the import surface, as Dell's Python client does", async () => {
    const select = "id,io_limit_rules(id,name),file_io_limit_rules(id,name),io_limit_rule(id)";
    const { status, body, text } = await ask("GET", `/policy/policy-01?select=${select}`);
    assert.equal(status, 200, text);
    assert.deepEqual(body, { id: "policy-01", io_limit_rules: [], file_io_limit_rules: [], io_limit_rule: null });
  });

  const truths = [
    { filter: "is_cluster=eq.True", is: true, reason: "cinder: Python's own spelling" },
    { filter: "is_cluster=eq.FALSE", is: false, reason: "any case of letters" },
    { filter: "is_cluster=in.(True)", is: true, reason: "in lists" },
    { filter: "is_cluster=is.True", is: true, reason: "is" },
    { filter: "is_cluster=not.is.False", is: true, reason: "its opposite" },
    { filter: "or=(is_cluster.eq.True,is_cluster.is.NULL)", is: true, reason: "inside of or" },
  ];
  for (const { filter, is, reason } of truths) {
    it(`may write a boolean in any case: ${filter} (${reason})`, async () => {
      const { status, body, text } = await ask("GET", `/software_installed?select=is_cluster&${filter}`);
      assert.equal(status, 200, text);
      assert.ok(body.length > 0);
      assert.ok(
        body.every(({ is_cluster }: { readonly is_cluster: boolean }) => is_cluster === is),
        text,
      );
    });
  }
});
