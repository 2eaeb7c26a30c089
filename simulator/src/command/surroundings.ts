/** When a command is to stop. */
import type { EventEmitter } from "node:events";

/** The part of a process that the command uses. */
export type Surroundings = {
  readonly stdin: NodeJS.ReadableStream & { destroy(): void };
  readonly stdout: Pick<NodeJS.WritableStream, "write">;
  readonly stderr: Pick<NodeJS.WritableStream, "write">;
  readonly env: NodeJS.ProcessEnv;
} & Pick<EventEmitter, "once">;

/** Resolves at SIGINT or SIGTERM, and with `isStdinWatched` at the end of standard input. */
export function waitForStop(
  surroundings: Pick<Surroundings, "stdin" | "once">,
  isStdinWatched: boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      // A standard input that is listened to keeps the process alive.
      surroundings.stdin.destroy();
      resolve();
    };
    surroundings.once("SIGINT", stop);
    surroundings.once("SIGTERM", stop);
    if (isStdinWatched) surroundings.stdin.once("close", stop).resume();
  });
}
