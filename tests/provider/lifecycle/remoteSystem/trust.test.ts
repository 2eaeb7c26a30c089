import assert from "node:assert/strict";
import { generate } from "selfsigned";
import { accessArray } from "../../../../provider/lifecycle/array/arrayAccess";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import type { OperationContext } from "../../../../provider/lifecycle/operation/handler";
import { InterruptedError } from "../../../../provider/lifecycle/operation/lifecycleErrors";
import { trustSource } from "../../../../provider/lifecycle/remoteSystem/act/trust";
import { checkRemoteSystem } from "../../../../provider/lifecycle/remoteSystem/inputs/check";
import type { RemoteSystemInputs } from "../../../../provider/lifecycle/remoteSystem/inputs/inputs";
import type { FaultRule } from "../../../../simulator/src";
import { clockFrom } from "../../../clock";
import { type Identity, identity } from "../../powerstore/authorities";
import { withClient } from "../../powerstore/client";
import { json, loggedIn } from "../../powerstore/scriptedServer";
import { assertMadeOnce } from "../arrayObject/killed";
import type { Stage } from "../arrayObject/stage";
import { openRemoteSystems, systems, unity } from "./stage";

const ADDRESS = "10.20.0.10";

/** What is sent to make an array trust a source, by an array that already has these certificates, odd ones among them. */
async function sentTo(rows: readonly object[], certificate: string | undefined): Promise<readonly object[]> {
  const sent: object[] = [];
  const script = loggedIn(({ method, body }, response) => {
    if (method === "GET") return json(response, 200, rows);
    sent.push(JSON.parse(body));
    json(response, 201, { id: "9" });
  });
  await withClient(script, async ({ array, clock }) => {
    const settings = { forceCancel: false, hostsOnSource: false };
    const report = { warning: () => undefined, info: () => undefined, progress: () => undefined };
    const { signal } = new AbortController();
    const access = accessArray(array, { clock: clockFrom(() => 0) });
    const context: OperationContext = { run: new EngineRun(), array: () => access, clock, signal, report, settings };
    const inputs = { ...unity, name: "unity-01", certificate } as unknown as RemoteSystemInputs;
    await trustSource(inputs, access, Number.POSITIVE_INFINITY, context);
  });
  return sent;
}

describe("Trust in the certificate of a source", () => {
  let pem: string;
  let base64: string;
  before(async () => {
    pem = (await generate([{ name: "commonName", value: ADDRESS }], { keyType: "ec" })).cert;
    base64 = pem.replace(/-----[A-Z ]+-----|\s/g, "");
  });
  const row = (more: object = {}) => ({
    id: "1",
    type: "CA_Server_Validation",
    service: "Import_HTTP",
    scope: ADDRESS,
    is_current: true,
    members: [{ certificate: base64 }],
    ...more,
  });

  it("is given to the array for the source's management address", async () => {
    const [body] = await sentTo([], pem);
    assert.deepEqual(body, {
      type: "CA_Server_Validation",
      service: "Import_HTTP",
      scope: ADDRESS,
      certificate: pem,
      is_current: true,
    });
  });

  it("is given once: the array has it already", async () => assert.deepEqual(await sentTo([row()], pem), []));

  const others: [why: string, more: object][] = [
    ["it counts for another address", { scope: "10.20.0.99" }],
    ["it counts for another service", { service: "LDAP_HTTP" }],
    ["it does not count yet", { is_current: false }],
    ["another one is there", { members: [{ certificate: "AAAA" }] }],
    ["the array does not show it", { members: null }],
  ];
  for (const [why, more] of others) {
    it(`is given where ${why}`, async () => assert.equal((await sentTo([row(more)], pem)).length, 1));
  }

  it("is nothing that is asked for without a certificate", async () =>
    assert.deepEqual(await sentTo([], undefined), []));

  const wrong: [why: string, certificate: string, text: RegExp][] = [
    ["is no certificate", "hello", /must be a certificate in PEM/],
    [
      "holds a private key",
      "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----",
      /must not contain a private key/,
    ],
  ];
  for (const [why, certificate, text] of wrong) {
    it(`is refused where the text ${why}`, () => {
      const settings = { forceCancel: false, hostsOnSource: false };
      const { failures } = checkRemoteSystem(undefined, { ...unity, name: "x", certificate }, { settings });
      assert.match(failures.map(({ reason }) => reason).join(), text);
    });
  }
});

