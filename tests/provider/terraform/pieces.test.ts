import assert from "node:assert/strict";
import { createPublicKey, X509Certificate } from "node:crypto";
import type { AddressInfo } from "node:net";
import { createServer, connect as tlsConnect } from "node:tls";
import { importSession } from "../../../provider/lifecycle/importSession/importSession";
import { importWave } from "../../../provider/lifecycle/importWave/importWave";
import { UNKNOWN } from "../../../provider/lifecycle/operation/unknown";
import { createCertificate } from "../../../provider/terraform/process/certificate";
import { attributePath } from "../../../provider/terraform/resource/attributePath";
import { originOf } from "../../../provider/terraform/resource/identity";
import { timeoutFailures, timeoutIn } from "../../../provider/terraform/resource/timeouts";
import { terraformWording } from "../../../provider/terraform/run/messages";
import { resourceSchema } from "../../../provider/terraform/schema/resourceSchema";
import { asPlanned } from "../../../provider/terraform/values/convert";
import { fromDynamicValue, toDynamicValue } from "../../../provider/terraform/values/dynamicValue";
import { dataSourceNameOf, toSnakeCase, typeNameOf } from "../../../provider/terraform/values/names";

describe("A name on the surface of Terraform", () => {
  const cases = [
    { of: toSnakeCase, from: "scheduledTimestamp", to: "scheduled_timestamp", why: "each capital begins a word" },
    { of: typeNameOf, from: "ImportSession", to: "powerstore-import_session", why: "the provider's name says import" },
    { of: typeNameOf, from: "RemoteSystem", to: "powerstore-import_remote_system", why: "two words" },
    {
      of: dataSourceNameOf,
      from: "getImportableVolumes",
      to: "powerstore-import_importable_volumes",
      why: "Importable is another word",
    },
  ];
  for (const { of, from, to, why } of cases) it(`is ${to} for ${from}: ${why}`, () => assert.equal(of(from), to));
});

describe("What a generated name is made from", () => {
  const originOfSession = (remoteSystemId: string, sourceResourceId: string) =>
    originOf(resourceSchema(importSession), { remoteSystemId, sourceResourceId }).nameOrigin;

  it("is another one for another remote system and source, whatever these are called", () => {
    assert.notEqual(originOfSession("name:A", "b/c"), originOfSession("name:A/b", "c"));
    assert.notEqual(originOfSession("name:A", "b%2Fc"), originOfSession("name:A", "b/c"));
  });

  it("is as it is written where nothing is to be told apart", () => {
    assert.match(String(originOfSession("name:Unity-01", "vol-01")), /::name:Unity-01\/vol-01$/);
  });
});

