/** How the command ends, for scripts and pipelines. */
export const exitCodes = {
  /** Nothing is left to do, or the question is answered. */
  done: 0,
  /** It could not be found out, whatever the migration does. */
  error: 1,
  /** The command line or the configuration does not make sense; nothing was asked. */
  usage: 2,
  /** An array refuses user or password. */
  login: 3,
  /** Somebody has to act before the migration can go on. */
  attention: 4,
  /** The migration is under way, and goes on by itself. */
  underWay: 10,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A command line that cannot be meant; the text says what would be. */
export class UsageError extends Error {}

/** What the output says is not all there is to say: an array is missing from it. Its reason was told before. */
export class PartialError extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode) {
    super("not all arrays have answered");
    this.exitCode = exitCode;
  }
}
