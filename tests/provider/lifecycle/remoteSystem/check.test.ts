import assert from "node:assert/strict";
import { UNKNOWN } from "../../../../provider/lifecycle/operation/unknown";
import { checkRemoteSystem } from "../../../../provider/lifecycle/remoteSystem/inputs/check";
import { chap, unity } from "./stage";

const urn = "urn:pulumi:prod::shop::powerstore-import:index:RemoteSystem::source-01";
const settings = { forceCancel: false, hostsOnSource: false };
const check = (program: object, recorded?: object) =>
  checkRemoteSystem(recorded as never, program as never, { urn, settings });
const login = { managementAddress: "10.20.0.10", username: "admin", password: "source-Passw0rd" };
const iscsi = { ...login, iscsiAddresses: ["10.20.0.21"] };
const fc = { ...login, dataConnectionType: "FC" };
const fcTargets = [{ wwnn: "50:00:09:72:00:00:00:01", wwpn: "50:00:09:72:00:00:00:02" }];
const vnxFile = { fileConnectionAddress: "10.20.0.30", vnxFileUsername: "nasadmin", vnxFilePassword: "nas-Passw0rd" };
const unityFile = { unityServiceAccountUsername: "service", unityServiceAccountPassword: "service-Passw0rd" };

describe("What a remote system of each type needs", () => {
  const right: [type: string, how: string, program: object][] = [
    ["Unity", "by iSCSI", iscsi],
    ["Unity", "by FC", fc],
    ["Unity", "with files", { ...iscsi, ...unityFile }],
    ["VNX", "by iSCSI", iscsi],
    ["VNX", "by FC", fc],
    ["VNX", "with files", { ...fc, ...vnxFile }],
    ["VNX", "for files alone, which needs no block inputs", vnxFile],
    ["Storage_Center", "by iSCSI", iscsi],
    ["Storage_Center", "by FC", fc],
    ["XtremIO", "by iSCSI", iscsi],
    ["XtremIO", "by FC", fc],
    ["PS_Equallogic", "by iSCSI", iscsi],
    ["NetApp", "by iSCSI", iscsi],
    ["PowerMax_VMAX", "by FC, which goes without saying", login],
    ["PowerMax_VMAX", "with a port", { ...login, managementPort: 8443 }],
    [
      "Universal",
      "by iSCSI, without an account",
      { managementAddress: "old.example.com", iscsiAddresses: ["10.20.0.21"] },
    ],
    ["Universal", "by FC", { managementAddress: "10.20.0.10", fcTargets }],
    ["Universal", "with an IPv6 address", { managementAddress: "fd00::10", fcTargets }],
    ["Unity", "with CHAP", { ...iscsi, ...chap }],
  ];
  for (const [type, how, program] of right) {
    it(`${type} ${how}`, () => {
      assert.deepEqual(check({ type, ...program }).failures, []);
    });
  }

  const wrong: [type: string, why: string, program: object, property: string, text: RegExp][] = [
    [
      "Unity",
      "has no address",
      { ...iscsi, managementAddress: undefined },
      "managementAddress",
      /required for a Unity/,
    ],
    ["Unity", "has no user", { ...iscsi, username: undefined }, "username", /logs in to a Unity/],
    ["Unity", "has no password", { ...iscsi, password: undefined }, "password", /logs in to a Unity/],
    ["Unity", "has no connection", login, "dataConnectionType", /required for a Unity.*iSCSI or FC/],
    ["Unity", "is by iSCSI to nowhere", { ...login, dataConnectionType: "iSCSI" }, "iscsiAddresses", /required with/],
    ["Unity", "is by FC to iSCSI", { ...iscsi, dataConnectionType: "FC" }, "iscsiAddresses", /cannot be given/],
    [
      "Unity",
      "has a file account of a VNX",
      { ...iscsi, vnxFileUsername: "x" },
      "vnxFileUsername",
      /for type VNX only/,
    ],
    [
      "Unity",
      "has half of a file account",
      { ...iscsi, unityServiceAccountUsername: "x" },
      "unityServiceAccountPassword",
      /required with/,
    ],
    ["Unity", "has a port", { ...iscsi, managementPort: 443 }, "managementPort", /for type PowerMax_VMAX only/],
    ["Unity", "has FC targets", { ...fc, fcTargets }, "fcTargets", /for type Universal only/],
    [
      "Unity",
      "has an IPv6 address",
      { ...iscsi, managementAddress: "fd00::1" },
      "managementAddress",
      /must be an IPv4/,
    ],
    [
      "VNX",
      "has half of a file account",
      { ...fc, fileConnectionAddress: "10.0.0.1", vnxFileUsername: "x" },
      "vnxFilePassword",
      /required with/,
    ],
    [
      "VNX",
      "has block inputs without an address",
      { ...vnxFile, username: "x" },
      "managementAddress",
      /unless only files/,
    ],
    ["PS_Equallogic", "is by FC", fc, "dataConnectionType", /reached by iSCSI only/],
    ["NetApp", "is by FC", fc, "dataConnectionType", /a NetApp is reached by iSCSI only/],
    ["PowerMax_VMAX", "is by iSCSI", iscsi, "dataConnectionType", /a PowerMax_VMAX is reached by FC only/],
    [
      "Universal",
      "is by FC to nowhere",
      { managementAddress: "10.0.0.1", dataConnectionType: "FC" },
      "fcTargets",
      /required for a Universal/,
    ],
    [
      "Universal",
      "has three FC targets",
      { managementAddress: "10.0.0.1", fcTargets: [...fcTargets, ...fcTargets, ...fcTargets] },
      "fcTargets",
      /1 or 2/,
    ],
    [
      "Universal",
      "has a WWN that is none",
      { managementAddress: "10.0.0.1", fcTargets: [{ wwnn: "x", wwpn: "y" }] },
      "fcTargets[0].wwnn",
      /WWN/,
    ],
    ["Unity", "has an iSCSI name", { ...iscsi, iscsiAddresses: ["a.example.com"] }, "iscsiAddresses[0]", /IPv4/],
    ["Unity", "has CHAP on FC", { ...fc, sessionChapMode: "Single" }, "sessionChapMode", /iSCSI only/],
    [
      "Unity",
      "has CHAP without secrets",
      { ...iscsi, sessionChapMode: "Single" },
      "importChapInfo",
      /targetSessionUsername and targetSessionPassword/,
    ],
    [
      "Unity",
      "has secrets without CHAP",
      { ...iscsi, importChapInfo: chap.importChapInfo },
      "importChapInfo",
      /has no use/,
    ],
    ["PowerStore", "is no source", iscsi, "type", /must be one of/],
    ["Unity", "has Terraform's word for the user", { ...iscsi, user_name: "x" }, "user_name", /did you mean username/],
  ];
  for (const [type, why, program, property, text] of wrong) {
    it(`refuses ${type} that ${why}, at ${property}`, () => {
      const { failures } = check({ type, ...program });
      const own = failures.filter((failure) => failure.property === property);
      assert.match(own.map(({ reason }) => reason).join(), text, JSON.stringify(failures));
    });
  }

  it("lets unknown inputs pass, and what depends on them", () => {
    for (const name of Object.keys(unity)) {
      assert.deepEqual(check({ ...unity, [name]: UNKNOWN }).failures, [], name);
    }
    assert.deepEqual(check({ type: UNKNOWN, managementAddress: UNKNOWN }).failures, []);
  });

  it("says in full what follows from other inputs", () => {
    const of = (program: object, name: string) => check(program).inputs[name];
    assert.equal(of(unity, "dataConnectionType"), "iSCSI");
    assert.equal(of({ type: "PowerMax_VMAX", ...login }, "dataConnectionType"), "FC");
    assert.equal(of({ type: "PowerMax_VMAX", ...login }, "managementPort"), 5443);
    assert.equal(of({ type: "Universal", managementAddress: "10.0.0.1", fcTargets }, "dataConnectionType"), "FC");
    assert.equal(of({ type: "VNX", ...vnxFile }, "dataConnectionType"), undefined);
    assert.match(String(of(unity, "name")), /^source-01-[0-9a-f]{8}$/);
  });

  it("does not demand the secrets of what was imported: the array never tells them", () => {
    const { password: _, ...imported } = unity;
    assert.deepEqual(check(imported, { ...imported, name: "by-hand" }).failures, []);
    assert.notDeepEqual(check(imported).failures, []);
  });

  it("does not demand the targets of what was imported, which the array never tells either", () => {
    const imported = { type: "Universal", managementAddress: "10.20.0.10", dataConnectionType: "FC" };
    assert.deepEqual(check(imported, { ...imported, name: "by-hand" }).failures, []);
    for (const recorded of [undefined, { ...imported, fcTargets }, { ...imported, dataConnectionType: "iSCSI" }]) {
      assert.match(check(imported, recorded).failures[0]?.reason ?? "", /required for a Universal/);
    }
  });

  it("names no secret in a failure", () => {
    const program = {
      ...unity,
      password: "x".repeat(3),
      importChapInfo: { ...chap.importChapInfo, other: "hidden-Secret" },
    };
    const text = JSON.stringify(check(program).failures);
    for (const secret of ["hidden-Secret", ...Object.values(chap.importChapInfo)])
      assert.ok(!text.includes(secret), text);
  });
});
