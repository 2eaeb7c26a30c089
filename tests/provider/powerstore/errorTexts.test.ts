import assert from "node:assert/strict";
import { answered, failureText, printable } from "../../../provider/powerstore/http/errorTexts";
import { SendFailure, type SendFailureKind } from "../../../provider/powerstore/http/sendFailure";

type Case = { readonly kind: SendFailureKind; readonly code?: string; readonly says: RegExp; readonly reason: string };

const cases: readonly Case[] = [
  {
    kind: "refused",
    code: "ECONNREFUSED",
    says: /nothing listens.*ECONNREFUSED.*POWERSTORE_ENDPOINT/,
    reason: "the address or port is wrong",
  },
  {
    kind: "unknownHost",
    code: "ENOTFOUND",
    says: /cannot be resolved.*POWERSTORE_ENDPOINT.*DNS/,
    reason: "the name is wrong",
  },
  {
    kind: "unreachable",
    code: "ENETUNREACH",
    says: /no way to this address.*the network/,
    reason: "a VPN may be down",
  },
  { kind: "noConnection", says: /no connection within 30 s.*firewalls/, reason: "something swallows the packets" },
  {
    kind: "notTls",
    says: /does not speak HTTPS.*management address of a PowerStore/,
    reason: "the port is another service's",
  },
  {
    kind: "certificate",
    code: "SELF_SIGNED_CERT_IN_CHAIN",
    says: /not trusted.*powerstore-import:caFile or POWERSTORE_CA_FILE/,
    reason: "the authority must be named",
  },
  {
    kind: "certificate",
    code: "ERR_TLS_CERT_ALTNAME_INVALID",
    says: /another host.*in the endpoint/,
    reason: "another authority would not help",
  },
  {
    kind: "certificate",
    code: "CERT_HAS_EXPIRED",
    says: /not valid today.*renew.*date/,
    reason: "another authority would not help",
  },
  {
    kind: "timedOut",
    says: /within 30 s .*powerstore-import:timeout or POWERSTORE_TIMEOUT/,
    reason: "the time-out can be raised",
  },
  {
    kind: "dropped",
    code: "ECONNRESET",
    says: /broke before the answer was complete \(ECONNRESET\)/,
    reason: "there is nothing to set right",
  },
  { kind: "tooLarge", says: /larger than any.*management address of a PowerStore/, reason: "it is another service" },
];

describe("failureText", () => {
  for (const { kind, code, says, reason } of cases) {
    it(`tells a person what to do about ${kind}${code ? ` ${code}` : ""}`, () => {
      const failure = new SendFailure(kind, { mayHaveArrived: false, ...(code && { code }) });
      assert.match(failureText(failure, 1, 30), says, reason);
    });
  }

  it("counts the attempts if there was more than one", () => {
    const failure = new SendFailure("dropped", { mayHaveArrived: true });
    assert.doesNotMatch(failureText(failure, 1, 30), /attempts/);
    assert.match(failureText(failure, 4, 30), /, in each of 4 attempts$/);
  });
});

describe("answered", () => {
  it("quotes every message with its code, as far as there are any", () => {
    const arrayMessages = [{ text: "One.", code: "0x1" }, { text: "Two." }, { text: "", code: "0x3" }, { text: "" }];
    assert.equal(answered({ status: 422, arrayMessages }), "answered 422: One (0x1); Two; 0x3");
    assert.equal(answered({ status: 422, arrayMessages: undefined }), "answered 422");
  });
});

describe("printable", () => {
  it("is one bounded line without control characters", () => {
    assert.equal(printable(" a\n\tb\u0007\u001b[2Jc "), "a b [2Jc");
    assert.equal(printable("x".repeat(600)), `${"x".repeat(500)}...`);
  });
});
