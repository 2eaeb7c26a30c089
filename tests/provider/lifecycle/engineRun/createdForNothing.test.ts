/** A create that has come to nothing, and a delete of what it wants, which the engine goes on to: it is of a second entry that an earlier run has left. */

import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";

const urn = "urn:one";
const object = { clusterId: "cluster", id: "session" };
const marks = ["id:session", "name:db-01"];
const wish = { exact: ["name:db-01"], likely: ["source:volume"] };

describe("A delete of what its own resource wants, and has not", () => {
  let run: EngineRun;
  beforeEach(() => {
    run = new EngineRun();
    run.checked(urn, false, wish);
  });
  const decision = (more: readonly string[] = marks) => run.beginEnding({ urn, object, marks: more }).kind;

  it("ends it where the create is still to come: it makes room for that", () => {
    assert.equal(decision(), "allowed");
  });

  it("is refused where the create has come and has got nothing", () => {
    run.putBack(urn);
    assert.equal(decision(), "refuse");
  });

  it("ends it where the create has made another one", () => {
    run.putBack(urn);
    run.made(urn, { ...object, id: "another" });
    assert.equal(decision(), "allowed");
  });

  it("ends what has another name", () => {
    run.putBack(urn);
    assert.equal(decision(["id:session", "name:db-02"]), "allowed");
  });
});
