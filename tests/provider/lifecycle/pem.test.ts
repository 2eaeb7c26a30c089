import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import { PemError, readCertificates } from "../../../provider/lifecycle/settings/pem";

const [one = "", two = ""] = rootCertificates;
const canonical = (...pems: string[]) => pems.map((pem) => new X509Certificate(pem).toString()).join("");
const damaged = one.replace(/\n(.{20})/, "\nAAAA$1");
const key = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0LWtleS1vZi1zb21lYm9keQ==\n-----END PRIVATE KEY-----\n";

describe("Certificates", () => {
  const taken: { name: string; given: string | Buffer; means: string; reason: string }[] = [
    { name: "as a file", given: Buffer.from(one), means: canonical(one), reason: "PEM" },
    { name: "as text", given: one, means: canonical(one), reason: "PEM" },
    { name: "several", given: `${one}\n${two}`, means: canonical(one, two), reason: "a chain" },
    { name: "several without a line between", given: one.trim() + two, means: canonical(one, two), reason: "cat" },
    { name: "with comments", given: `subject=CN x\n${one}\n# end`, means: canonical(one), reason: "openssl s_client" },
    { name: "beside a key", given: key + one, means: canonical(one), reason: "only the certificate is taken" },
    {
      name: "in one line",
      given: one.replaceAll("\n", ""),
      means: canonical(one),
      reason: "a form swallows line ends",
    },
    {
      name: "with spaces for line ends",
      given: one.replaceAll("\n", " "),
      means: canonical(one),
      reason: "unquoted echo",
    },
    {
      name: "with \\n spelled out",
      given: one.replaceAll("\n", "\\n"),
      means: canonical(one),
      reason: "a variable of CI",
    },
    {
      name: "with \\r\\n spelled out",
      given: one.replaceAll("\n", "\\r\\n"),
      means: canonical(one),
      reason: "the same",
    },
    {
      name: "with line ends of Windows",
      given: one.replaceAll("\n", "\r\n"),
      means: canonical(one),
      reason: "an editor",
    },
    { name: "with a mark of its encoding", given: `\ufeff${one}`, means: canonical(one), reason: "an editor" },
    {
      name: "in UTF-16",
      given: Buffer.from(`\ufeff${one}`, "utf16le"),
      means: canonical(one),
      reason: "PowerShell's >",
    },
    { name: "in DER", given: new X509Certificate(one).raw, means: canonical(one), reason: "a browser saves so" },
  ];
  for (const { name, given, means, reason } of taken) {
    it(`are read ${name}: ${reason}`, () => assert.equal(readCertificates(given), means));
  }

  const refused: { name: string; given: string | Buffer; says: RegExp }[] = [
    { name: "nothing", given: " \n", says: /^is empty$/ },
    { name: "some text", given: "secret", says: /no certificate in PEM form/ },
    { name: "bare base64", given: one.replaceAll(/-----.*-----/g, ""), says: /no certificate in PEM form/ },
    { name: "a key", given: key, says: /^holds no certificate but "PRIVATE KEY"$/ },
    {
      name: "a request for one",
      given: key.replaceAll("PRIVATE KEY", "CERTIFICATE REQUEST"),
      says: /"CERTIFICATE REQUEST"/,
    },
    { name: "one that breaks off", given: one.slice(0, 300), says: /breaks off: 1 begin and 0 end/ },
    { name: "a second that breaks off", given: one + two.slice(0, 300), says: /breaks off: 2 begin and 1 end/ },
    { name: "a damaged one", given: damaged, says: /^holds a certificate that is damaged or incomplete$/ },
    { name: "a damaged second", given: one + two + damaged, says: /certificate \(number 3 of 3\) that is damaged/ },
    { name: "foreign characters", given: one.replace(/\n.{5}/, "\n§§§§§"), says: /characters that no certificate has/ },
    { name: "damaged DER", given: new X509Certificate(one).raw.subarray(0, 90), says: /damaged or incomplete/ },
  ];
  for (const { name, given, says } of refused) {
    it(`are not ${name}, and what is there is not shown`, () => {
      assert.throws(
        () => readCertificates(given),
        (error: Error) =>
          error instanceof PemError && says.test(error.message) && !/secret|c2Vjc|AAAA|MII/.test(error.message),
      );
    });
  }
});
