// The types that the tools for the engine and the tests share.

import type { PinnedEngine } from "./pins.mjs";

/** Where an engine came from. */
export type EngineSource = "PATH" | "cache" | "download" | "built";

/** A Pulumi engine that can be run; or a Terraform or an OpenTofu. */
export interface Engine {
  /** Full path of the program: `pulumi`, `terraform` or `tofu`. */
  readonly program: string;
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

/** The same, where one way is to find or make a particular engine. */
export interface EngineAttempt extends Attempt {
  readonly pinned: PinnedEngine;
}

/** What one way came to. */
export type AttemptResult = { readonly engine: Engine } | { readonly reason: string };

export interface ResolveOptions {
  /** Takes one line at a time about work that takes long. Default: nobody listens. */
  readonly log?: (line: string) => void;
  /**
   * Default: this process's environment. Read are PATH, XDG_CACHE_HOME, HOME, what Go reads,
   * POWERSTORE_IMPORT_ENGINE: the ways to try, separated by commas (`path,cache,download,build`, the default), or
   * `none`; and POWERSTORE_IMPORT_LANE: whose engine, and then PATH is not asked.
   */
  readonly env?: NodeJS.ProcessEnv;
  /** Ends whatever is under way; `resolveEngine` then rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** One way that led to no engine. */
export interface FailedWay {
  readonly way: EngineWay;
  readonly reason: string;
}

/**
 * Finds an engine, or makes one: `pulumi` on PATH in the supported range, the cache, the official download, a build
 * from the Go modules. The last two put it into the cache.
 *
 * @throws EngineNotFoundError if no way works, and an Error for an unknown way in POWERSTORE_IMPORT_ENGINE.
 */
export type ResolveEngine = (options?: ResolveOptions) => Promise<Engine>;

/** What runs the provider for Terraform: Terraform itself, and OpenTofu. */
export type TerraformName = "terraform" | "tofu";

/** Finds one of them, or makes it. Answers with the reasons where there is none; rejects for an unknown way in POWERSTORE_IMPORT_ENGINE. */
export type ResolveTerraform = (name: TerraformName, options?: ResolveOptions) => Promise<AttemptResult>;

/** The first of them that there is. */
export type ResolveEither = (
  options?: ResolveOptions,
) => Promise<{ readonly name: TerraformName; readonly engine: Engine } | { readonly reason: string }>;

/** What a run of the engine came to. */
export interface EngineResult {
  /** Exit code; 128 + n if signal n ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run of the engine that is under way. */
export interface EngineRun {
  /** Process id of the `pulumi` process. */
  readonly pid: number;
  readonly finished: Promise<EngineResult>;
  /** What Ctrl-C in a terminal does: the engine ends what is in flight and records it. */
  interrupt(): void;
  /** Kills the `pulumi` process alone, as an out-of-memory killer would: its plugins live on as orphans. */
  kill(): void;
}

export interface EngineRunOptions {
  /** More arguments for the command line. */
  readonly args?: readonly string[];
  /** More environment for this run; `undefined` takes a variable away. */
  readonly env?: NodeJS.ProcessEnv;
  /** Sees the output as it comes. Default: the private engine's own `onLine`. */
  readonly onLine?: (line: string, stream: "stdout" | "stderr") => void;
}

/** Who keeps the key of a stack's secrets, and what an engine has to know of it. */
export interface SecretsProvider {
  /** As `pulumi stack init --secrets-provider` takes it. */
  readonly url: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface PrivateEngineOptions {
  readonly engine: Engine;
  /** Puts a project (Pulumi.yaml and what it needs) into the folder, which exists and is empty. */
  readonly prepare: (projectFolder: string) => void;
  /** Name of the stack. Default: `test`. */
  readonly stack?: string;
  /** Default: a passphrase. */
  readonly secretsProvider?: SecretsProvider;
  /** More environment for every run. */
  readonly env?: NodeJS.ProcessEnv;
  readonly onLine?: (line: string, stream: "stdout" | "stderr") => void;
  /** Ends the runs under way (SIGINT, then kill after `graceSeconds`); they then reject with its reason. */
  readonly signal?: AbortSignal;
  /** Default: 10. */
  readonly graceSeconds?: number;
}

/**
 * An engine that shares nothing with the user's own: backend, home, project and temporary files are in a folder of its
 * own, and none of the user's PULUMI_* and POWERSTORE_* variables reach it.
 */
export interface PrivateEngine {
  /** Holds everything below; goes with `close`. */
  readonly folder: string;
  readonly projectFolder: string;
  readonly stack: string;
  /** What its commands are given: for whoever runs `pulumi` for the same stack. */
  readonly environment: NodeJS.ProcessEnv;
  /** `pulumi <args> --non-interactive`, for commands that are not listed here. */
  start(args: readonly string[], options?: EngineRunOptions): EngineRun;
  run(args: readonly string[], options?: EngineRunOptions): Promise<EngineResult>;
  /** `pulumi config set`; an Error if it fails. */
  setConfig(key: string, value: string, options?: { readonly secret?: boolean }): Promise<void>;
  /** `pulumi up --yes --skip-preview`. */
  up(options?: EngineRunOptions): Promise<EngineResult>;
  startUp(options?: EngineRunOptions): EngineRun;
  preview(options?: EngineRunOptions): Promise<EngineResult>;
  refresh(options?: EngineRunOptions): Promise<EngineResult>;
  destroy(options?: EngineRunOptions): Promise<EngineResult>;
  startDestroy(options?: EngineRunOptions): EngineRun;
  /** `pulumi cancel`: takes away the lock that a killed engine left. */
  cancel(): Promise<EngineResult>;
  /** The stack's state as `pulumi stack export` prints it, secrets encrypted. */
  exportState(): Promise<{ deployment: Deployment }>;
  /** The same deployment, from the backend's file: without a process that costs as much as a sixth of an `up`. */
  readState(): Deployment;
  /** What `pulumi stack import` of a state without resources does, in the backend's file. */
  forgetResources(): void;
  /** The stack's outputs. */
  outputs(): Promise<Record<string, unknown>>;
  /** Ends what is still running, orphaned plugins included, and removes the folder. Can be called twice. */
  close(): Promise<void>;
}

/** The parts of a recorded resource that tests look at. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
  readonly initErrors?: readonly string[];
  /** Deleted for a replacement that is still to come, as far as the engine knows. */
  readonly pendingReplacement?: boolean;
}

/** What the engine has recorded of a stack. */
export type Deployment = { readonly resources?: readonly StateResource[]; readonly pending_operations?: unknown[] };

/** Makes the folder, the project and the stack. Nothing is left if it rejects. */
export type CreatePrivateEngine = (options: PrivateEngineOptions) => Promise<PrivateEngine>;

export interface ProjectFiles {
  /** Name of the Pulumi project. */
  readonly name: string;
  /** Text of each file, by its path in the project; `index.ts` is the program. */
  readonly files: Readonly<Record<string, string>>;
  /** Folder of each further provider plugin, by its name, relative to the project. */
  readonly plugins?: Readonly<Record<string, string>>;
  /** The build of this package that the program imports. Default: this checkout's, or the one of the lane. */
  readonly packageFolder?: string | undefined;
}
