import assert from "node:assert/strict";
import { createWorld, type SourceType, sourceTypes } from "../../../../simulator/src/world";
import { call, refusal, rowOf, type TestWorld } from "../fixtures";

type Body = Readonly<Record<string, unknown>>;

const account = { remote_username: "u", remote_password: "top secret" };
const address = { management_address: "10.9.9.9" };
const iscsi = { iscsi_addresses: ["10.9.9.10", "10.9.9.11"] };
const vnxFile = { file_connection_address: "10.9.9.20", vnx_file_username: "nas", vnx_file_password: "top secret" };
const unityFile = { unity_file_details: { service_account_username: "svc", service_account_password: "top secret" } };
const targets = { universal_details: { fc_targets: [{ wwnn: "50:00:00:01", wwpn: "50:00:00:02" }] } };
const fibre = { data_connection_type: "FC" };

function add(world: TestWorld, body: Body): string {
  return (call(world, "POST /remote_system", "", { name: "Old-01", ...body }).body as { id: string }).id;
}

const accepted: readonly { readonly type: SourceType; readonly body: Body; readonly reason: string }[] = [
  ...(["Unity", "VNX", "Storage_Center", "XtremIO"] as const).flatMap((type) => [
    { type, body: { ...address, ...account, ...iscsi }, reason: "by iSCSI" },
    { type, body: { ...address, ...account, ...fibre }, reason: "by FC, which needs no targets" },
  ]),
  ...(["PS_Equallogic", "NetApp"] as const).map((type) => ({
    type,
    body: { ...address, ...account, ...iscsi },
    reason: "by iSCSI only",
  })),
  { type: "PowerMax_VMAX", body: { ...address, ...account, ...fibre, management_port: 8443 }, reason: "with its port" },
  { type: "Universal", body: { ...address, ...iscsi }, reason: "without an account: nothing on it is managed" },
  { type: "Universal", body: { ...address, ...fibre, ...targets }, reason: "with its FC targets" },
  { type: "VNX", body: { ...address, ...account, ...iscsi, ...vnxFile }, reason: "block and file" },
  { type: "VNX", body: vnxFile, reason: "file alone" },
  { type: "Unity", body: { ...address, ...account, ...iscsi, ...unityFile }, reason: "block and file" },
  { type: "Unity", body: { ...account, ...iscsi, management_address: "old.example" }, reason: "by a host name" },
];

const refused: readonly {
  readonly type: SourceType;
  readonly body: Body;
  readonly says: RegExp;
  readonly reason: string;
}[] = [
  { type: "Unity", body: { ...account, ...iscsi }, says: /needs management_address/, reason: "it is in the list" },
  { type: "Universal", body: iscsi, says: /needs management_address/, reason: "it is in the list" },
  {
    type: "XtremIO",
    body: { ...address, ...iscsi, remote_username: "u" },
    says: /needs remote_password/,
    reason: "account",
  },
  { type: "NetApp", body: { ...address, ...account, ...fibre }, says: /not reached by FC/, reason: "iSCSI only" },
  {
    type: "PowerMax_VMAX",
    body: { ...address, ...account, data_connection_type: "iSCSI", ...iscsi },
    says: /not reached by iSCSI/,
    reason: "FC only",
  },
  {
    type: "Unity",
    body: { ...address, ...account, ...fibre, ...iscsi },
    says: /iscsi_addresses do not go with FC/,
    reason: "one connection",
  },
  { type: "Universal", body: { ...address, ...fibre }, says: /needs universal_details/, reason: "no targets" },
  {
    type: "Universal",
    body: { ...address, ...iscsi, ...targets },
    says: /do not go with iSCSI/,
    reason: "targets of FC",
  },
  {
    type: "Universal",
    body: { ...address, ...fibre, universal_details: { fc_targets: [{ wwpn: "50:00:00:02" }] } },
    says: /wwnn and wwpn/,
    reason: "half of a target",
  },
  {
    type: "Unity",
    body: { ...address, ...account, ...iscsi, management_port: 443 },
    says: /a Unity has no management_port/,
    reason: "of a PowerMax",
  },
  { type: "Unity", body: { ...address, ...account, ...iscsi, ...vnxFile }, says: /only a VNX has/, reason: "of a VNX" },
  {
    type: "VNX",
    body: { ...address, ...account, ...iscsi, ...unityFile },
    says: /only a Unity has/,
    reason: "of a Unity",
  },
  {
    type: "VNX",
    body: { ...address, ...account, ...iscsi, vnx_file_username: "nas" },
    says: /needs file_connection_address/,
    reason: "all or none",
  },
  {
    type: "Unity",
    body: { ...account, ...iscsi, management_address: "fd00::1" },
    says: /IPv4 address or a host name/,
    reason: "no IPv6",
  },
  {
    type: "Universal",
    body: { ...iscsi, management_address: "fd00::1" },
    says: /IPv4 address or a host name/,
    reason: "no IPv6 before 4.4",
  },
  {
    type: "Unity",
    body: { ...address, ...account, iscsi_addresses: ["fd00::1"] },
    says: /IPv4 addresses/,
    reason: "no IPv6",
  },
  {
    type: "Unity",
    body: { ...address, ...account, ...fibre, session_chap_mode: "Single" },
    says: /does not go with FC/,
    reason: "CHAP is iSCSI's",
  },
];

