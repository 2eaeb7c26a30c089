import assert from "node:assert/strict";
import { ended, eventually } from "../eventually";
import { onEachEngine, SESSION, type Stage, volume } from "./stage";

const address = `${SESSION}.database`;

/** It would wait for a day. */
const waiting = { ...volume("01"), wait_for: "Ready_For_Cutover", timeouts: { create: "24h" } };
const content = volume("01");

onEachEngine("What dies in the middle of a create", {}, (stage) => {
  /** The session is made, and its id is heard after so many real seconds: by default longer than a test lets it wait. */
  async function beginCreate({ terraform, simulator }: Stage, delaySeconds = 600, onLine?: (line: string) => void) {
    simulator.setFaults([{ operation: "POST /import_session", effect: { delaySeconds } }]);
    const run = terraform.start(["apply"], {}, onLine);
    await eventually("the POST to arrive", () => (simulator.faults()[0]?.hits ? true : undefined));
    return run;
  }

  /** The next apply finds the one session, and makes no other. */
  async function findAgain({ terraform, declare, changes, sessions, ids }: Stage): Promise<void> {
    declare({ database: content });
    await terraform.succeed("apply");
    assert.deepEqual(changes(), ["POST /import_session"]);
    assert.deepEqual(sessions(), { "unity-01-vol-01": "Copy_In_Progress" });
    const { id, tainted } = terraform.recorded()[address] ?? {};
    assert.deepEqual([id, tainted], [ids()["unity-01-vol-01"], false]);
  }

  for (const victim of ["provider", "engine"] as const) {
    it(`by kill -9 of the ${victim}: no process is left, and the next apply finds the session`, async () => {
      const { terraform, simulator, declare } = stage();
      declare({ database: content });
      const run = await beginCreate(stage());
      const providers = terraform.providers();
      assert.equal(providers.length, 1);
      process.kill(victim === "provider" ? Number(providers[0]) : run.pid, "SIGKILL");
      assert.notEqual((await run.finished).code, 0);
      simulator.clearFaults();
      await ended(Number(providers[0]));
      assert.deepEqual(terraform.recorded(), {});
      await findAgain(stage());
    });
  }

  it("is not the provider of an engine that outlives its terminal, such as by nohup: the signal of that reaches both", async () => {
    const { terraform, declare, ids } = stage();
    declare({ database: content });
    const run = await beginCreate(stage(), 1.5);
    for (const pid of terraform.providers()) process.kill(pid, "SIGHUP");
    assert.equal((await run.finished).code, 0);
    assert.equal(terraform.recorded()[address]?.id, ids()["unity-01-vol-01"]);
  });

  it("by a Ctrl-C before the array has answered: the answer is waited for, and the session is on record", async () => {
    const { terraform, declare, ids } = stage();
    declare({ database: content });
    const run = await beginCreate(stage(), 1.5);
    run.interrupt();
    assert.equal((await run.finished).code, 1);
    const { id, tainted } = terraform.recorded()[address] ?? {};
    assert.deepEqual([id, tainted], [ids()["unity-01-vol-01"], false]);
    await findAgain(stage());
  });

  it("by a Ctrl-C while the array does not answer at all: the request's limit is waited for, and the next apply finds the session", async () => {
    const { terraform, simulator, declare } = stage();
    declare({ database: content }, { provider: { "powerstore-import": { timeout: 2 } } });
    const run = await beginCreate(stage());
    run.interrupt();
    const { code, errors } = await run.finished;
    assert.equal(code, 1);
    assert.match(
      errors.join(),
      /No complete answer within 2 s .*before doing it again\. What came then: looking for import session .* the next "terraform apply" finds it by this name/s,
    );
    assert.deepEqual(terraform.recorded(), {});
    simulator.clearFaults();
    await findAgain(stage());
    assert.equal(
      terraform.recorded()[address]?.attributes.claimed,
      null,
      "what that apply has left proves whose it is",
    );
  });

  it("by a second Ctrl-C: it ends at once without a record, and the next apply finds the session", async () => {
    const { terraform, simulator, declare } = stage();
    declare({ database: content });
    let isHeard = false;
    const run = await beginCreate(stage(), 600, (line) => {
      isHeard ||= line.includes("Interrupt received");
    });
    run.interrupt();
    await eventually("the first one to be heard", () => (isHeard ? true : undefined));
    run.interrupt();
    assert.equal((await run.finished).code, 1);
    simulator.clearFaults();
    assert.deepEqual(terraform.recorded(), {});
    await findAgain(stage());
  });

  it("by a Ctrl-C while it waits: the session is on record and not tainted, and the next apply goes on with it", async () => {
    const { terraform, simulator, declare, ids } = stage();
    declare({ database: waiting });
    const run = terraform.start(["apply"]);
    await eventually("the wait for the copy", () =>
      simulator.journal().entries.some(({ method, path }) => method === "GET" && /\/import_session\/[^?]/.test(path))
        ? true
        : undefined,
    );
    run.interrupt();
    const { code, stdout } = await run.finished;
    assert.equal(code, 1, stdout);
    const { id, tainted } = terraform.recorded()[address] ?? {};
    assert.deepEqual([id, tainted], [ids()["unity-01-vol-01"], false]);
    await findAgain(stage());
  });
});
