/** Where an engine came from. */
export type EngineSource = "PATH" | "cache" | "download" | "built";

/** A Pulumi engine that can be run. */
export interface Engine {
  /** Full path of the `pulumi` program. */
  readonly pulumi: string;
  /** Its version, without a `v`. */
  readonly version: string;
  /** Folders to put in front of PATH, so that the engine finds the language hosts that belong to it. */
  readonly pathEntries: readonly string[];
  readonly source: EngineSource;
}

/** The ways to get an engine, in the order in which they are tried. */
export type EngineWay = "path" | "cache" | "download" | "build";

/** What one way is given to work with. */
export interface Attempt {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** What one way came to. */
export type AttemptResult = { readonly engine: Engine } | { readonly reason: string };

export interface ResolveOptions {
  /** Takes one line at a time about work that takes long. Default: nobody listens. */
  readonly log?: (line: string) => void;
  /**
   * Default: this process's environment. Read are PATH, XDG_CACHE_HOME, HOME, what Go reads, and
   * POWERSTORE_IMPORT_ENGINE: the ways to try, separated by commas (`path,cache,download,build`, the default), or
   * `none`.
   */
  readonly env?: NodeJS.ProcessEnv;
  /** Ends whatever is under way; `resolveEngine` then rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** No way led to an engine. The message names every way, why it failed, and what to install. */
export class EngineNotFoundError extends Error {
  constructor(failures: readonly { readonly way: EngineWay; readonly reason: string }[]);
  readonly failures: readonly { readonly way: EngineWay; readonly reason: string }[];
}

/**
 * Finds an engine, or makes one: `pulumi` on PATH in the supported range, the cache, the official download, a build
 * from the Go modules. The last two put it into the cache.
 *
 * @throws {@link EngineNotFoundError} if no way works, and an Error for an unknown way in POWERSTORE_IMPORT_ENGINE.
 */
export type ResolveEngine = (options?: ResolveOptions) => Promise<Engine>;

export const resolveEngine: ResolveEngine;