describe("a new remote system", () => {
  it("can be of all eight types of sources", () => {
    assert.deepEqual([...new Set(accepted.map(({ type }) => type))].sort(), [...sourceTypes].sort());
  });

  for (const { type, body, reason } of accepted) {
    it(`of type ${type} is taken ${reason}`, () => {
      const world = createWorld();
      const id = add(world, { type, ...body });
      assert.equal(rowOf(world, "remote_system", id).type, type);
      assert.ok(!JSON.stringify([rowOf(world, "remote_system", id), world.snapshot()]).includes("top secret"));
    });
  }

  for (const { type, body, says, reason } of refused) {
    it(`of type ${type} is 422 and changes nothing for ${JSON.stringify(body)}: ${reason}`, () => {
      const world = createWorld();
      const before = world.count("remote_system");
      const { status, message } = refusal(() => add(world, { type, ...body }));
      assert.deepEqual([status, says.test(message)], [422, true], message);
      assert.equal(world.count("remote_system"), before);
    });
  }

  it("of type Universal may have an IPv6 address since 4.4 [API44], new and changed, and no other type", () => {
    const world = createWorld({ version: "4.4" });
    const id = add(world, { type: "Universal", ...iscsi, management_address: "fd00::1" });
    call(world, "PATCH /remote_system/{id}", id, { management_address: "fd00::2" });
    assert.equal(rowOf(world, "remote_system", id).management_address, "fd00::2");
    const unity = { type: "Unity", ...account, ...iscsi, name: "Other", management_address: "fd00::3" };
    assert.match(refusal(() => add(world, unity)).message, /IPv4 address or a host name/);
    const change = { management_address: "fd00::3" };
    assert.equal(refusal(() => call(world, "PATCH /remote_system/{id}", "rs-unity-01", change)).status, 422);
  });

  const chapModes = [
    { modes: { session_chap_mode: "Single" }, missing: "target_session_username" },
    { modes: { discovery_chap_mode: "Mutual" }, missing: "target_discovery_username" },
  ];
  for (const { modes, missing } of chapModes) {
    it(`needs ${missing} for ${JSON.stringify(modes)} where the reading is that accounts are required`, () => {
      const body = { type: "Unity", ...address, ...account, ...iscsi, ...modes };
      add(createWorld(), body);
      const { message } = refusal(() => add(createWorld({ chapSecrets: "required" }), body));
      assert.match(message, new RegExp(`needs import_chap_info.${missing}`));
    });
  }

  it("takes CHAP accounts of both sides, and shows none of them", () => {
    const sides = ["target", "initiator"].flatMap((side) => ["session", "discovery"].map((kind) => `${side}_${kind}`));
    const info = sides.flatMap((side) => [
      [`${side}_username`, "hidden-user"],
      [`${side}_password`, "top secret"],
    ]);
    const chap = {
      import_chap_info: Object.fromEntries(info),
      session_chap_mode: "Mutual",
      discovery_chap_mode: "Mutual",
    };
    const world = createWorld({ chapSecrets: "required" });
    const id = add(world, { type: "Unity", ...address, ...account, ...iscsi, ...chap });
    const seen = JSON.stringify([rowOf(world, "remote_system", id), world.snapshot()]);
    assert.ok(!seen.includes("hidden-user") && !seen.includes("top secret"));
  });

  it("has the files that it was made with: no data connections of a VNX that is there for its files alone", () => {
    const world = createWorld();
    const files = rowOf(world, "remote_system", add(world, { type: "VNX", ...vnxFile }));
    assert.deepEqual(
      [files.data_connection_state, files.file_connection_state, files.capabilities, files.vnx_file_username],
      ["Status_Not_Available", "OK", ["File_Import"], "nas"],
    );
    call(world, "POST /remote_system/{id}/discover", files.id);
    const blocks = ["import_vnx_array", "import_vnx_volume", "import_vnx_consistency_group"];
    assert.deepEqual(
      blocks.map((collection) => world.count(collection)),
      [0, 0, 0],
      "there is nothing of volumes",
    );
    add(world, { name: "Whole", type: "VNX", ...address, ...account, ...iscsi, ...vnxFile });
    assert.equal(world.count("import_vnx_array"), 1);
    const other = { management_address: "10.9.9.8" };
    const unity = add(world, { name: "Both", type: "Unity", ...other, ...account, ...iscsi, ...unityFile });
    assert.deepEqual(rowOf(world, "remote_system", unity).unity_file_details, { service_account_username: "svc" });
  });
});

describe("a change of a remote system", () => {
  const unity = "rs-unity-01";
  const modify = (world: TestWorld, body: Body, id = unity) => call(world, "PATCH /remote_system/{id}", id, body);

  it("leaves alone what it does not name, and takes a description off", () => {
    const world = createWorld();
    modify(world, { description: "old", remote_username: "other" });
    modify(world, { description: null });
    const { description, user_name, management_address } = rowOf(world, "remote_system", unity);
    assert.deepEqual([description, user_name, management_address], [null, "other", "10.0.1.10"]);
  });

  it("renames a Unity, or names the type in its refusal where the name is in no list for it", () => {
    modify(createWorld(), { name: "New" });
    const { message } = refusal(() => modify(createWorld({ sourceRenames: "refused" }), { name: "New" }));
    assert.match(message, /the name of a Unity cannot be changed/);
    modify(createWorld({ sourceRenames: "refused" }), { name: "New" }, "rs-xtremio-01");
  });

  it("adds a service account of a Unity once, and afterwards takes its password only", () => {
    const world = createWorld();
    const only = { unity_file_details: { service_account_password: "new" } };
    assert.match(refusal(() => modify(world, only)).message, /a name and a password/);
    modify(world, unityFile);
    modify(world, only);
    assert.match(refusal(() => modify(world, unityFile)).message, /only the password/);
    assert.equal(rowOf(world, "remote_system", unity).file_connection_state, "OK");
  });

  for (const body of [{ management_port: 1 }, vnxFile]) {
    it(`is refused for a Unity: ${Object.keys(body).join(", ")}`, () => {
      assert.match(refusal(() => modify(createWorld(), body)).message, /a Unity has no/);
    });
  }
});
