import type { AbsentImport } from "../fleet/joinStack";
import type { Fleet } from "../fleet/observeFleet";
import type { SessionView } from "../sessions/sessionView";
import type { Seen } from "./changes";

/** All that a watch was ever asked for: who leaves the states that it shows has moved, and is not done with. */
export class EverShown {
  readonly #sessions = new Set<string>();
  /** Of the stack, as long as they had no session. */
  readonly #resources = new Set<string>();

  /** They and no others, as they stand now. */
  judged({ whole, shown }: Seen): Fleet {
    for (const session of shown.sessions) this.#sessions.add(keyOf(session));
    for (const { resource } of shown.absent) this.#resources.add(resource);
    const sessions = whole.sessions.filter((session) => this.#sessions.has(keyOf(session)) || this.#isOf(session));
    for (const { resource } of sessions) if (resource !== undefined) this.#resources.add(resource);
    return { ...shown, sessions, absent: whole.absent.filter((each) => this.#isOf(each)) };
  }

  #isOf({ resource }: Pick<SessionView, "resource"> | AbsentImport): boolean {
    return resource !== undefined && this.#resources.has(resource);
  }
}

const keyOf = ({ array, id }: SessionView) => `${array}\n${id}`;
