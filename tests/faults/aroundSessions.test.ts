import assert from "node:assert/strict";
import { importHostSystemHandler } from "../../provider/lifecycle/importHostSystem/importHostSystem";
import type { RawInputs } from "../../provider/lifecycle/operation/handler";
import { remoteSystemHandler } from "../../provider/lifecycle/remoteSystem/remoteSystem";
import { universalConsistencyGroupHandler } from "../../provider/lifecycle/universalConsistencyGroup/universalConsistencyGroup";
import type { Transport, TransportAnswer, TransportRequest } from "../../provider/powerstore/http/contract";
import { SendFailure } from "../../provider/powerstore/http/sendFailure";
import type { SimulatorOptions } from "../../simulator/src";
import type { Stage } from "../provider/lifecycle/arrayObject/stage";
import { openStage } from "../provider/lifecycle/arrayObject/stage";
import type { AnyHandler } from "../provider/lifecycle/engineCalls";

/** One thing that goes wrong with one request. */
type Effect = (request: TransportRequest, pass: Transport["send"]) => Promise<TransportAnswer>;

const answer = (status: number, type: string, text: string): TransportAnswer => ({
  status,
  headers: new Headers({ "content-type": type }),
  text,
});
const refusal = JSON.stringify({ messages: [{ code: "0xE0FF00000422", severity: "Error", message_l10n: "not now" }] });

const effects: Readonly<Record<string, Effect>> = {
  "is not sent, for the connection breaks": async () => {
    throw new SendFailure("refused", { mayHaveArrived: false, code: "ECONNREFUSED" });
  },
  "is done, and its answer is lost": async (request, pass) => {
    await pass(request);
    throw new SendFailure("dropped", { mayHaveArrived: true, code: "ECONNRESET" });
  },
  "is lost on the way": async () => {
    throw new SendFailure("timedOut", { mayHaveArrived: true });
  },
  "is refused once": async () => answer(422, "application/json", refusal),
  "is answered by a gateway": async () => answer(502, "text/html", "<html>Bad Gateway</html>"),
  "is done, and answered by a gateway": async (request, pass) => {
    await pass(request);
    return answer(504, "text/html", "<html>Gateway Timeout</html>");
  },
};

type Kind = {
  readonly name: string;
  readonly handler: unknown;
  readonly options?: SimulatorOptions;
  readonly collection: string;
  readonly program: RawInputs;
  /** What an update changes in place; absent where there is none. */
  readonly change?: RawInputs;
};

const kinds: readonly Kind[] = [
  {
    name: "RemoteSystem",
    handler: remoteSystemHandler,
    collection: "remote_system",
    program: {
      type: "Unity",
      managementAddress: "10.20.0.10",
      username: "admin",
      password: "source-Passw0rd",
      iscsiAddresses: ["10.20.0.21"],
    },
    change: { description: "the old one", password: "another-Passw0rd" },
  },
  {
    name: "ImportHostSystem",
    handler: importHostSystemHandler,
    collection: "import_host_system",
    program: {
      agentAddress: "db-01.example.com",
      agentPort: 8443,
      osType: "Linux",
      username: "root",
      password: "host-Passw0rd",
    },
    change: { refreshTrigger: "2" },
  },
  {
    name: "UniversalConsistencyGroup",
    handler: universalConsistencyGroupHandler,
    options: { sources: [{ name: "Old-01", type: "Universal", volumes: 4 }] },
    collection: "import_universal_consistency_group",
    program: { remoteSystemId: "rs-old-01", importUniversalVolumeIds: ["old-01-vol-01", "old-01-vol-02"] },
    change: { importUniversalVolumeIds: ["old-01-vol-02", "old-01-vol-03"] },
  },
];

/** A run ends well after at most so many more: each of them may meet what the one before it has left. */
const MOST_RUNS = 3;

describe("When a request goes wrong", () => {
  for (const { name, handler, options = {}, collection, program, change } of kinds) {
    describe(`of ${name}`, () => {
      let stage: Stage;
      let own: readonly string[];
      const all = () => stage.simulator.world.rows(collection as never) ?? [];
      before(async () => {
        stage = await openStage(handler as AnyHandler, `powerstore-import:index:${name}`, options);
        own = all().map(({ id }) => id);
      });
      after(() => stage.close());
      const made = () => all().filter(({ id }) => !own.includes(id));
      const changed = { ...program, ...change };

      const operations: Readonly<
        Record<string, { prepare(): Promise<unknown>; run(): Promise<unknown>; isDone(): boolean }>
      > = {
        create: { prepare: async () => undefined, run: () => stage.up(program), isDone: () => made().length === 1 },
        ...(change && {
          update: { prepare: () => stage.up(program), run: () => stage.up(changed), isDone: () => made().length === 1 },
        }),
        delete: {
          prepare: () => stage.up(program),
          run: async () => (stage.recorded ? stage.destroy() : undefined),
          isDone: () => made().length === 0 && stage.recorded === undefined,
        },
      };

      /** Runs the operation with an effect upon its n-th request, then without any until it ends well. Says whether it had so many. */
      async function play(
        operation: keyof typeof operations,
        at: number,
        effect: Effect | undefined,
      ): Promise<boolean> {
        const { prepare, run, isDone } = operations[operation] ?? assert.fail(operation);
        stage.between = (request, pass) => pass(request);
        stage.forget();
        stage.restart();
        stage.simulator.reset();
        await prepare();
        let requests = 0;
        stage.between = (request, pass) => (++requests === at && effect ? effect(request, pass) : pass(request));
        let error: unknown;
        for (let runs = 0; runs <= MOST_RUNS; runs++) {
          error = await run().then(
            () => undefined,
            (reason: unknown) => reason,
          );
          assert.ok(made().length <= 1, `two of them after ${error}`);
          if (error === undefined) break;
        }
        assert.equal(error, undefined, `does not end well: ${error}`);
        assert.ok(isDone(), "the world is not as the program wants it");
        if (operation !== "delete")
          assert.deepEqual(
            [stage.recorded?.id],
            made().map(({ id }) => id),
          );
        stage.between = (request, pass) => pass(request);
        if (operation !== "delete") {
          assert.equal(await stage.up(operation === "update" ? changed : program), "unchanged");
          assert.equal(await stage.refresh(), "unchanged", "the array is as the program wants it");
        }
        return requests >= at;
      }

      for (const operation of Object.keys(operations)) {
        for (const [what, effect] of Object.entries(effects)) {
          it(`${operation} ends as without, whichever of its requests ${what}`, async () => {
            let requests = 0;
            while (await play(operation, requests + 1, effect)) requests++;
            assert.ok(requests > 2, "the operation sends requests");
          });
        }
      }
    });
  }
});
