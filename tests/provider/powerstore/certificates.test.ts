import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type https from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Connection } from "../../../provider/powerstore/http/contract";
import { connect } from "../../../provider/powerstore/powerStore";
import { type Identity, identity } from "./authorities";
import { failureOf } from "./client";
import { grantLogin, json, PASSWORD, type Script } from "./scriptedServer";
import { withServer } from "./transportBench";

const array: Script = (request, response) =>
  request.path === "/login_session"
    ? grantLogin(response)
    : json(response, 200, [{ global_id: "PS1", is_primary: true, id: "0" }]);

/** The error of a first request to a server with this certificate; undefined where it is trusted. */
async function errorOf(
  tls: https.ServerOptions,
  connection: Partial<Connection> = {},
  host?: string,
): Promise<string | undefined> {
  let message: string | undefined;
  await withServer(
    array,
    async (server) => {
      const endpoint = host === undefined ? server.endpoint : server.endpoint.replace("127.0.0.1", host);
      const client = connect({
        endpoint,
        username: "admin",
        password: PASSWORD,
        insecure: false,
        timeoutSeconds: 5,
        ...connection,
      });
      try {
        await client.inventory.getClusterId();
      } catch (error) {
        assert.ok(error instanceof Error);
        message = error.message;
        assert.equal(server.received.length, 0, "nothing is sent to whom is not believed");
      } finally {
        await client.close();
      }
    },
    { tls },
  );
  return message;
}

