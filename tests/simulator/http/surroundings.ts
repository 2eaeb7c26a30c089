/** What a process is to the command, with what it wrote; and a client for the simulator that runs in it. */
import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { readFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { runCommand } from "../../../simulator/src/command/command";
import type { Reachable } from "./client";

export class Surroundings extends EventEmitter {
  readonly stdin = new PassThrough();
  readonly stdout = new PassThrough({ encoding: "utf8" });
  readonly stderr = new PassThrough({ encoding: "utf8" });
  readonly env: NodeJS.ProcessEnv = {};

  run(...args: string[]) {
    return runCommand(["node", "powerstore-import-simulator", ...args], this);
  }

  async ready() {
    const [line] = await once(this.stdout, "data");
    assert.match(line, /^[^\n]+\n$/);
    return JSON.parse(line);
  }

  /** As `ready`, for the client of the tests. */
  async reachable(): Promise<Reachable> {
    const { endpoint, username, password, caFile } = await this.ready();
    return { endpoint, username, password, caCertificate: readFileSync(caFile, "utf8") };
  }
}
