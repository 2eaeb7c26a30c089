import assert from "node:assert/strict";
import { generate } from "selfsigned";
import { accessArray } from "../../../../provider/lifecycle/array/arrayAccess";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import type { OperationContext } from "../../../../provider/lifecycle/operation/handler";
import { trustSource } from "../../../../provider/lifecycle/remoteSystem/act/trust";
import { checkRemoteSystem } from "../../../../provider/lifecycle/remoteSystem/inputs/check";
import type { RemoteSystemInputs } from "../../../../provider/lifecycle/remoteSystem/inputs/inputs";
import { clockFrom } from "../../../clock";
import { withClient } from "../../powerstore/client";
import { json, loggedIn } from "../../powerstore/scriptedServer";
import { unity } from "./stage";

const ADDRESS = "10.20.0.10";

/** What is sent to make an array trust a source, by an array that already has these certificates. The simulator has no x509_certificate. */
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
