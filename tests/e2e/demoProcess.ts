import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const bootstrap = join(__dirname, "../../tools/bootstrap.mjs");

/** `npm run demo` with a temporary folder of its own, in which nothing may be left. */
export class DemoProcess {
  readonly #temporary = mkdtempSync(join(realpathSync(tmpdir()), "powerstore-import-demo-"));
  #child: ChildProcess | undefined;
  output = "";

  /** In a process group of its own, so that a signal to the group reaches what a terminal's Ctrl-C reaches. */
  start(...args: string[]): { readonly pid: number; readonly closed: Promise<number> } {
    this.output = "";
    const env = { ...process.env, TMPDIR: this.#temporary, POWERSTORE_IMPORT_ENGINE: "path,cache" };
    const demo = spawn(process.execPath, [bootstrap, "demo", ...args], { env, detached: true });
    this.#child = demo;
    for (const stream of [demo.stdout, demo.stderr]) {
      stream.on("data", (data) => {
        this.output += data;
      });
    }
    const closed = once(demo, "close").then(([code]) => code as number);
    return { pid: demo.pid ?? 0, closed };
  }

  /** `POST /import_session/{id}/pause`, ...: what it says that the array was asked to change, in order. */
  get asked(): readonly string[] {
    const requests = /asked to change(?<requests>[\s\S]*)/.exec(this.output)?.groups?.requests ?? "";
    return [...requests.matchAll(/ {2}(?<call>(?:POST|PATCH|DELETE) +\S+) +20\d$/gm)].map(
      ({ groups }) => groups?.call?.replace(/[0-9a-f-]{36}/, "{id}").replace(/ +/, " ") ?? "",
    );
  }

  assertNothingLeft(): void {
    assert.deepEqual(readdirSync(this.#temporary), []);
    assert.deepEqual(processesWith(`TMPDIR=${this.#temporary}`), []);
  }

  end(): void {
    this.#child?.kill("SIGKILL");
    rmSync(this.#temporary, { recursive: true, force: true });
  }
}

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
