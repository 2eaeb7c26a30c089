import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ended, eventually, isAlive } from "../../e2e/eventually";
import { FakeMachine } from "./fakeMachine";

const resolver = pathToFileURL(join(__dirname, "../../../tools/engine/resolve.mjs")).href;
const script = `
  const { resolveEngine } = await import(${JSON.stringify(resolver)});
  const engine = await resolveEngine({ log: (line) => console.error(line) });
  console.log(engine.source);
`;

describe("several processes that need the same engine", () => {
  let machine: FakeMachine;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    machine = new FakeMachine();
    machine.addGo();
    machine.hold();
  });
  afterEach(async () => {
    machine.release();
    for (const child of children.splice(0)) {
      child.kill("SIGKILL");
    }
    machine.remove();
  });

  const start = () => {
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], { env: machine.env });
    children.push(child);
    let said = "";
    child.stderr.on("data", (data) => {
      said += data;
    });
    let answer = "";
    child.stdout.on("data", (data) => {
      answer += data;
    });
    const source = once(child, "close").then(() => answer.trim());
    return { child, source, said: () => said };
  };

  it("build it once: the second waits for the first and takes its result", async () => {
    const first = start();
    await eventually("the build", () => machine.goPid);
    const second = start();
    await eventually("the second to wait", () => second.said().match(/waiting/) ?? undefined);
    machine.release();

    assert.equal(await first.source, "built");
    assert.equal(await second.source, "cache");
    assert.equal(machine.buildCount, 4, "one build has four parts");
    assert.ok(machine.entry, "nothing but the entry is left");
  });

  it("take over from one that was killed half-way, and clean up after it", async () => {
    const first = start();
    const go = await eventually("the build", () => machine.goPid);
    first.child.kill("SIGKILL");
    await first.source;
    process.kill(go, "SIGKILL");
    assert.equal(machine.cached.length, 2, "a lock and a temporary folder are left");

    machine.release();
    assert.equal(await start().source, "built");
    assert.ok(machine.entry, "nothing but the entry is left");
  });

  it("end the build and clean up when they are told to stop", async () => {
    const { resolveEngine } = await import("../../../tools/engine/resolve.mjs");
    const stop = new AbortController();
    const resolving = resolveEngine({ env: machine.env, signal: stop.signal });
    const go = await eventually("the build", () => machine.goPid);

    stop.abort(new Error("stopped by the test"));

    await assert.rejects(resolving, /stopped by the test/);
    await ended(go);
    assert.ok(!isAlive(go));
    assert.deepEqual(machine.cached, []);
  });

  it("leave the temporary folder of a living process alone", async () => {
    const foreign = join(machine.cacheFolder, `tmp-${hostname()}-${process.pid}-x`);
    mkdirSync(foreign, { recursive: true });
    machine.release();
    assert.equal(await start().source, "built");
    assert.equal(machine.cached.length, 2);
  });
});
