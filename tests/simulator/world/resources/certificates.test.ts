import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { CHAIN, NAMELESS, OWN, RENEWED, ROOT, SHORT_LIVED, STRANGER } from "../../conformance/certificates";
import { call, refusal, rowOf, type TestWorld } from "../fixtures";

const address = "10.9.9.9";
const account = { remote_username: "u", remote_password: "p" };
const source = { name: "N", type: "Unity", management_address: address, iscsi_addresses: ["10.9.9.10"], ...account };
const authority = { type: "CA_Server_Validation", service: "Import_HTTP", scope: address, is_current: true };

const trust = (world: TestWorld, more: object = {}) =>
  call(world, "POST /x509_certificate", "", { ...authority, certificate: CHAIN, ...more }).body as { id: string };
const add = (world: TestWorld, more: object = {}) =>
  (call(world, "POST /remote_system", "", { ...source, ...more }).body as { id: string }).id;
const stateOf = (world: TestWorld, id: string) => rowOf(world, "remote_system", id).state;

describe("x509_certificate", () => {
  it("shows a chain member by member, from the end-entity's on", () => {
    const world = createWorld({ ids: "counted" });
    const { id } = trust(world);
    const { members: chain, ...row } = rowOf(world, "x509_certificate", id);
    const members = chain as readonly Record<string, unknown>[];
    assert.equal(id, "x509-certificate-000001");
    assert.deepEqual(
      { ...row, type_l10n: "", service_l10n: "" },
      { id, ...authority, is_valid: true, type_l10n: "", service_l10n: "" },
    );
    assert.deepEqual(
      members.map(({ depth, subject, issuer, valid_to }) => [depth, subject, issuer, valid_to]),
      [
        [1, "CN=10.9.9.9", "CN=Source Authority", "2125-01-01T00:00:00.000+00:00"],
        [2, "CN=Source Authority", "CN=Source Authority", "2125-01-01T00:00:00.000+00:00"],
      ],
    );
    assert.equal(members[0]?.certificate, OWN.replace(/-----[A-Z ]+-----|\s/g, ""));
  });

  it("may name nobody but by its alternative names, as many of today do", () => {
    const world = createWorld({ sourceTrust: "required" });
    const { id } = trust(world, { certificate: NAMELESS });
    const [member] = rowOf(world, "x509_certificate", id).members as readonly Record<string, unknown>[];
    assert.deepEqual(
      [member?.subject, member?.issuer, member?.subject_alternative_names],
      ["", "", ["IP Address:10.9.9.9"]],
    );
    const remote = add(world);
    world.setRemoteSystem(remote, { certificate: NAMELESS });
    assert.equal(stateOf(world, remote), "OK");
  });

  it("is valid until a member of it has expired", () => {
    const world = createWorld();
    const { id } = trust(world, { certificate: SHORT_LIVED });
    assert.equal(rowOf(world, "x509_certificate", id).is_valid, true);
    world.advance(2 * 86_400);
    assert.equal(rowOf(world, "x509_certificate", id).is_valid, false);
  });

  it("takes the same one twice, for nobody says that it does not", () => {
    const world = createWorld();
    assert.notEqual(trust(world).id, trust(world).id);
  });

  it("has one that is current of a service's own, and several of authorities", () => {
    const world = createWorld();
    const own = { type: "Client", service: "Syslog_HTTP", certificate: OWN, private_key: "k", passphrase: "p" };
    const [first, second] = [1, 2].map(() => trust(world, { ...own, is_current: false }).id);
    for (const id of [first, second]) call(world, "PATCH /x509_certificate/{id}", id, { is_current: true });
    assert.equal(world.row("x509_certificate", String(first)), undefined);
    assert.equal(rowOf(world, "x509_certificate", String(second)).is_current, true);
    trust(world);
    trust(world, { certificate: STRANGER });
    assert.equal(world.count("x509_certificate"), 3);
  });

  it("comes through a snapshot", () => {
    const world = createWorld({ sourceTrust: "required" });
    trust(world);
    const restored = createWorld({ sourceTrust: "required" });
    restored.restore(world.snapshot());
    assert.ok(add(restored));
  });
});

describe("an array that believes only whose certificate it has", () => {
  const required = () => createWorld({ sourceTrust: "required" });

  it("is none by default", () => void add(createWorld()));

  const unbelieved: [why: string, more: object | undefined][] = [
    ["nothing was added", undefined],
    ["one was added for another address", { scope: "10.9.9.99" }],
    ["one was added for another service", { service: "Remote_Backup_HTTP" }],
    ["one was added that does not count yet", { is_current: false }],
    ["one was added for clients", { type: "CA_Client_Validation" }],
  ];
  for (const [why, more] of unbelieved) {
    it(`refuses a source where ${why}`, () => {
      const world = required();
      if (more !== undefined) trust(world, more);
      assert.match(refusal(() => add(world)).message, /certificate of 10\.9\.9\.9 is not trusted/);
      assert.equal(world.rows("remote_system")?.length, createWorld().rows("remote_system")?.length);
    });
  }

  it("takes a source where one was added, whatever the case of its name", () => {
    const world = required();
    trust(world, { scope: "Unity.example" });
    add(world, { management_address: "unity.EXAMPLE" });
  });

  it("takes no source whose certificate has expired", () => {
    const world = required();
    trust(world, { certificate: SHORT_LIVED });
    world.advance(2 * 86_400);
    assert.match(refusal(() => add(world)).message, /not trusted/);
  });

  it("takes a Universal source as it is: nothing of it is managed", () =>
    void add(required(), { type: "Universal", remote_username: undefined, remote_password: undefined }));

  it("takes a PowerStore after an exchange with its address", () => {
    const world = required();
    const peer = { type: "PowerStore", management_address: "10.8.8.8", data_network_latency: "Low" };
    const body = { ...peer, iscsi_addresses: undefined };
    assert.match(refusal(() => add(world, body)).message, /not trusted/);
    const exchange = { service: "Replication_HTTP", address: "10.8.8.8", port: 443, username: "u", password: "p" };
    assert.equal(call(world, "POST /x509_certificate/exchange", "", exchange).status, 204);
    add(world, body);
  });

  it("believes another address only after that one's certificate", () => {
    const world = required();
    trust(world);
    const id = add(world);
    const move = () => call(world, "PATCH /remote_system/{id}", id, { management_address: "10.9.9.8" });
    assert.match(refusal(move).message, /10\.9\.9\.8 is not trusted/);
    trust(world, { scope: "10.9.9.8" });
    move();
    assert.equal(rowOf(world, "remote_system", id).management_address, "10.9.9.8");
  });

  it("loses a source that shows another certificate, until that one is trusted", () => {
    const world = required();
    trust(world);
    const id = add(world);
    world.setRemoteSystem(id, { certificate: STRANGER });
    assert.equal(stateOf(world, id), "Management_Connection_Lost");
    trust(world, { certificate: RENEWED });
    assert.equal(stateOf(world, id), "Management_Connection_Lost", "that one is not shown");
    trust(world, { certificate: STRANGER });
    assert.equal(stateOf(world, id), "OK");
  });

  it("keeps a source whose new certificate is by an authority that it trusts", () => {
    const world = required();
    trust(world, { certificate: ROOT });
    const id = add(world);
    world.setRemoteSystem(id, { certificate: RENEWED });
    assert.equal(stateOf(world, id), "OK");
  });

  it("is not told nonsense of a source", () => {
    const world = required();
    assert.throws(() => world.setRemoteSystem("rs-unity-01", { certificate: "hello" }), RangeError);
  });
});
