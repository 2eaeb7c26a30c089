import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findEngine } from "./engine";
import { eventually } from "./eventually";

const bootstrap = join(__dirname, "../../tools/bootstrap.mjs");

describe("npm run demo", () => {
  let temporary: string;
  let child: ChildProcess | undefined;
  let output = "";

  before("look for an engine", async function () {
    if ((await findEngine()) === undefined) {
      this.skip();
    }
  });
  beforeEach(() => {
    temporary = mkdtempSync(join(realpathSync(tmpdir()), "powerstore-import-demo-"));
  });
  afterEach(() => {
    child?.kill("SIGKILL");
    rmSync(temporary, { recursive: true, force: true });
  });

  /** In a process group of its own, so that a signal to the group reaches what a terminal's Ctrl-C reaches. */
  const start = () => {
    output = "";
    const env = { ...process.env, TMPDIR: temporary, POWERSTORE_IMPORT_ENGINE: "path,cache" };
    const demo = spawn(process.execPath, [bootstrap, "demo"], { env, detached: true });
    child = demo;
    for (const stream of [demo.stdout, demo.stderr]) {
      stream.on("data", (data) => {
        output += data;
      });
    }
    const closed = once(demo, "close").then(([code]) => code as number);
    return { pid: demo.pid ?? 0, closed };
  };

  const assertNothingLeft = () => {
    assert.deepEqual(readdirSync(temporary), []);
    assert.deepEqual(processesWith(`TMPDIR=${temporary}`), []);
  };

  it("shows a whole migration, from an array that knows nothing to the volumes on it, and leaves nothing behind", async () => {
    const demo = start();
    assert.equal(await demo.closed, 0, output);

    const requests = /asked to change(?<requests>[\s\S]*)/.exec(output)?.groups?.requests ?? "";
    const asked = [...requests.matchAll(/ {2}(?<call>(?:POST|PATCH|DELETE) +\S+) +20\d$/gm)].map(({ groups }) =>
      groups?.call?.replace(/[0-9a-f-]{36}/, "{id}").replace(/ +/, " "),
    );
    const ofBoth = ["cutover", "pause", "resume"].map((action) => `POST /import_session/{id}/${action}`);
    assert.deepEqual(asked.sort(), [
      "DELETE /import_host_system/{id}",
      "DELETE /import_session/{id}",
      "DELETE /import_session/{id}",
      "DELETE /remote_system/{id}",
      "POST /import_host_system",
      "POST /import_session",
      "POST /import_session",
      ...ofBoth.flatMap((call) => [call, call]),
      "POST /remote_system",
      "POST /remote_system/{id}/discover",
    ]);
    assert.doesNotMatch(output, /Passw0rd/);
    assert.ok(!output.includes("\u001b"), "no colour without a terminal");
    assertNothingLeft();
  });

  const moments = [
    { name: "while the stack is configured", when: /config set/ },
    { name: "while a session is created", when: /Vol-01\s+creating/ },
    { name: "while the stack is destroyed", when: /old-unity\s+deleting/ },
  ];
  for (const { name, when } of moments) {
    it(`leaves nothing behind when Ctrl-C comes ${name}`, async () => {
      const demo = start();
      await eventually(name, () => when.exec(output) ?? undefined);
      process.kill(-demo.pid, "SIGINT");
      assert.equal(await demo.closed, 130, output);
      assertNothingLeft();
    });
  }
});

/** Processes that live with a variable in their environment; on Linux only, elsewhere none are found. */
function processesWith(variable: string): string[] {
  if (process.platform !== "linux") {
    return [];
  }
  return readdirSync("/proc").filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(variable);
    } catch {
      return false;
    }
  });
}
