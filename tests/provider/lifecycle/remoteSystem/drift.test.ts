import assert from "node:assert/strict";
import { remoteSystemHandler } from "../../../../provider/lifecycle/remoteSystem/remoteSystem";
import type { Stage } from "../arrayObject/stage";
import type { Between } from "../simulatedArray";
import { chap, openRemoteSystems, systems, unity } from "./stage";

type Row = Readonly<Record<string, unknown>>;

/** The array shows this of its remote systems, whatever it was told. */
const showing =
  (shown: Row): Between =>
  async (request, pass) => {
    const answer = await pass(request);
    if (request.method !== "GET" || !/\/remote_system[/?]/.test(request.url) || answer.status !== 200) return answer;
    const read = JSON.parse(answer.text) as Row | readonly Row[];
    const rows = Array.isArray(read) ? read.map((row) => ({ ...row, ...shown })) : { ...read, ...shown };
    return { ...answer, text: JSON.stringify(rows) };
  };

describe("What somebody else has changed of a remote system", () => {
  let stage: Stage;
  before(async () => {
    stage = await openRemoteSystems();
  });
  beforeEach(() => {
    stage.restart();
    stage.simulator.reset();
    stage.recorded = undefined;
    stage.warnings.length = 0;
    stage.between = (request, pass) => pass(request);
  });
  after(() => stage.close());

  const vnx = {
    ...unity,
    type: "VNX",
    fileConnectionAddress: "10.20.0.30",
    vnxFileUsername: "nas",
    vnxFilePassword: "nas-Passw0rd",
  };
  const unityFile = {
    ...unity,
    unityServiceAccountUsername: "service",
    unityServiceAccountPassword: "service-Passw0rd",
  };
  const vmax = { type: "PowerMax_VMAX", managementAddress: "10.20.0.10", username: "smc", password: "smc-Passw0rd" };

  const seen: [input: string, program: object, shown: Row, how: "updated" | "replaced", recorded?: unknown][] = [
    ["name", { ...unity, name: "old-01" }, { name: "other" }, "updated"],
    ["description", unity, { description: "by hand" }, "updated"],
    ["managementAddress", unity, { management_address: "10.20.0.99" }, "updated"],
    ["username", unity, { user_name: "other" }, "updated"],
    ["managementPort", vmax, { management_port: 9443 }, "updated"],
    ["fileConnectionAddress", vnx, { file_connection_address: "10.20.0.31" }, "updated"],
    ["vnxFileUsername", vnx, { vnx_file_username: "other" }, "updated"],
    [
      "unityServiceAccountUsername",
      unityFile,
      { unity_file_details: { service_account_username: "other" } },
      "replaced",
      "other",
    ],
    ["type", unity, { type: "VNX" }, "replaced"],
    ["iscsiAddresses", unity, { iscsi_addresses: ["10.20.0.77"] }, "replaced"],
    [
      "dataConnectionType",
      { ...unity, iscsiAddresses: undefined, dataConnectionType: "FC" },
      { data_connection_type: "iSCSI" },
      "replaced",
    ],
    ["discoveryChapMode", { ...unity, ...chap }, { discovery_chap_mode: "Disabled" }, "replaced"],
    ["sessionChapMode", { ...unity, ...chap }, { session_chap_mode: "Single" }, "replaced"],
  ];
  for (const [input, program, shown, how, recorded = Object.values(shown)[0]] of seen) {
    it(`is seen by a refresh, and put right as an input is changed: ${input} is ${how}`, async () => {
      await stage.up(program as Row);
      stage.between = showing(shown);
      assert.equal(await stage.refresh(), "changed");
      assert.deepEqual(stage.recorded?.inputs[input], recorded);
      const plan = await stage.preview(program as Row);
      assert.deepEqual([plan.changed, plan.replaces], [[input], how === "replaced" ? [input] : []]);
    });
  }

  const unseen: [what: string, program: object, shown: Row][] = [
    ["the order of targets", unity, { iscsi_addresses: [...unity.iscsiAddresses].reverse() }],
    [
      "case of an address",
      { ...unity, managementAddress: "old.example.com" },
      { management_address: "OLD.example.com" },
    ],
    ["WWNs that the array finds", unity, { fc_target_wwns: ["50:00:09:72:00:00:00:09"] }],
    ["latency, which is for peers alone", unity, { data_network_latency: "High" }],
    ["an account that the program never gave", { ...unity, type: "VNX" }, { vnx_file_username: "other" }],
    ["how it is connected, on an array of before 3.0", unity, { data_connection_type: null }],
  ];
  for (const [what, program, shown] of unseen) {
    it(`is no drift where it is ${what}`, async () => {
      await stage.up(program as Row);
      stage.between = showing(shown);
      assert.equal(await stage.refresh(), "unchanged");
      assert.deepEqual((await stage.preview(program as Row)).changed, []);
    });
  }

  it("is the box itself: a refresh warns that another serial number is behind the address", async () => {
    await stage.up(unity);
    stage.between = showing({ serial_number: "SRC-OTHER" });
    await stage.refresh();
    assert.match(stage.warnings.join(), /leads to another box now: its serial number was SRC\d+ and is SRC-OTHER/);
  });

  it("is nothing that keeps a delete from ending well where it was the delete", async () => {
    await stage.up(unity);
    stage.simulator.world.operations["DELETE /remote_system/{id}"]?.({ id: stage.recorded?.id ?? "", body: {} });
    await stage.destroy();
    assert.deepEqual([stage.recorded, systems(stage)], [undefined, []]);
  });
});

describe("A remote system that is imported", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openRemoteSystems();
  });
  afterEach(() => stage.close());

  const found = (reference: string) => remoteSystemHandler.findImported(reference, stage.context());

  it("is found by its id, and by its name whatever the case", async () => {
    await stage.up({ ...unity, name: "by-hand" });
    const { id = "" } = stage.recorded ?? {};
    assert.deepEqual([await found(id), await found("name:BY-Hand"), await found("name:other")], [id, id, undefined]);
  });

  it("brings what a program would have said, its account by the name that inputs have for it", async () => {
    await stage.up({ ...unity, name: "by-hand" });
    const { id = "" } = stage.recorded ?? {};
    stage.forget();
    await stage.import(id);
    const { type, name, managementAddress, username, iscsiAddresses, dataConnectionType } =
      stage.recorded?.inputs ?? {};
    assert.deepEqual(
      { type, name, managementAddress, username, iscsiAddresses, dataConnectionType },
      {
        type: "Unity",
        name: "by-hand",
        managementAddress: unity.managementAddress,
        username: unity.username,
        iscsiAddresses: unity.iscsiAddresses,
        dataConnectionType: "iSCSI",
      },
    );
  });

  for (const type of ["PowerStore", "PowerProtect_DD"]) {
    it(`is refused where it is a ${type}, from which nothing is imported`, async () => {
      await stage.up(unity);
      const { id = "" } = stage.recorded ?? {};
      stage.forget();
      stage.between = showing({ type });
      await assert.rejects(stage.import(id), new RegExp(`it is a ${type}, and nothing is imported from that`));
    });
  }
});
