/** When a command is to stop. */
import type { Surroundings } from "./command";

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