describe("The certificate of an array", () => {
  let root: Identity;
  let between: Identity;
  let own: Identity;
  let other: Identity;
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const today = () => inDays(0);
  /** Of `own`, as of the day on which it was made. */
  let validity: string;

  before(async () => {
    root = await identity("Factory Authority", { isAuthority: true });
    between = await identity("Factory Authority 2", { isAuthority: true, by: root });
    validity = `valid from ${inDays(-1)} to ${inDays(100)}`;
    own = await identity("PS1234", { by: between, names: ["127.0.0.1", "array.example"] });
    other = await identity("Somebody else", { isAuthority: true });
  });

  type Trust = { given: () => Identity[]; served: () => Identity[]; isTrusted: boolean; reason: string };
  const trusts: Trust[] = [
    { given: () => [own], served: () => [own], isTrusted: true, reason: "its own: what everybody has first" },
    { given: () => [own], served: () => [own, between], isTrusted: true, reason: "its own, served with its authority" },
    { given: () => [between], served: () => [own], isTrusted: true, reason: "its authority's, which is not the last" },
    { given: () => [between], served: () => [own, between], isTrusted: true, reason: "its authority's, served too" },
    { given: () => [root], served: () => [own, between], isTrusted: true, reason: "the last authority's" },
    { given: () => [other, own], served: () => [own], isTrusted: true, reason: "one of several" },
    { given: () => [root], served: () => [own], isTrusted: false, reason: "the authority between is not to be had" },
    { given: () => [other], served: () => [own, between, root], isTrusted: false, reason: "somebody else's" },
    { given: () => [], served: () => [own, between, root], isTrusted: false, reason: "none" },
  ];
  for (const { given, served, isTrusted, reason } of trusts) {
    it(`is ${isTrusted ? "" : "not "}believed with this in caFile: ${reason}`, async () => {
      const pem = (all: Identity[]) => all.map(({ cert }) => cert).join("");
      const caCertificate = pem(given());
      const message = await errorOf({ key: own.key, cert: pem(served()) }, caCertificate ? { caCertificate } : {});
      assert.equal(message === undefined, isTrusted, message);
    });
  }

  it("is not believed under another name, although it is the very one in caFile", async () => {
    const message = await errorOf(own, { caCertificate: own.cert }, "localhost");
    assert.match(String(message), /made for another host than localhost/);
  });

  type Text = {
    name: string;
    make: () => Promise<Identity>;
    trusts?: () => Identity[];
    host?: string;
    says: () => (string | RegExp)[];
  };
  const texts: Text[] = [
    {
      name: "names the names it is made for",
      make: () => identity("x", { by: root, names: ["array.example", "10.1.2.3"] }),
      trusts: () => [root],
      says: () => [
        "another host than 127.0.0.1",
        "made for array.example, 10.1.2.3",
        'signed by "CN=Factory Authority"',
      ],
    },
    {
      name: "says that a common name does not count for an address",
      make: () => identity("127.0.0.1", { by: root, names: null }),
      trusts: () => [root],
      says: () => ["no subject alternative names", 'common name "127.0.0.1", which does not count for an address'],
    },
    {
      name: "says that a common name is another",
      make: () => identity("array.example", { by: root, names: null }),
      trusts: () => [root],
      host: "localhost",
      says: () => ["no subject alternative names", 'common name "array.example", which is not localhost'],
    },
    {
      name: "says since when it is out of date",
      make: () => identity("x", { by: root, from: -9, to: -3 }),
      trusts: () => [root],
      says: () => [
        `valid until ${inDays(-3)}, and today is ${today()}`,
        "renew it on the array",
        "this machine's date",
      ],
    },
    {
      name: "says from when on it is valid",
      make: () => identity("x", { by: root, from: 3, to: 9 }),
      trusts: () => [root],
      says: () => [`valid from ${inDays(3)} on, and today is ${today()}`],
    },
    {
      name: "says that it is its authority's that is out of date",
      make: async () => {
        const old = await identity("Old Authority", { isAuthority: true, by: root, from: -9, to: -3 });
        const made = await identity("x", { by: old });
        return { key: made.key, cert: made.cert + old.cert };
      },
      trusts: () => [root],
      says: () => ["signed by an authority whose own certificate is not valid today", 'signed by "CN=Old Authority"'],
    },
    {
      name: "says who signed it, for whom, until when, and how to tell it",
      make: async () => own,
      says: () => [
        "signed by an authority that Node.js knows",
        'made for 127.0.0.1, array.example, signed by "CN=Factory Authority 2"',
        validity,
        `SHA-256 ${new X509Certificate(own.cert).fingerprint256}`,
        /or this very one.*powerstore-import:caFile or POWERSTORE_CA_FILE/,
      ],
    },
    {
      name: "says that it is signed by itself",
      make: () => identity("PS9"),
      says: () => ["signed by itself"],
    },
    {
      name: "says what was expected where caFile holds something else",
      make: async () => own,
      trusts: () => [other, root],
      says: () => ['"CN=Somebody else" or "CN=Factory Authority", given as caFile or caCertificate'],
    },
  ];
  for (const { name, make, trusts, host, says } of texts) {
    it(`${name}`, async () => {
      const caCertificate = trusts?.()
        .map(({ cert }) => cert)
        .join("");
      const given = await make();
      const expected = [says()];
      const message = await errorOf(given, caCertificate === undefined ? {} : { caCertificate }, host);
      // Midnight may have come in between.
      expected.push(says());
      assert.ok(message?.includes("nothing was sent because the certificate"), message);
      const text = message ?? "";
      const isSaid = (part: string | RegExp) => (typeof part === "string" ? text.includes(part) : part.test(text));
      const missing = expected.map((parts) => parts.filter((part) => !isSaid(part)));
      assert.ok(
        missing.some((parts) => parts.length === 0),
        `${missing[0]?.join(", ")} in ${message}`,
      );
    });
  }

  it("may be signed by an authority of NODE_EXTRA_CA_CERTS, also beside a caFile", async () => {
    const folder = mkdtempSync(join(tmpdir(), "extra-"));
    const extra = join(folder, "extra.pem");
    writeFileSync(extra, root.cert);
    const program = `
      const { agentOf } = require("./provider/powerstore/http/agents");
      const tls = require("node:tls");
      const { key, cert, ca } = JSON.parse(process.argv[1]);
      const server = tls.createServer({ key, cert }, (socket) => socket.end()).listen(0, "127.0.0.1", () => {
        const { secureContext } = agentOf({ insecure: false, caCertificate: ca }).options;
        const socket = tls.connect({ host: "127.0.0.1", port: server.address().port, secureContext });
        const end = (text) => { console.log(text); process.exit(0); };
        socket.on("secureConnect", () => end("believed")).on("error", (error) => end(error.code));
      });`;
    const served = JSON.stringify({ key: own.key, cert: own.cert + between.cert, ca: other.cert });
    try {
      for (const [file, expected] of [
        [extra, "believed"],
        [join(folder, "gone.pem"), "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"],
      ]) {
        const output = execFileSync(process.execPath, ["-r", "./tools/types/register.cjs", "-e", program, served], {
          encoding: "utf8",
          stdio: ["ignore", "pipe", "ignore"],
          env: { ...process.env, NODE_EXTRA_CA_CERTS: file },
        });
        assert.equal(output.trim(), expected);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("A server that no PowerStore is like", () => {
  const wanted: { name: string; tls: https.ServerOptions; says: RegExp; reason: string }[] = [
    {
      name: "a certificate of its clients (TLS 1.3)",
      tls: { requestCert: true, rejectUnauthorized: true },
      says: /wants a certificate of its clients/,
      reason: "the alert comes after the handshake",
    },
    {
      name: "a certificate of its clients (TLS 1.2)",
      tls: { requestCert: true, rejectUnauthorized: true, maxVersion: "TLSv1.2" },
      says: /ended the TLS handshake: it may want a certificate of its clients/,
      reason: "the alert is the same as for missing ciphers",
    },
    {
      name: "TLS 1.1",
      tls: { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" },
      says: /no version of TLS that is safe: 1\.2 or 1\.3 is needed/,
      reason: "it does speak HTTPS",
    },
  ];
  for (const { name, tls, says, reason } of wanted) {
    it(`and wants ${name}, is told by what it wants: ${reason}`, async () => {
      await withServer(
        array,
        async (server) => {
          const { endpoint, certificate: caCertificate } = server;
          const client = connect({
            endpoint,
            username: "u",
            password: PASSWORD,
            insecure: false,
            caCertificate,
            timeoutSeconds: 5,
          });
          const error = await failureOf(client.inventory.getClusterId());
          await client.close();
          assert.equal(error.name, "NotPowerStoreError");
          assert.match(error.message, says);
          assert.doesNotMatch(error.message, /does not speak HTTPS/);
          assert.equal(server.received.length, 0);
        },
        { tls },
      );
    });
  }
});
