import assert from "node:assert/strict";
import { searchesOn } from "../../../../provider/lifecycle/array/searches";
import type { Readiness } from "../../../../provider/lifecycle/importSession/decide/decideReadiness";
import { decideReadiness } from "../../../../provider/lifecycle/importSession/decide/decideReadiness";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

const VOLUME = "unity-01-vol-01";

describe("A source that the array has just been told to look for", () => {
  // biome-ignore format: a case is a row
  const cases: readonly { criteria: string | undefined; type: "Non_Disruptive" | "Agentless"; isFresh: boolean; kind: Readiness["kind"]; reason: string }[] = [
    { criteria: "Ready", type: "Non_Disruptive", isFresh: false, kind: "ready", reason: "it can be imported in both ways" },
    { criteria: "Ready_For_Agentless_Import", type: "Agentless", isFresh: true, kind: "ready", reason: "in the way that it is wanted" },
    { criteria: "Ready_For_Agentless_Import", type: "Non_Disruptive", isFresh: true, kind: "refuse", reason: "no time makes it more" },
    { criteria: undefined, type: "Agentless", isFresh: true, kind: "wait", reason: "the search has not come to it yet" },
    { criteria: undefined, type: "Agentless", isFresh: false, kind: "refuse", reason: "nobody is looking for it" },
    { criteria: "Host_Not_Added", type: "Non_Disruptive", isFresh: true, kind: "wait", reason: "the agents have not answered yet" },
    { criteria: "Host_Not_Added", type: "Non_Disruptive", isFresh: false, kind: "refuse", reason: "somebody has to add the host" },
    { criteria: "Undetermined", type: "Agentless", isFresh: true, kind: "wait", reason: "the array has not looked yet" },
    { criteria: "Imported", type: "Agentless", isFresh: true, kind: "refuse", reason: "it is over" },
    { criteria: "Unsupported_Protocol", type: "Agentless", isFresh: true, kind: "refuse", reason: "never as it is" },
  ];
  for (const { criteria, type, isFresh, kind, reason } of cases) {
    it(`${kind === "wait" ? "is waited for" : kind === "ready" ? "is taken" : "is refused"}: ${criteria ?? "not listed"}, ${type}, ${isFresh ? "fresh" : "not fresh"}, for ${reason}`, () => {
      assert.equal(decideReadiness(criteria, { type }, isFresh).kind, kind);
    });
  }

  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
    stage.simulator.world.setCriteria(VOLUME, "Host_Not_Added");
  });
  afterEach(() => stage.close());
  const program = () => ({ ...readyVolume(stage.simulator), sourceResourceId: VOLUME });
  const posts = () => stage.changes().filter((change) => change.startsWith("POST /import_session {")).length;

  it("is imported once it is ready, and it is said for what the create waits", async () => {
    let looks = 0;
    stage.between = (request, pass) => {
      if (request.url.includes(`import_unity_volume/${VOLUME}`) && ++looks === 3)
        stage.simulator.world.setCriteria(VOLUME, "Ready");
      return pass(request);
    };
    searchesOn(stage.array).started();
    assert.equal(await stage.up(program()), "created");
    assert.equal(posts(), 2);
    assert.match(
      stage.progress.join("\n"),
      /source unity-01-vol-01 is Host_Not_Added; waits for its hosts to be known/,
    );
  });

  it("is refused at once where nobody is looking", async () => {
    await assert.rejects(stage.up(program()), /Host_Not_Added/);
    assert.equal(posts(), 1);
  });

  it("is refused with the array's words when the time is over, and nothing was made", async () => {
    searchesOn(stage.array).started();
    stage.timeoutSeconds = 60;
    await assert.rejects(stage.up(program()), /Host_Not_Added/);
    assert.equal(posts(), 1);
    assert.equal(stage.recorded, undefined);
  });

  it("is refused at once where it was ready all along: the refusal was about something else", async () => {
    stage.simulator.world.setCriteria(VOLUME, "Ready");
    searchesOn(stage.array).started();
    stage.simulator.setFaults([
      { operation: "POST /import_session", times: 1, effect: { status: 422, message: "not now" } },
    ]);
    await assert.rejects(stage.up(program()), /not now/);
  });

  it("is not waited for after Ctrl-C", async () => {
    searchesOn(stage.array).started();
    const stop = new AbortController();
    stage.signal = stop.signal;
    stage.between = (request, pass) => {
      if (request.url.includes("import_unity_volume")) stop.abort();
      return pass(request);
    };
    await assert.rejects(stage.up(program()), /stopped/);
    assert.equal(stage.recorded, undefined);
  });
});
