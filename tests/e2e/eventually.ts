import { setTimeout as pause } from "node:timers/promises";

/**
 * Asks until there is an answer: for what another process does in its own time. The test fails after 60 seconds.
 * @param what ends the sentence "waited in vain for ..."
 */
export async function eventually<T>(what: string, ask: () => T | undefined): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = ask();
    if (answer !== undefined) {
      return answer;
    }
    if (Date.now() > deadline) {
      throw new Error(`waited in vain for ${what}`);
    }
    await pause(20);
  }
}

/** Whether a process exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits for the end of a process. */
export async function ended(pid: number): Promise<void> {
  await eventually(`the end of process ${pid}`, () => (isAlive(pid) ? undefined : true));
}
