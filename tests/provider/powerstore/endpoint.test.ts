import assert from "node:assert/strict";
import { normalizeEndpoint, pathByName, pathOf } from "../../../provider/powerstore/http/endpoint";

describe("normalizeEndpoint", () => {
  const cases = [
    { typed: "https://array.example/api/rest", means: "https://array.example/api/rest", reason: "as documented" },
    {
      typed: "https://array.example/api/rest//",
      means: "https://array.example/api/rest",
      reason: "slashes at the end are typed by habit",
    },
    {
      typed: "https://array.example:8443/api/rest/",
      means: "https://array.example:8443/api/rest",
      reason: "a port is kept",
    },
    {
      typed: "https://[fd00::1]:8443/api/rest",
      means: "https://[fd00::1]:8443/api/rest",
      reason: "IPv6 keeps its brackets",
    },
    {
      typed: "https://ARRAY.example:443/api/rest?x=1",
      means: "https://array.example/api/rest",
      reason: "one spelling per array",
    },
  ];
  for (const { typed, means, reason } of cases) {
    it(`takes ${typed}`, () => assert.equal(normalizeEndpoint(typed), means, reason));
  }

  for (const typed of [
    "http://array.example/api/rest",
    "array.example",
    "",
    "https://admin:hunter2hunter2@array.example/api/rest",
  ]) {
    it(`refuses ${JSON.stringify(typed.replace(/hunter2/g, "*"))} without repeating it`, () => {
      assert.throws(
        () => normalizeEndpoint(typed),
        (error: Error) => error instanceof TypeError && !error.message.includes("hunter2"),
      );
    });
  }
});

describe("paths", () => {
  it("escape ids and names", () => {
    assert.equal(pathOf("import_session", "a/b?c", "pause"), "/import_session/a%2Fb%3Fc/pause");
    assert.equal(pathByName("host", "esx 1/ü#"), "/host/name:esx%201%2F%C3%BC%23");
  });

  for (const id of ["", ".", ".."]) {
    it(`refuse ${JSON.stringify(id)} as an id, which would address the collection or its parent`, () => {
      assert.throws(() => pathOf("import_session", id), TypeError);
    });
  }
});