describe("A certificate of the provider's process", () => {
  const now = Date.parse("2026-11-29T12:00:00Z");
  const { certificate, key, line } = createCertificate(now);
  const parsed = new X509Certificate(certificate);

  it("is one for localhost, signed by itself, that is valid today", () => {
    assert.equal(parsed.subjectAltName, "DNS:localhost");
    assert.equal(parsed.ca, true);
    assert.ok(parsed.verify(createPublicKey(key)));
    assert.equal(new Date(parsed.validFrom).toISOString(), "2026-11-28T12:00:00.000Z");
    assert.ok(Date.parse(parsed.validTo) > now);
  });

  it("stands in the handshake without padding", () => {
    assert.doesNotMatch(line, /=/);
    assert.deepEqual(Buffer.from(line, "base64"), parsed.raw);
  });

  it("is accepted by TLS on both sides", async () => {
    const server = createServer({ cert: certificate, key, ca: certificate, requestCert: true }, (socket) => {
      socket.end(socket.authorized ? "known" : "unknown");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const client = tlsConnect({
      port,
      host: "127.0.0.1",
      servername: "localhost",
      cert: certificate,
      key,
      ca: certificate,
    });
    const chunks: Buffer[] = [];
    for await (const chunk of client) chunks.push(chunk as Buffer);
    server.close();
    assert.equal(Buffer.concat(chunks).toString(), "known");
  });
});

describe("A value in Terraform's encoding", () => {
  const values = [null, true, "", "ä", 0, -1, 1.5, 2 ** 53 - 1, [], ["a", null], { a: { b: [UNKNOWN] } }, UNKNOWN];
  for (const value of values) {
    it(`comes back as it was: ${JSON.stringify(value) ?? String(value)}`, () =>
      assert.deepEqual(fromDynamicValue(toDynamicValue(value)), value));
  }

  it("that is unknown, but for its beginning, is unknown", () => {
    assert.equal(fromDynamicValue({ msgpack: Buffer.from("c7030c8102a161", "hex").subarray(0, 6) }), UNKNOWN);
  });

  it("is the very two bytes for an unknown that others write", () => {
    assert.deepEqual(Buffer.from(toDynamicValue(UNKNOWN).msgpack ?? []), Buffer.from("d40000", "hex"));
  });
});

describe("The place of a failure", () => {
  const session = resourceSchema(importSession).inputs;
  const wave = resourceSchema(importWave).inputs;
  const cases = [
    { in: session, of: "hostIds[1]", steps: ["host_ids", 1] },
    { in: session, of: "consistencyGroupMembers[0].volumeWwn", steps: ["consistency_group_members", 0] },
    { in: wave, of: 'sessions["db 01"].paused', steps: ["sessions", "db 01"] },
    { in: wave, of: "sessions.db-01.paused", steps: ["sessions", "db-01"] },
    { in: session, of: "nowhere", steps: undefined },
  ];
  for (const { in: attributes, of, steps } of cases) {
    it(`is ${steps?.join(" > ") ?? "none"} for ${of}`, () => {
      const path = attributePath(attributes, of);
      const found = path?.steps?.map((step) => step.attributeName ?? step.elementKeyString ?? step.elementKeyInt);
      assert.deepEqual(found, steps);
    });
  }
});

describe("A timeout of Terraform", () => {
  const cases = [
    { text: "90s", seconds: 90 },
    { text: "2h30m", seconds: 9000 },
    { text: "1.5h", seconds: 5400 },
    { text: "0s", seconds: undefined },
    { text: "soon", seconds: undefined },
    { text: "-5m", seconds: undefined },
  ];
  for (const { text, seconds } of cases) {
    it(`${text} is ${seconds ?? "refused"}`, () => {
      assert.equal(timeoutIn({ timeouts: { create: text } }, "create"), seconds);
      assert.equal(timeoutFailures({ timeouts: { create: text } }).length, seconds === undefined ? 1 : 0);
    });
  }
});

describe("A result", () => {
  it("has what was planned, and what the array said where nothing was", () => {
    const planned = { state: UNKNOWN, paused: false, list: [{ a: "planned", b: UNKNOWN }], none: UNKNOWN };
    const result = { state: "Paused", paused: true, list: [{ a: "made", b: "said" }] };
    assert.deepEqual(asPlanned(planned, result), {
      state: "Paused",
      paused: false,
      list: [{ a: "planned", b: "said" }],
      none: null,
    });
  });
});

describe("A text as a diagnostic", () => {
  const cases = [
    { text: "deleting it: it would end", summary: "Deleting it", detail: "It would end" },
    {
      text: 'It is Failed. Mend the cause; the next "pulumi up" replaces it.',
      summary: "It is Failed",
      detail: 'Mend the cause; the next "terraform apply" replaces it.',
    },
    {
      text: "this run begins 1: c; leaves 1 waiting for a place: d.",
      summary: "This run begins 1",
      detail: "c; leaves 1 waiting for a place: d.",
    },
    {
      text: "1 of 2 imports needs a person:\n  c  Ready_For_Cutover: cut it over. Or not",
      summary: "1 of 2 imports needs a person",
      detail: "  c  Ready_For_Cutover: cut it over. Or not",
    },
    { text: "on https://array/api/rest it is so", summary: "On https://array/api/rest it is so", detail: "" },
  ];
  for (const { text, summary, detail } of cases) {
    it(`has the headline ${summary}`, () => assert.deepEqual(terraformWording(text), { summary, detail }));
  }
});
