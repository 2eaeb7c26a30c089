import type { Context } from "mocha";
import type { Engine, PrivateEngine, PrivateEngineOptions, ProjectFiles } from "../../tools/engine/contract";
import { openVault } from "./vault";

export type { EngineResult, EngineRun, PrivateEngine, StateResource } from "../../tools/engine/contract";

/** What a suite may want to be different from the default. */
export type EngineOptions = Pick<PrivateEngineOptions, "env" | "stack" | "onLine">;

/**
 * Gives the tests of a suite one private engine with a project of its own, and takes it away after them. To be called
 * in the body of `describe`; the answer is for hooks and tests, in which the engine is there.
 *
 * Without an engine the suite is skipped, or fails if POWERSTORE_IMPORT_REQUIRE_ENGINE is `1`. A build that takes
 * minutes is not started from a test: `npm test` does it before.
 */
export function useEngine(project: ProjectFiles, options: EngineOptions = {}): () => PrivateEngine {
  let engine: PrivateEngine | undefined;
  before("start a private engine", async function () {
    engine = await createEngine(this, project, options);
  });
  after("end the private engine", () => engine?.close());
  return () => {
    if (engine === undefined) {
      throw new Error("the engine is there in hooks and tests only");
    }
    return engine;
  };
}

/**
 * The same for a test that needs an engine to itself; the caller closes it.
 * @param context of the test or hook that is skipped without an engine
 */
export async function createEngine(
  context: Context,
  project: ProjectFiles,
  options: EngineOptions = {},
): Promise<PrivateEngine> {
  const found = await findEngine();
  if (found === undefined) {
    return context.skip();
  }
  const [{ createPrivateEngine }, { writeProject }, secretsProvider] = await Promise.all([
    import("../../tools/engine/privateEngine.mjs"),
    import("../../tools/engine/project.mjs"),
    openVault(),
  ]);
  const prepare = (folder: string) => writeProject(folder, project);
  return createPrivateEngine({ engine: found, prepare, secretsProvider, ...options });
}

let search: Promise<Engine | undefined> | undefined;

/** The engine of this machine, looked for once in this process. */
export function findEngine(): Promise<Engine | undefined> {
  search ??= resolveOrSkip();
  return search;
}

async function resolveOrSkip(): Promise<Engine | undefined> {
  const { EngineNotFoundError, resolveEngine } = await import("../../tools/engine/resolve.mjs");
  const env = { ...process.env, POWERSTORE_IMPORT_ENGINE: process.env.POWERSTORE_IMPORT_ENGINE ?? "path,cache" };
  try {
    return await resolveEngine({ env });
  } catch (error) {
    if (error instanceof EngineNotFoundError && process.env.POWERSTORE_IMPORT_REQUIRE_ENGINE !== "1") {
      return undefined;
    }
    throw error;
  }
}
