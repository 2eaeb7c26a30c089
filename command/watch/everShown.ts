import type { AbsentImport } from "../fleet/joinStack";
import type { Fleet } from "../fleet/observeFleet";
import type { SessionView } from "../sessions/sessionView";
import type { Seen } from "./changes";

/** All that a watch was ever asked for: who leaves the states that it shows has moved, and is not done with. */
export class EverShown {
  readonly #sessions = new Set<string>();
  /** Each of them as it was when it was last there. */
  readonly #lastSeen = new Map<string, SessionView>();
  /** Of the stack, as long as they had no session. */
  readonly #resources = new Set<string>();
  /** Those that are gone, and were not completed as far as anybody knows. */
  lost: readonly SessionView[] = [];

  /** They and no others, as they stand now; what is gone is over, however that came. */
  judged({ whole, shown }: Seen): Fleet {
    for (const session of shown.sessions) this.#sessions.add(keyOf(session));
    for (const { resource } of shown.absent) this.#resources.add(resource);
    this.#succeed(whole);
    const sessions = whole.sessions.filter((session) => this.#sessions.has(keyOf(session)) || this.#isOf(session));
    for (const { resource } of sessions) if (resource !== undefined) this.#resources.add(resource);
    for (const session of sessions) this.#lastSeen.set(keyOf(session), session);
    const absent = whole.absent.filter((each) => this.#isOf(each));
    const gone = this.#gone(whole);
    this.lost = gone.filter(({ standing }) => standing === "ended");
    return { ...shown, sessions: [...sessions, ...gone], absent };
  }

  /** Who was begun by the name of one that is gone, as a program makes anew what has failed, takes its place. */
  #succeed(whole: Fleet): void {
    const named = new Map(whole.sessions.map((session) => [nameOf(session), session]));
    for (const session of this.#missing(whole)) {
      const successor = session.name === undefined ? undefined : named.get(nameOf(session));
      if (successor === undefined) continue;
      this.#lastSeen.delete(keyOf(session));
      this.#sessions.add(keyOf(successor));
    }
  }

  #missing({ arrays, sessions }: Fleet): readonly SessionView[] {
    const present = new Set(sessions.map(keyOf));
    // Not of an array that does not answer, or is told under another name by now.
    const heard = new Set(arrays.filter(({ failure }) => failure === undefined).map(({ name }) => name));
    return [...this.#lastSeen.values()].filter((session) => !present.has(keyOf(session)) && heard.has(session.array));
  }

  /** Whose record somebody has deleted: with it goes what would tell that it was cancelled. What has failed had no copy to lose. */
  #gone(whole: Fleet): readonly SessionView[] {
    const { sessions, absent, cleared = [] } = whole;
    // What the stack has begun anew, or misses, is judged by that.
    const known = new Set([...sessions, ...absent].map(({ resource }) => resource));
    // What was completed between two looks only the stack tells.
    const done = new Set<string | undefined>(cleared.map(({ resource }) => resource));
    return this.#missing(whole)
      .filter(({ resource, state }) => state !== "Failed" || done.has(resource))
      .filter(({ resource }) => resource === undefined || !known.has(resource))
      .map((session) => (done.has(session.resource) ? { ...session, ...COMPLETED } : session))
      .map((session) => (session.standing === "completed" ? session : { ...session, standing: "ended" }));
  }

  #isOf({ resource }: Pick<SessionView, "resource"> | AbsentImport): boolean {
    return resource !== undefined && this.#resources.has(resource);
  }
}

const COMPLETED = { state: "Import_Completed", standing: "completed" } as const;

const nameOf = ({ array, name }: SessionView) => `${array}\n${name}`;

const keyOf = ({ array, id }: SessionView) => `${array}\n${id}`;
