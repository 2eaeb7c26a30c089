/** The part of a process that the command uses: tests give another one. */
import type { Clock } from "../../provider/clock";
import type { Environment } from "../../provider/lifecycle/settings/environment";

export type Output = {
  write(text: string): unknown;
  /** Whether a person looks at it. */
  readonly isTTY?: boolean;
  /** Width in characters; absent where it is no terminal. */
  readonly columns?: number;
  /** Height in lines; absent where it is no terminal. */
  readonly rows?: number;
};

export type Surroundings = {
  readonly environment: Environment;
  /** Where relative paths begin, and where the Pulumi project is unless `--cwd` says otherwise. */
  readonly folder: string;
  /** Data, and nothing else. */
  readonly stdout: Output;
  /** Messages and progress. */
  readonly stderr: Output;
  readonly clock: Clock;
  /** Aborts at Ctrl-C, SIGTERM, and when nobody reads the output any more. */
  readonly stopped: AbortSignal;
  /** Loads a package that need not be there, as a program in `folder` would. @default as Node does */
  readonly loadPackage?: (name: string, folder: string) => unknown;
};
