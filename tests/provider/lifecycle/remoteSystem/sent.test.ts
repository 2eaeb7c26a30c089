import assert from "node:assert/strict";
import type { Stage } from "../arrayObject/stage";
import { chap, openRemoteSystems, PASSWORD, systems } from "./stage";

const login = { managementAddress: "10.20.0.10", username: "admin", password: PASSWORD };
const account = { management_address: "10.20.0.10", remote_username: "admin", remote_password: PASSWORD };
const iscsi = { iscsiAddresses: ["10.20.0.21"] };
const noChap = { discovery_chap_mode: "Disabled", session_chap_mode: "Disabled" };
const byIscsi = { data_connection_type: "iSCSI", iscsi_addresses: ["10.20.0.21"], ...noChap };
const fcTargets = [
  { wwnn: "50:00:09:72:00:00:00:01", wwpn: "50:00:09:72:00:00:00:02" },
  { wwnn: "50:00:09:72:00:00:00:03", wwpn: "50:00:09:72:00:00:00:04" },
];
const vnxFile = { fileConnectionAddress: "10.20.0.30", vnxFileUsername: "nas", vnxFilePassword: "nas-Passw0rd" };
const vnxFileSent = {
  file_connection_address: "10.20.0.30",
  vnx_file_username: "nas",
  vnx_file_password: "nas-Passw0rd",
};

describe("What is sent to make a remote system", () => {
  let stage: Stage;
  /** Bodies on their way to the array, whose journal keeps no secrets. */
  let sent: unknown[];
  before(async () => {
    stage = await openRemoteSystems();
    stage.between = (request, pass) => {
      if (request.method === "POST" && request.url.endsWith("/remote_system"))
        sent.push(JSON.parse(request.body ?? ""));
      return pass(request);
    };
  });
  beforeEach(() => {
    stage.restart();
    stage.simulator.reset();
    stage.recorded = undefined;
    sent = [];
  });
  after(() => stage.close());

  const cases: [type: string, how: string, program: object, body: object][] = [
    ["Unity", "by iSCSI", { ...login, ...iscsi }, { ...account, ...byIscsi }],
    ["Unity", "by FC", { ...login, dataConnectionType: "FC" }, { ...account, data_connection_type: "FC" }],
    [
      "Unity",
      "with files",
      {
        ...login,
        ...iscsi,
        unityServiceAccountUsername: "service",
        unityServiceAccountPassword: "service-Passw0rd",
      },
      {
        ...account,
        ...byIscsi,
        unity_file_details: { service_account_username: "service", service_account_password: "service-Passw0rd" },
      },
    ],
    [
      "Unity",
      "with CHAP, each name and secret where it belongs",
      { ...login, ...iscsi, ...chap, description: "the old one" },
      {
        ...account,
        ...byIscsi,
        description: "the old one",
        discovery_chap_mode: "Single",
        session_chap_mode: "Mutual",
        import_chap_info: {
          target_discovery_username: "ps-discovery",
          target_discovery_password: "discovery-Secret-1",
          target_session_username: "ps-session",
          target_session_password: "session-Secret-1",
          initiator_session_username: "source-session",
          initiator_session_password: "mutual-Secret-1",
        },
      },
    ],
    ["VNX", "with files", { ...login, ...iscsi, ...vnxFile }, { ...account, ...byIscsi, ...vnxFileSent }],
    ["VNX", "for its files alone: nothing of blocks", vnxFile, vnxFileSent],
    ["Storage_Center", "by iSCSI", { ...login, ...iscsi }, { ...account, ...byIscsi }],
    ["XtremIO", "by iSCSI", { ...login, ...iscsi }, { ...account, ...byIscsi }],
    ["PS_Equallogic", "by iSCSI", { ...login, ...iscsi }, { ...account, ...byIscsi }],
    ["NetApp", "by iSCSI", { ...login, ...iscsi }, { ...account, ...byIscsi }],
    [
      "PowerMax_VMAX",
      "by FC, with the port that it usually has",
      login,
      { ...account, data_connection_type: "FC", management_port: 5443 },
    ],
    [
      "Universal",
      "by iSCSI, without an account",
      { managementAddress: "old.example.com", ...iscsi },
      { management_address: "old.example.com", ...byIscsi },
    ],
    [
      "Universal",
      "by FC, node and port of each target",
      { managementAddress: "10.20.0.10", fcTargets },
      {
        management_address: "10.20.0.10",
        data_connection_type: "FC",
        universal_details: { fc_targets: fcTargets },
      },
    ],
  ];
  for (const [type, how, program, body] of cases) {
    it(`is all that the program says of a ${type} ${how}, and nothing of it is missed later`, async () => {
      const given = { type, name: "old-01", ...program };
      assert.equal(await stage.up(given), "created");
      assert.deepEqual(sent, [{ type, name: "old-01", ...body }]);
      assert.equal(systems(stage).length, 1);
      assert.equal(await stage.refresh(), "unchanged");
      assert.equal(await stage.up(given), "unchanged");
    });
  }

  it("is found again among the outputs: which box it is, and what can be done with it", async () => {
    await stage.up({ type: "Unity", ...login, ...iscsi });
    const [row] = systems(stage);
    const { serialNumber, version, capabilities, dataConnections } = stage.recorded?.outputs ?? {};
    assert.deepEqual([serialNumber, version, capabilities], [row?.serial_number, row?.version, row?.capabilities]);
    assert.ok(Array.isArray(capabilities) && capabilities.includes("Block_Nondisruptive_Import"));
    const [first] = dataConnections as readonly Readonly<Record<string, unknown>>[];
    assert.deepEqual([first?.targetAddress, first?.status], ["10.20.0.21", "Login_Success"]);
  });
});
