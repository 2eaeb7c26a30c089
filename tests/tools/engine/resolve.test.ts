import assert from "node:assert/strict";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "../../../tools/engine/contract";
import { load } from "../load";
import { FakeMachine } from "./fakeMachine";

describe("resolving an engine", () => {
  let machine: FakeMachine;
  beforeEach(() => {
    machine = new FakeMachine();
  });
  afterEach(() => machine.remove());

  const resolve = async (env: NodeJS.ProcessEnv = {}): Promise<Engine> => {
    const { resolveEngine } = await import("../../../tools/engine/resolve.mjs");
    return resolveEngine({ env: { ...machine.env, ...env } });
  };

  describe("from PATH", () => {
    it("takes a supported pulumi with its language host beside it", async () => {
      const pulumi = machine.addPulumi("v3.250.1");
      machine.addHost();
      assert.deepEqual(await resolve(), {
        program: pulumi,
        version: "3.250.1",
        pathEntries: [machine.bin],
        source: "PATH",
      });
    });

    it("takes a language host from another folder of PATH along", async () => {
      const hosts = join(machine.folder, "hosts");
      machine.addPulumi("v3.250.1");
      machine.addHost(hosts);
      const engine = await resolve({ PATH: `${machine.bin}:${hosts}` });
      assert.deepEqual(engine.pathEntries, [machine.bin, hosts]);
    });

    it("finds the host beside the program that a link on PATH leads to, as package managers install it", async () => {
      const cellar = join(machine.folder, "cellar");
      const real = machine.addPulumi("v3.250.1", cellar);
      machine.addHost(cellar);
      mkdirSync(machine.bin);
      symlinkSync(real, join(machine.bin, "pulumi"));
      assert.deepEqual((await resolve()).pathEntries, [machine.bin, cellar]);
    });

    const refused = [
      { name: "one older than the range", version: "v3.247.9", reason: /is version 3\.247\.9, needed is >=3\.248\.0/ },
      { name: "one of the next major version", version: "v4.0.0", reason: /is version 4\.0\.0/ },
      { name: "one without a version (a plain go build)", version: "", reason: /does not say a version/ },
      { name: "one without a language host", version: "v3.250.1", host: false, reason: /no pulumi-language-nodejs/ },
    ];
    for (const { name, version, host = true, reason } of refused) {
      it(`refuses ${name} and says why`, async () => {
        machine.addPulumi(version);
        if (host) {
          machine.addHost();
        }
        await assert.rejects(resolve(), reason);
      });
    }
  });

  describe("by a build", () => {
    it("builds everything that a program in TypeScript, Python, YAML or Java needs, once", async () => {
      machine.addGo();
      const engine = await resolve();
      const bin = join(machine.entry, "bin");
      const built = { program: join(bin, "pulumi"), version: "3.248.0", pathEntries: [bin], source: "built" };
      assert.deepEqual(engine, built);
      assert.equal(machine.buildCount, 4, "the command line and the hosts");

      rmSync(join(machine.bin, "go"));
      assert.deepEqual(await resolve(), { ...built, source: "cache" }, "the second time needs no Go");
    });

    const failures = [
      { name: "Go is too old", go: { version: "go1.24.3" }, reason: /Go 1\.24\.3 is too old, needed is 1\.25\.11/ },
      {
        name: "the build fails",
        go: { build: 'echo "cli/x.go:1: no space left on device" >&2; exit 1' },
        reason: /go build of \S+ failed: cli\/x\.go:1: no space left on device/,
      },
      {
        name: "the build makes no pulumi",
        go: { build: 'rm -f "$out/pulumi"' },
        reason: /the new engine lacks pulumi/,
      },
    ];
    for (const { name, go, reason } of failures) {
      it(`says so if ${name}, and leaves nothing in the cache`, async () => {
        machine.addGo(go);
        await assert.rejects(resolve(), reason);
        assert.deepEqual(machine.cached, []);
      });
    }
  });

  describe("from a damaged cache", () => {
    const damages: { name: string; damage: (entry: string) => void }[] = [
      { name: "a program is missing", damage: (entry) => rmSync(join(entry, "bin", "pulumi-language-nodejs")) },
      { name: "a program was cut short", damage: (entry) => writeFileSync(join(entry, "bin", "pulumi"), "#!/bin") },
      { name: "the marker is missing", damage: (entry) => rmSync(join(entry, "engine.json")) },
      {
        name: "pulumi does not run",
        damage: (entry) => {
          const script = "#!/bin/sh\nexit  \t  127\n"; // as long as the one that is there
          writeFileSync(join(entry, "bin", "pulumi"), script);
          const sizes = { pulumi: script.length, "pulumi-language-nodejs": 24 };
          writeFileSync(join(entry, "engine.json"), JSON.stringify({ version: "3.248.0", sizes }));
        },
      },
    ];
    for (const { name, damage } of damages) {
      it(`builds again if ${name}`, async () => {
        machine.addGo();
        await resolve();
        damage(machine.entry);
        assert.equal((await resolve()).source, "built");
        assert.equal((await resolve()).source, "cache");
      });
    }
  });

  it("names every way, why it failed and what to install, if there is no engine", async () => {
    await assert.rejects(resolve(), (error: Error) => {
      assert.match(error.message, /pulumi on PATH: no pulumi on PATH/);
      assert.match(error.message, /cache: nothing in .*caches with a blank/);
      assert.match(error.message, /official download: not tried/);
      assert.match(error.message, /build from Go modules: no go on PATH/);
      assert.match(error.message, /Install the Pulumi CLI .* or Go 1\.25\.11 or newer/);
      return true;
    });
  });

  describe("for a lane", () => {
    const newest = { POWERSTORE_IMPORT_LANE: "newest" };

    it("builds the lane's engine beside the other in the cache, whatever is on PATH", async () => {
      machine.addGo();
      await resolve();
      machine.addPulumi("v3.250.1");
      machine.addHost();
      assert.equal((await resolve()).version, "3.250.1");

      const engine = await resolve(newest);

      const { lanes } = await load<{ lanes: { newest: { engine: string } } }>("lanes/lanes.mjs");
      assert.deepEqual([engine.version, engine.source], [lanes.newest.engine, "built"]);
      assert.equal(machine.cached.length, 2);
      assert.equal((await resolve(newest)).source, "cache");
    });

    it("says why PATH was not asked", async () => {
      await assert.rejects(resolve(newest), /pulumi on PATH: not for the lane "newest"/);
    });

    it("refuses a lane that is not there", async () => {
      await assert.rejects(
        resolve({ POWERSTORE_IMPORT_LANE: "latest" }),
        /no lane "latest"; there are: oldest, newest/,
      );
    });
  });

  it("tries nothing if the setting says none", async () => {
    machine.addPulumi("v3.250.1");
    machine.addHost();
    await assert.rejects(resolve({ POWERSTORE_IMPORT_ENGINE: "none" }), /no Pulumi engine/);
  });

  it("refuses a way that it does not know", async () => {
    await assert.rejects(resolve({ POWERSTORE_IMPORT_ENGINE: "pathh" }), /"pathh" is none of path, cache/);
  });
});
