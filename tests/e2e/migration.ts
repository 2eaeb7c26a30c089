import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Simulator, SimulatorOptions } from "../../simulator/src";
import { startSimulator } from "../../simulator/src";
import type { EngineResult, PrivateEngine, StateResource } from "../../tools/engine/contract";
import { useEngine } from "./engine";

/** Reads its resources from a file, so that a test changes the program by writing it. */
const program = `
import { readFileSync } from "node:fs";
import { ImportSession } from "pulumi-powerstore-import";

const resources = JSON.parse(readFileSync("resources.json", "utf8"));
for (const [name, { options, ...args }] of Object.entries<any>(resources)) {
  new ImportSession(name, args, options);
}
`;

type Resource = Record<string, unknown>;

export type Migration = {
  readonly engine: PrivateEngine;
  readonly simulator: Simulator;
  /** Writes the program: resources by name, their arguments, and `options` for those of the resource. */
  declare(resources: Record<string, Resource>): void;
  /** Runs `up` and expects it to succeed. */
  up(): Promise<EngineResult>;
  /** `POST /import_session/{id}/pause {...}`: the changing requests since the journal was last cleared, logouts left out. */
  changes(): string[];
  logins(): number;
  /** The resources of the program as the state file has them. */
  recorded(): Promise<StateResource[]>;
  /** State of each session on the array, by the name that its resource had when it was made. */
  sessions(): Record<string, unknown>;
};

/** What is not the matter of a test takes no time. */
export const IMMEDIATE = {
  setUpSeconds: 0,
  cancelSeconds: 0,
  cutoverSeconds: 0,
} as const satisfies SimulatorOptions;

/** Configures the stack for the array, in one run of the engine. */
export async function configureFor(engine: PrivateEngine, simulator: Simulator | undefined): Promise<void> {
  assert.ok(simulator);
  const { endpoint, username, caFile, password } = simulator;
  const plain = Object.entries({ endpoint, username, caFile }).flatMap(([key, value]) => [
    "--plaintext",
    `powerstore-import:${key}=${value}`,
  ]);
  const secret = ["--secret", `powerstore-import:password=${password}`];
  expectSuccess(await engine.run(["config", "set-all", "--stack", engine.stack, ...plain, ...secret]));
}

/** A simulator and a private engine that is configured for it, for the tests of a suite. */
export function useMigration(options: SimulatorOptions = {}): () => Migration {
  let simulator: Simulator | undefined;
  const engine = useEngine({ name: "migration", files: { "index.ts": program, "resources.json": "{}" } });
  before("start a simulator and configure the stack for it", async () => {
    simulator = await startSimulator({ ...IMMEDIATE, ...options });
    await configureFor(engine(), simulator);
  });
  after("stop the simulator", () => simulator?.close());
  return () => {
    assert.ok(simulator);
    return migrationOf(engine(), simulator);
  };
}

export function migrationOf(engine: PrivateEngine, simulator: Simulator): Migration {
  const entries = () => simulator.journal().entries;
  return {
    engine,
    simulator,
    declare: (resources) => writeFileSync(join(engine.projectFolder, "resources.json"), JSON.stringify(resources)),
    up: async () => expectSuccess(await engine.up()),
    changes: () => changesOf(simulator),
    sessions: () =>
      Object.fromEntries(
        (simulator.world.rows("import_session") ?? []).map(({ name, state }) => [
          String(name).replace(/-[0-9a-f]{8}$/, ""),
          state,
        ]),
      ),
    logins: () => entries().filter(({ path }) => path.includes("/login_session")).length,
    recorded: async () =>
      (engine.readState().resources ?? []).filter(({ type }) => /powerstore-import:(index:)?[A-Z]/.test(type)),
  };
}

/** `POST /import_session/{id}/pause {...}`: the changing requests since the journal was last cleared, logouts left out. */
export function changesOf(simulator: Simulator): string[] {
  return simulator
    .journal()
    .entries.filter(({ method, path }) => method !== "GET" && !path.endsWith("/logout"))
    .map(({ method, path, body }) => {
      const operation = path.replace("/api/rest", "").replace(/\/import_session\/[^/?]+/, "/import_session/{id}");
      const hasBody = typeof body === "object" && body !== null && Object.keys(body).length > 0;
      return `${method} ${operation}${hasBody ? ` ${JSON.stringify(body)}` : ""}`;
    });
}

/** Changing requests, those that start an import without what they say of it. */
export const withoutInputs = (changes: readonly string[]) =>
  changes.map((change) => change.replace(/^POST \/import_session \{.*/, "POST /import_session"));

export function expectSuccess(result: EngineResult): EngineResult {
  assert.equal(result.code, 0, result.stdout + result.stderr);
  return result;
}

/** The run fails; what it shows is the answer. */
export function expectFailure({ code, stdout, stderr }: EngineResult): string {
  const shown = stdout + stderr;
  assert.equal(code, 1, shown);
  assert.doesNotMatch(shown, /\n\s+at .*\.js:\d+/, "no stack trace");
  return shown;
}

/** Every file below a folder, as text: for what must not stand in any of them. */
export function allText(folder: string): string {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}
