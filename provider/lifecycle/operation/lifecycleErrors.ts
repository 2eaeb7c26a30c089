/** Failures that the lifecycle itself finds. Messages are whole sentences for the person at the terminal. */

export class LifecycleError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** Connection settings are missing or wrong: nothing was sent. */
export class ConfigurationError extends LifecycleError {
  /** The configuration keys without a value, in the spelling of `pulumi config set`. */
  readonly missingKeys: readonly string[];
  /** Which variables hold a missing value but do not count here, and why; also at the end of the message. */
  readonly leftOut: string | undefined;

  constructor(message: string, missingKeys: readonly string[] = [], leftOut?: string) {
    super(message);
    this.missingKeys = missingKeys;
    this.leftOut = leftOut;
  }
}

/** A `name:<name>` that no object on the array has. */
export class ReferenceNotFoundError extends LifecycleError {}

/** The endpoint leads to another cluster than the one recorded. */
export class WrongClusterError extends LifecycleError {}

/** What the program asks for is refused before or instead of touching the array. */
export class RefusalError extends LifecycleError {}

/** Refused for what was found in the place of what was to be made: who says so has seen what there is. */
export class FoundError extends RefusalError {}

/** The array has refused it, and what stands in its way was found out. */
export class InUseError extends RefusalError {}

/** Neither the answer to what was to make an object has come, nor that of the look for it: it may be there, and nobody has its id. */
export class PerhapsMadeError extends RefusalError {
  /** What has ended the operation, by itself. */
  readonly ended: Error;

  constructor(message: string, ended: Error) {
    super(message);
    this.ended = ended;
  }
}

/** A goal cannot be reached by waiting: the session is in a state that ends the wait. */
export class DeadEndError extends LifecycleError {}

/** A wait that is a resource of its own has ended before its goal: there is nothing to record. */
export class NotReachedError extends LifecycleError {}

/** What was decided is not right any more by the time that it could be sent: it was not sent, and is decided anew. */
export class NotDueError extends LifecycleError {}

/** Time is up; the array goes on by itself. */
export class WaitTimeoutError extends LifecycleError {}

/** The array's answers contradict each other: nothing is concluded from them. */
export class ContradictionError extends LifecycleError {}

/** The engine asked to stop waiting; the array goes on by itself. */
export class InterruptedError extends LifecycleError {}

/** There is a session with an id to keep, but a goal was not reached: recorded as init-failed, the next update goes on. */
export class IncompleteError<Outputs = unknown> extends LifecycleError {
  readonly id: string;
  readonly outputs: Outputs;
  /** What the user sees; the error's own message is not shown by the engine. */
  readonly reasons: readonly string[];

  constructor(id: string, outputs: Outputs, ...reasons: readonly [string, ...string[]]) {
    super(reasons.join("\n"));
    this.id = id;
    this.outputs = outputs;
    this.reasons = reasons;
  }
}

/** A replacement could not delete the former object: that is recorded again, with the outputs that it had. */
export class NotReplacedError<Outputs = unknown> extends IncompleteError<Outputs> {}

/** What an error says; of what is thrown and is none, its text. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The same with a full stop, before more is said: what the client says of a request ends without one. */
export const sentenceOf = (error: unknown): string => messageOf(error).replace(/[^.!?]$/, "$&.");
