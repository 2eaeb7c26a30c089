import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { join } from "node:path";
import { start } from "../process/run.mjs";
import { root } from "../root.mjs";

/**
 * @typedef {object} Ready what the simulator prints when it listens (simulator/README.md, "Start")
 * @property {string} endpoint
 * @property {string} username
 * @property {string} password
 * @property {string} caFile
 * @property {string} control
 */

/** @typedef {{ id: string, name: string, state: string, progress_percentage: number | null, scheduled_timestamp: string | null }} Session */

/** @typedef {{ id: string, name: string, state: string }} SessionRow */

/** The most that an array shows at a time. */
const PAGE = 2000;

/** @typedef {{ time: string, method: string, path: string, operation: string | null, body: unknown, status: number }} JournalEntry */

/**
 * Starts the simulator from its command line, with a clock that stands still until it is told to move.
 * @param {{ startAt: Date, moreArgs?: readonly string[] }} options first instant of its clock, further options of the command
 */
export async function startSimulator({ startAt, moreArgs = [] }) {
  const stop = new AbortController();
  const cli = join(root, "simulator", "dist", "cli.js");
  const args = [cli, "--port", "0", "--clock", "manual", "--start", startAt.toISOString(), ...moreArgs];
  /** @type {(line: string) => void} */
  let seeLine = () => undefined;
  const firstLine = new Promise((resolve) => {
    seeLine = resolve;
  });
  const { finished } = start(process.execPath, args, {
    signal: stop.signal,
    onLine: (line, stream) => stream === "stdout" && seeLine(line),
  });
  const ended = finished.then(({ code, stderr }) => {
    throw new Error(`the simulator ended with exit code ${code}: ${stderr.trim()}`);
  });
  ended.catch(() => undefined); // of interest until the first line only
  return new RunningSimulator(JSON.parse(await Promise.race([firstLine, ended])), async () => {
    stop.abort(new Error("the simulator was stopped"));
    await finished.catch(() => undefined);
  });
}

export class RunningSimulator {
  #agent;
  #stop;

  /**
   * @param {Ready} ready
   * @param {() => Promise<void>} stop
   */
  constructor(ready, stop) {
    this.ready = ready;
    this.#stop = stop;
    this.#agent = new Agent({ ca: readFileSync(ready.caFile), keepAlive: true });
  }

  /** @param {number} seconds */
  async advance(seconds) {
    await this.#ask("POST", `${this.ready.control}/clock/advance`, { seconds });
  }

  /**
   * The states of all sessions, without a request that the journal would show.
   * @returns {Promise<string[]>}
   */
  async states() {
    return (await this.rows()).map(({ state }) => state);
  }

  /**
   * All sessions, without a request that the journal would show.
   * @returns {Promise<SessionRow[]>}
   */
  async rows() {
    const snapshot = await this.#ask("GET", `${this.ready.control}/snapshot`);
    return snapshot.collections.import_session;
  }

  /** @returns {Promise<Date>} what the array's clock shows */
  async now() {
    return new Date((await this.#ask("GET", `${this.ready.control}/clock`)).now);
  }

  /**
   * Lets the copy of a session fail.
   * @param {string} id
   * @param {number} percentage where it will
   */
  async failCopyAt(id, percentage) {
    await this.#ask("POST", `${this.ready.control}/import_session/${id}/fail_copy_at`, { percentage });
  }

  /**
   * What an administrator does in the array's own interface.
   * @param {string} id
   */
  async pause(id) {
    await this.#ask("POST", `${this.ready.endpoint}/import_session/${id}/pause`);
  }

  /**
   * All sessions as a client sees them.
   * @returns {Promise<Session[]>}
   */
  sessions() {
    const select = "id,name,state,progress_percentage,scheduled_timestamp";
    return this.#ask("GET", `${this.ready.endpoint}/import_session?select=${select}`);
  }

  /** @returns {Promise<{ id: string, name: string, size: number }[]>} the volumes of the array, imported ones included */
  volumes() {
    return this.#ask("GET", `${this.ready.endpoint}/volume?select=id,name,size`);
  }

  /** @returns {Promise<JournalEntry[]>} */
  async journal() {
    return (await this.#ask("GET", `${this.ready.control}/journal`)).entries;
  }

  async clearJournal() {
    await this.#ask("DELETE", `${this.ready.control}/journal`);
  }

  /**
   * Source volumes that can be imported alone.
   * @param {number} count
   * @returns {Promise<string[]>} their ids, fewer where there are not so many
   */
  async readyVolumes(count) {
    const filter = "importable_criteria=eq.Ready&import_unity_consistency_group_id=is.null";
    /** @type {string[]} */
    const ids = [];
    while (ids.length < count) {
      const page = `order=id&offset=${ids.length}&limit=${Math.min(count - ids.length, PAGE)}`;
      const volumes = await this.#ask("GET", `${this.ready.endpoint}/import_unity_volume?${filter}&${page}`);
      if (volumes.length === 0) break;
      ids.push(...volumes.map((/** @type {{ id: string }} */ { id }) => id));
    }
    return ids;
  }

  async stop() {
    this.#agent.destroy();
    await this.#stop();
  }

  /**
   * @param {string} method
   * @param {string} url
   * @param {object} [body]
   * @returns {Promise<any>}
   */
  async #ask(method, url, body) {
    const auth = `${this.ready.username}:${this.ready.password}`;
    const headers = { "content-type": "application/json" };
    const text = await new Promise((resolve, reject) => {
      const call = request(url, { method, agent: this.#agent, auth, headers }, (response) => {
        response.setEncoding("utf8");
        let received = "";
        response.on("data", (part) => {
          received += part;
        });
        response.on("end", () => {
          const { statusCode = 0 } = response;
          statusCode < 300 ? resolve(received) : reject(new Error(`${method} ${url}: ${statusCode} ${received}`));
        });
        response.on("error", reject);
      });
      call.on("error", reject);
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
    return text === "" ? undefined : JSON.parse(text);
  }
}
