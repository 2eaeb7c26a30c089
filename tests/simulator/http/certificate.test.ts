import assert from "node:assert/strict";
import { X509Certificate as NodeCertificate } from "node:crypto";
import { hostname, networkInterfaces } from "node:os";
import { AuthorityKeyIdentifierExtension, SubjectKeyIdentifierExtension, X509Certificate } from "@peculiar/x509";
import { createServerCertificate, sharedServerCertificate } from "../../../simulator/src/server/certificate";

describe("the simulator's certificate", () => {
  it("is signed by the authority that came with it, for the host and for this machine", async () => {
    const { caCertificate, certificate } = await createServerCertificate("array.example");
    const [authority, server] = [new NodeCertificate(caCertificate), new NodeCertificate(certificate)];
    assert.ok(server.verify(authority.publicKey));
    assert.ok(server.checkIssued(authority));
    assert.ok(authority.ca && !server.ca);
    assert.deepEqual(server.subjectAltName?.split(", "), [
      "DNS:array.example",
      "DNS:localhost",
      "IP Address:127.0.0.1",
    ]);
  });

  it("is made for all names and addresses of the machine where it listens at all of them, as in a container", async () => {
    const { certificate } = await createServerCertificate("0.0.0.0", ["array"]);
    const shown = new NodeCertificate(certificate);
    for (const name of ["array", hostname(), "localhost"]) assert.equal(shown.checkHost(name), name);
    const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
    for (const { address } of addresses.filter(({ family }) => family === "IPv4")) {
      assert.equal(shown.checkIP(address), address);
    }
    assert.equal(shown.checkIP("0.0.0.0"), undefined, "nobody comes by that");
  });

  it("has the key identifiers that Python asks for from 3.13 on", async () => {
    const { caCertificate, certificate } = await createServerCertificate("::1");
    const [authority, server] = [new X509Certificate(caCertificate), new X509Certificate(certificate)];
    const own = authority.getExtension(SubjectKeyIdentifierExtension)?.keyId;
    assert.ok(own);
    assert.equal(server.getExtension(AuthorityKeyIdentifierExtension)?.keyId, own);
    assert.ok(server.getExtension(SubjectKeyIdentifierExtension)?.keyId);
  });

  it("is another one each time, so that nobody can use the key of another run", async () => {
    const [a, b] = await Promise.all([createServerCertificate("a.example"), createServerCertificate("a.example")]);
    assert.notEqual(a.caCertificate, b.caCertificate);
    assert.notEqual(a.privateKey, b.privateKey);
  });

  it("is one for the simulators of a process, as long as clients come by the same names", async () => {
    const [a, b] = await Promise.all([
      sharedServerCertificate("a.example", []),
      sharedServerCertificate("a.example", []),
    ]);
    assert.equal(a.privateKey, b.privateKey);
    for (const other of [sharedServerCertificate("b.example", []), sharedServerCertificate("a.example", ["array"])])
      assert.notEqual((await other).privateKey, a.privateKey);
    assert.notEqual((await createServerCertificate("a.example")).privateKey, a.privateKey);
  });
});
