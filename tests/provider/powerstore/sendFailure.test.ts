import assert from "node:assert/strict";
import { kindOfFailure, SendFailure } from "../../../provider/powerstore/http/sendFailure";

describe("kindOfFailure", () => {
  const codes = [
    { kind: "refused", codes: ["ECONNREFUSED"], reason: "nothing listens" },
    { kind: "unknownHost", codes: ["ENOTFOUND", "EAI_AGAIN"], reason: "no address" },
    { kind: "unreachable", codes: ["EHOSTUNREACH", "ENETUNREACH"], reason: "no route" },
    { kind: "noConnection", codes: ["ETIMEDOUT"], reason: "the system gave up connecting" },
    { kind: "notTls", codes: ["EPROTO", "ERR_SSL_WRONG_VERSION_NUMBER"], reason: "another protocol" },
    {
      kind: "certificate",
      codes: [
        "CERT_HAS_EXPIRED",
        "CERT_NOT_YET_VALID",
        "CERT_REVOKED",
        "CERT_UNTRUSTED",
        "DEPTH_ZERO_SELF_SIGNED_CERT",
        "ERR_TLS_CERT_ALTNAME_INVALID",
        "HOSTNAME_MISMATCH",
        "INVALID_CA",
        "SELF_SIGNED_CERT_IN_CHAIN",
        "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
        "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      ],
      reason: "OpenSSL's names for what is wrong with a certificate",
    },
    { kind: "dropped", codes: ["ECONNRESET", "EPIPE", undefined], reason: "the connection broke" },
  ] as const;
  for (const { kind, codes: all, reason } of codes) {
    for (const code of all) {
      it(`before the connection is secured, takes ${code} for ${kind}`, () => {
        assert.equal(kindOfFailure(code, false), kind, reason);
      });
    }
  }

  it("takes everything for a broken connection afterwards, because the request may have gone out", () => {
    for (const code of ["ECONNREFUSED", "ETIMEDOUT", "EPROTO", undefined])
      assert.equal(kindOfFailure(code, true), "dropped");
  });
});

describe("SendFailure", () => {
  it("says its kind and code and nothing else", () => {
    const failure = new SendFailure("refused", { mayHaveArrived: false, code: "ECONNREFUSED" });
    assert.equal(String(failure), "SendFailure: refused (ECONNREFUSED)");
    assert.equal(failure.cause, undefined);
  });
});
