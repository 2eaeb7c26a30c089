/** The part of a process that the command uses: tests give another one. */
import type { Clock } from "../../provider/clock";
import type { Environment } from "../../provider/lifecycle/settings/environment";

export type Output = {
  write(text: string): unknown;
  /** Whether a person looks at it. */
  readonly isTTY?: boolean;
  /** Width in characters; absent where it is no terminal, or one that does not tell. */
  readonly columns?: number | undefined;
  /** Height in lines; absent where it is no terminal, or one that does not tell. */
  readonly rows?: number | undefined;
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

/** A terminal that nobody has told its size (`ssh -tt` of a job, `docker run -t`) has 0 columns and 0 lines, in which nothing would have room. */
export const ofKnownSize = (surroundings: Surroundings): Surroundings => ({
  ...surroundings,
  stdout: outputOfKnownSize(surroundings.stdout),
  stderr: outputOfKnownSize(surroundings.stderr),
});

/** Asked each time: a window changes its size. */
const outputOfKnownSize = (output: Output): Output => ({
  write: (text) => output.write(text),
  get isTTY() {
    return output.isTTY === true;
  },
  get columns() {
    return output.columns || undefined;
  },
  get rows() {
    return output.rows || undefined;
  },
});