describe("A source on an array that believes only whose certificate it has", () => {
  const TRUST = "POST /x509_certificate";
  const CREATE = "POST /remote_system";
  const PATCH = "PATCH /remote_system/{id}";
  const DISCOVER = "POST /remote_system/{id}/discover";
  let stage: Stage;
  let authority: Identity;
  let own: Identity;
  let renewed: Identity;
  before(async () => {
    authority = await identity("Source Authority", { isAuthority: true });
    [own, renewed] = await Promise.all([identity(ADDRESS), identity(ADDRESS, { by: authority })]);
    stage = await openRemoteSystems({ sourceTrust: "required" });
  });
  beforeEach(() => {
    stage.restart();
    stage.simulator.reset();
    stage.recorded = undefined;
    stage.warnings.length = 0;
    stage.between = (request, pass) => pass(request);
  });
  after(() => stage.close());

  const trusted = () =>
    (stage.simulator.world.rows("x509_certificate") ?? []).map(({ scope, members }) => [
      scope,
      ...(members as readonly { readonly certificate: string }[]).map(({ certificate }) => certificate),
    ]);
  const bare = ({ cert }: Identity) => cert.replace(/-----[A-Z ]+-----|\s/g, "");
  const show = (certificate: string) =>
    stage.simulator.world.setRemoteSystem(stage.recorded?.id ?? "", { certificate });

  it("is not made without one, and the message says which input it is", async () => {
    await assert.rejects(stage.up(unity), /certificate of 10\.20\.0\.10 is not trusted.*set certificate/);
    assert.deepEqual(systems(stage), []);
  });

  it("is not adopted with one that the array does not trust: that would be recorded, and never given to it", async () => {
    await stage.up({ ...unity, certificate: own.cert });
    const { id } = stage.recorded ?? {};
    stage.forget();
    const adopting = { ...unity, adoptRemoteSystemId: id };
    await assert.rejects(
      stage.up({ ...adopting, certificate: renewed.cert }),
      /the program says something else: certificate is not one that the array trusts for 10\.20\.0\.10/,
    );
    assert.equal(await stage.up({ ...adopting, certificate: own.cert }), "created");
  });

  it("is made with it, which is trusted first and once", async () => {
    assert.equal(await stage.up({ ...unity, certificate: own.cert }), "created");
    assert.deepEqual(stage.changes(), [TRUST, CREATE, DISCOVER]);
    assert.deepEqual(trusted(), [[ADDRESS, bare(own)]]);
    assert.match(stage.warnings.join(), /trusts the certificate that the program gives for 10\.20\.0\.10/);
    assert.equal(await stage.up({ ...unity, certificate: own.cert }), "unchanged");
    assert.equal(await stage.refresh(), "unchanged");
  });

  it("is made with its authority's chain", async () => {
    await stage.up({ ...unity, certificate: renewed.cert + authority.cert });
    assert.deepEqual(trusted(), [[ADDRESS, bare(renewed), bare(authority)]]);
  });

  it("is not made with a chain in the wrong order, and the array's reason is told", async () => {
    const certificate = authority.cert + renewed.cert;
    await assert.rejects(stage.up({ ...unity, certificate }), /trusting the certificate of source.*has not issued/);
    assert.deepEqual([trusted(), systems(stage)], [[], []]);
  });

  const fault = (effect: FaultRule["effect"], times = 1): FaultRule => ({ operation: TRUST, times, effect });
  const lost: [reason: string, faults: FaultRule[], posts: number][] = [
    ["the request is lost before it arrives", [fault({ drop: "before" })], 2],
    ["the answer is lost after the work was done", [fault({ drop: "after" })], 1],
    ["the answer is cut off", [fault({ truncate: true })], 1],
    ["the array answers 500 and did nothing", [fault({ status: 500 })], 2],
    ["it is lost twice, the first time before the work", [fault({ drop: "before" }), fault({ drop: "after" })], 2],
  ];
  for (const [reason, faults, posts] of lost) {
    it(`is trusted once, and made in the same run, when ${reason}`, async () => {
      stage.simulator.setFaults(faults);
      assert.equal(await stage.up({ ...unity, certificate: own.cert }), "created");
      assert.deepEqual(trusted(), [[ADDRESS, bare(own)]]);
      assert.equal(stage.changes().filter((change) => change === TRUST).length, posts);
      assert.equal(systems(stage).length, 1);
    });
  }

  it("is not made while every answer is lost, and the next run trusts nothing twice", async () => {
    stage.simulator.setFaults([fault({ drop: "before" }, 9)]);
    await assert.rejects(stage.up({ ...unity, certificate: own.cert }), /trusting the certificate of source/);
    assert.deepEqual([trusted(), systems(stage)], [[], []]);
    stage.simulator.clearFaults();
    stage.restart();
    assert.equal(await stage.up({ ...unity, certificate: own.cert }), "created");
    assert.equal(trusted().length, 1);
  });

  it("is not made where Ctrl-C comes before the trust is sent again, which says what became of it and what to do", async () => {
    const stop = new AbortController();
    stage.signal = stop.signal;
    let isSent = false;
    stage.between = async (request, pass) => {
      isSent ||= request.method === "POST" && request.url.includes("x509_certificate");
      const answer = await pass(request);
      if (isSent && request.method === "GET") stop.abort();
      return answer;
    };
    stage.simulator.setFaults([fault({ drop: "before" }, 9)]);
    const error = await stage.up({ ...unity, certificate: own.cert }).catch((thrown: unknown) => thrown);
    stage.signal = new AbortController().signal;
    assert.ok(error instanceof InterruptedError, String(error));
    assert.match(error.message, /whether it was carried out is not known.* Stopped before .*Run "pulumi up" again/);
    assert.deepEqual(systems(stage), []);
  });

  for (const when of ["before", "after"] as const) {
    it(`is trusted and made once when the run is killed ${when} any of its requests`, async () => {
      const made = () => {
        assert.ok(trusted().length <= 1, "one certificate");
        return systems(stage);
      };
      await assertMadeOnce(stage, { ...unity, certificate: own.cert }, made, when);
    }).timeout(60_000);
  }

  it("may be trusted by a job", async () => {
    stage.between = (request, pass) =>
      pass(
        request.method === "POST" && /x509/.test(request.url)
          ? { ...request, url: `${request.url}?is_async=true` }
          : request,
      );
    assert.equal(await stage.up({ ...unity, certificate: own.cert }), "created");
    assert.equal(trusted().length, 1);
  });

  it("is trusted at a new address before it is looked for there", async () => {
    await stage.up({ ...unity, certificate: own.cert });
    stage.simulator.clearJournal();
    assert.equal(await stage.up({ ...unity, certificate: own.cert, managementAddress: "10.20.0.11" }), "updated");
    assert.deepEqual(stage.changes(), [TRUST, PATCH, DISCOVER]);
    assert.deepEqual(trusted(), [
      [ADDRESS, bare(own)],
      ["10.20.0.11", bare(own)],
    ]);
  });

  it("keeps its address where nobody has given the certificate for another one, and the message says so", async () => {
    await stage.up({ ...unity, certificate: own.cert });
    await assert.rejects(
      stage.up({ ...unity, managementAddress: "10.20.0.11" }),
      /certificate of 10\.20\.0\.11 is not trusted.*set certificate/,
    );
    assert.equal(systems(stage)[0]?.management_address, ADDRESS);
  });

  it("that shows another certificate is reached again once the program gives that one", async () => {
    await stage.up({ ...unity, certificate: own.cert });
    show(renewed.cert);
    assert.equal(systems(stage)[0]?.state, "Management_Connection_Lost");
    await assert.rejects(
      stage.up({ ...unity, certificate: own.cert, discoveryTrigger: "1" }),
      /Correct managementAddress, username or password, or give its new certificate/,
    );
    stage.simulator.clearJournal();
    assert.equal(await stage.up({ ...unity, certificate: renewed.cert, discoveryTrigger: "1" }), "updated");
    assert.deepEqual(stage.changes(), [TRUST, DISCOVER]);
    assert.deepEqual([systems(stage)[0]?.state, trusted().length], ["OK", 2]);
    assert.equal(stage.recorded?.outputs.state, "OK");
  });

  it("may get its new certificate trusted before it shows it: no moment without a connection", async () => {
    await stage.up({ ...unity, certificate: own.cert });
    assert.equal(await stage.up({ ...unity, certificate: renewed.cert }), "updated");
    show(renewed.cert);
    assert.equal(systems(stage)[0]?.state, "OK");
  });

  it("stays trusted when the program says nothing of it any more, for there is no request that takes it back", async () => {
    await stage.up({ ...unity, certificate: own.cert });
    stage.simulator.clearJournal();
    await stage.up(unity);
    await stage.destroy();
    assert.ok(!stage.changes().includes(TRUST));
    assert.equal(trusted().length, 1);
  });
});
