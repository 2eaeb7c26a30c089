import assert from "node:assert/strict";
import { EngineRun } from "../../../../provider/lifecycle/engineRun/engineRun";
import type { Fact } from "../../../../provider/lifecycle/engineRun/facts";
import { SendFailure } from "../../../../provider/powerstore/http/sendFailure";
import type { SimulatorOptions } from "../../../../simulator/src";
import { sharedLedger } from "../engineRun/sharedLedger";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

const ENDED = ['POST /import_session/{id}/cancel {"force":false}', "DELETE /import_session/{id}"];

/** A POST that may have made an import is not taken back by what comes after it: nothing is said to be made, or known to be another's, that is not. */
describe("An import that may have been made", () => {
  let stage: Stage;
  let volume: { remoteSystemId: string; sourceResourceId: string };
  let left: (readonly Fact[])[];
  const start = async (options: SimulatorOptions = {}) => {
    stage = await openStage(options);
    volume = readyVolume(stage.simulator);
    left = [];
  };
  afterEach(() => stage.close());

  /** A run of the engine, of one process, which leaves its account to the next. */
  async function inRun(work: () => Promise<unknown>): Promise<void> {
    stage.run = new EngineRun(sharedLedger(left)());
    stage.simulator.clearJournal();
    try {
      await work();
    } finally {
      stage.run.close();
    }
  }
  const sessions = () => stage.simulator.world.rows("import_session") ?? [];
  const isOwn = async () => {
    await inRun(() => stage.up(volume));
    assert.equal(stage.recorded?.outputs.claimed, undefined, "no other stack can have made it");
    stage.simulator.advance(60);
    await inRun(() => stage.destroy());
    assert.deepEqual(stage.changes(), ENDED);
  };

  it("is the stack's own where a second person had to approve it, and did so after the run", async () => {
    await start({ version: "4.4", criticalOperations: ["POST /import_session"] });
    await inRun(() => assert.rejects(stage.up(volume), /still waits for the approval of a second person/));
    const [job] = stage.simulator.world.rows("job") ?? [];
    stage.simulator.world.decideJob(String(job?.id), { decision: "Approved" });
    stage.simulator.advance(60);
    assert.equal(sessions().length, 1);
    await isOwn();
  });

  describe("by a POST whose answer was lost, on an array that shows it late,", () => {
    const notFound = { status: 404, headers: new Headers({ "content-type": "application/json" }), text: "" };
    /** @param second what becomes of the second POST. */
    const losing = (second: Stage["between"]) => {
      let posts = 0;
      stage.between = async (request, pass) => {
        const { pathname } = new URL(request.url);
        if (request.method === "GET" && pathname.includes("/import_session/name:"))
          return { ...notFound, text: '{"messages":[{"message_l10n":"There is no such session."}]}' };
        if (request.method === "GET" && pathname.endsWith("/import_session"))
          return { ...notFound, status: 200, text: "[]" };
        if (request.method !== "POST" || !pathname.endsWith("/import_session")) return pass(request);
        if (++posts > 1) return second(request, pass);
        await pass(request);
        throw new SendFailure("dropped", { mayHaveArrived: true });
      };
    };

    it("is told of where the run is stopped before the next POST", async () => {
      await start();
      const stop = new AbortController();
      stage.signal = stop.signal;
      losing(async () => assert.fail("there is no second POST"));
      const silent = stage.between;
      let looks = 0;
      stage.between = (request, pass) => {
        if (request.method === "GET" && request.url.includes("/import_session/name:") && ++looks === 2) stop.abort();
        return silent(request, pass);
      };
      await inRun(() => assert.rejects(stage.up(volume), /The import may be running: the next "pulumi up" finds it/));
      assert.equal(sessions().length, 1);
    });

    it("is told of, and the stack's own, where its start has passed by the next POST, which is not sent", async () => {
      await start();
      losing(async () => assert.fail("there is no second POST"));
      const scheduledTimestamp = new Date(stage.simulator.now() + 2000).toISOString();
      const program = { ...volume, scheduledTimestamp };
      const said = /lies in the past.*The import may be running: the next "pulumi up" finds it by this name/s;
      await inRun(() => assert.rejects(stage.up(program), said));
      assert.deepEqual([sessions().length, stage.recorded], [1, undefined]);
      stage.between = (request, pass) => pass(request);
      stage.restart();
      await inRun(() => stage.up(program));
      assert.deepEqual([sessions().length, stage.recorded?.outputs.claimed], [1, undefined]);
    });

    for (const [what, second] of [
      ["is refused", (request, pass) => pass(request)],
      [
        "reaches nobody",
        async () => {
          throw new SendFailure("refused", { mayHaveArrived: false, code: "ECONNREFUSED" });
        },
      ],
      ["is not allowed", async () => ({ ...notFound, status: 403, text: '{"messages":[{"message_l10n":"No."}]}' })],
    ] as readonly (readonly [string, Stage["between"]])[]) {
      it(`is the stack's own, and said to be possible, where the next POST ${what}`, async () => {
        await start();
        losing(second);
        await inRun(() =>
          assert.rejects(stage.up(volume), /The import may be running: the next "pulumi up" finds it by this name/),
        );
        assert.deepEqual([sessions().length, stage.recorded], [1, undefined]);
        stage.between = (request, pass) => pass(request);
        stage.restart();
        await isOwn();
      });
    }
  });
});
