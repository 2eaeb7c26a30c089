import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sectionOf } from "../readme/readme";
import { Surroundings } from "./surroundings";

const cli = join(__dirname, "..", "..", "..", "simulator", "src", "cli.ts");

describe("the command powerstore-import-simulator", () => {
  let around: Surroundings;
  beforeEach(() => {
    around = new Surroundings();
  });

  it("prints one line of JSON that says how to reach it, and nothing else", async () => {
    const ended = around.run("--clock", "manual", "--username", "u", "--password", "p");
    const line = await around.ready();
    const { port } = new URL(line.endpoint);
    assert.deepEqual(line, {
      endpoint: `https://127.0.0.1:${port}/api/rest`,
      username: "u",
      password: "p",
      caFile: line.caFile,
      control: `https://127.0.0.1:${port}/_simulator`,
    });
    around.emit("SIGTERM");
    assert.equal(await ended, 0);
    assert.equal(around.stdout.read(), null);
    assert.equal(around.stderr.read(), null);
  });

  for (const signal of ["SIGINT", "SIGTERM"]) {
    it(`ends with 0 and cleans up on ${signal}`, async () => {
      const ended = around.run();
      const { caFile } = await around.ready();
      assert.equal(existsSync(caFile), true);
      around.emit(signal);
      assert.equal(await ended, 0);
      assert.equal(existsSync(caFile), false);
    });
  }

  it("outlives the end of standard input, unless asked to end with its parent", async () => {
    const other = new Surroundings();
    const ended = around.run();
    const endedWithParent = other.run("--exit-with-parent");
    await Promise.all([around.ready(), other.ready()]);
    around.stdin.end();
    other.stdin.end();
    assert.equal(await endedWithParent, 0);
    assert.equal(await Promise.race([ended, "still running"]), "still running");
    around.emit("SIGINT");
    assert.equal(await ended, 0);
  });

  it("ends with 1 and a sentence when it cannot listen", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    assert.ok(typeof address === "object" && address !== null);
    assert.equal(await around.run("--port", String(address.port)), 1);
    taken.close();
    assert.match(around.stderr.read(), /^powerstore-import-simulator: .*EADDRINUSE.*\n$/);
    assert.equal(around.stdout.read(), null);
  });

  const wrongUses = [
    { args: ["--speed", "fast"], names: /--speed/ },
    { args: ["--speed", "0"], names: /--speed/ },
    { args: ["--port", "-1"], names: /--port/ },
    { args: ["--port", "70000"], names: /port/ },
    { args: ["--clock", "sun"], names: /--clock/ },
    { args: ["--max-active-sessions", "0.5"], names: /--max-active-sessions/ },
    { args: ["--copy-bytes-per-second", ""], names: /--copy-bytes-per-second/ },
    { args: ["--start", "someday"], names: /start/ },
    { args: ["--sources", cli], names: /--sources/ },
    { args: ["--seed", cli], names: /--seed.* .*cli\.ts:\d+: / },
    { args: ["--seed", join(cli, "missing.yaml")], names: /--seed.*missing\.yaml/ },
    { args: ["--cluster", ""], names: /--cluster/ },
    { args: ["--cluster", "Lab 01"], names: /--cluster/ },
    { args: ["--cluster", "Lab-01:"], names: /--cluster/ },
    { args: ["--cluster", "a:b:c"], names: /--cluster/ },
    { args: ["--colour"], names: /--colour/ },
    { args: ["surplus"], names: /argument/ },
  ];
  for (const { args, names } of wrongUses) {
    it(`ends with 2 for ${args.join(" ")}`, async () => {
      assert.equal(await around.run(...args), 2);
      assert.match(around.stderr.read(), names);
      assert.equal(around.stdout.read(), null);
    });
  }

  const clusters = [
    { args: [], name: "PowerStore-01", globalId: "PS0000000001", reason: "the default stays what tests know" },
    {
      args: ["--cluster", "Lab-01"],
      name: "Lab-01",
      globalId: /^PS[0-9A-F]{10}$/,
      reason: "another name, another array",
    },
    {
      args: ["--cluster", "Lab-01:PSLAB"],
      name: "Lab-01",
      globalId: "PSLAB",
      reason: "for ids that are known elsewhere",
    },
    {
      args: ["--cluster", "PowerStore-01"],
      name: "PowerStore-01",
      globalId: "PS0000000001",
      reason: "it is the default",
    },
  ];
  for (const { args, name, globalId, reason } of clusters) {
    it(`is ${name} with ${globalId} for ${args.join(" ") || "no option"}: ${reason}`, async () => {
      const ended = around.run(...args);
      const { control, caFile } = await around.ready();
      const { collections } = JSON.parse(await get(`${control}/snapshot`, readFileSync(caFile)));
      const [cluster] = collections.cluster;
      assert.equal(cluster.name, name);
      if (typeof globalId === "string") assert.equal(cluster.global_id, globalId);
      else assert.match(cluster.global_id, globalId);
      around.emit("SIGINT");
      assert.equal(await ended, 0);
    });
  }

  it("imports from the arrays in a file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sources-test-"));
    try {
      const file = join(folder, "sources.json");
      writeFileSync(file, JSON.stringify([{ name: "Old-01", type: "Unity", volumes: 1 }]));
      const ended = around.run("--sources", file);
      const { control, caFile } = await around.ready();
      const { collections } = JSON.parse(await get(`${control}/snapshot`, readFileSync(caFile)));
      assert.deepEqual(
        collections.remote_system.map((system: { id: string }) => system.id),
        ["rs-old-01"],
      );
      around.emit("SIGINT");
      assert.equal(await ended, 0);
      assert.equal(await around.run("--sources", join(folder, "missing.json")), 2);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const badSources = [
    { sources: {}, says: /sources\.json:1: the file must have required property 'format'/ },
    { sources: [{ name: "A-01", type: "Unity" }], says: /:1: 0 must have required property 'volumes'/ },
    { sources: [{ name: "A-01", type: "Floppy", volumes: 1 }], says: /:1: 0\/type must be one of Unity, VNX/ },
    { sources: [{ name: "A-01", type: "Unity", volumes: 1, colour: "red" }], says: /:1: 0 must not have colour/ },
    { sources: [{ name: "A-01", type: "Unity", volumes: 1, sizeBytes: 5 }], says: /8192/ },
  ];
  for (const { sources, says } of badSources) {
    it(`ends with 2 and a sentence for the sources ${JSON.stringify(sources)}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), "sources-test-"));
      try {
        const file = join(folder, "sources.json");
        writeFileSync(file, JSON.stringify(sources));
        assert.equal(await around.run("--sources", file), 2);
        assert.match(around.stderr.read(), says);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }

  it("tells its options and its version", async () => {
    assert.equal(await around.run("--help"), 0);
    const help = around.stdout.read();
    const options = sectionOf("## Start").match(/--[a-z][a-z-]+/g) ?? [];
    assert.ok(options.length > 20, "the README has options");
    for (const option of options.filter((name) => name !== "--cacert")) assert.ok(help.includes(option), option);
    assert.equal(await around.run("--version"), 0);
    assert.match(around.stdout.read(), /^\d+\.\d+\.\d+\n$/);
  });

  it("is a process that starts, answers a signal with exit code 0, and is gone", async function () {
    // It compiles the sources first.
    this.timeout(60_000);
    const child = spawn(process.execPath, ["-r", "./tools/types/register.cjs", cli]);
    try {
      const [line] = await once(child.stdout, "data");
      const { caFile } = JSON.parse(String(line));
      child.kill("SIGTERM");
      assert.deepEqual(await once(child, "close"), [0, null]);
      assert.equal(existsSync(caFile), false);
    } finally {
      child.kill("SIGKILL");
    }
  });
});

function get(url: string, ca: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { ca, agent: false }, async (response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve(text);
    })
      .on("error", reject)
      .end();
  });
}
