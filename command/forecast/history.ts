/** What becomes of each session of a simulated array. */
import type { SimulatedArray, SimulatedRow } from "./simulator";

export type SessionHistory = {
  readonly id: string;
  readonly name: string;
  readonly sourceResourceId: string;
  readonly parentSessionId: string | undefined;
  state: string;
  /** When its state was this for the first time, milliseconds since 1970; absent for the one it began with. */
  readonly reached: Map<string, number>;
  /** Whether somebody has deleted it by now. */
  readonly isGone?: boolean;
};

export class History {
  readonly #array: Pick<SimulatedArray, "world">;
  readonly #sessions = new Map<string, SessionHistory>();
  #rows: readonly SimulatedRow[] = [];

  constructor(array: Pick<SimulatedArray, "world">) {
    this.#array = array;
    this.look(true);
  }

  /** As of the last look. */
  get sessions(): readonly SessionHistory[] {
    const there = new Set(this.#rows.map(({ id }) => id));
    return [...this.#sessions.values()].map((history) => ({ ...history, isGone: !there.has(history.id) }));
  }

  /** The sessions as they are now. To be called often enough: a state that nobody has looked at is missing. */
  look(isBeginning = false): readonly SimulatedRow[] {
    const rows = this.#array.world.rows("import_session") ?? [];
    this.#rows = rows;
    for (const row of rows) {
      const known = this.#sessions.get(row.id);
      const state = String(row.state);
      if (known?.state === state) continue;
      const history = known ?? historyOf(row);
      history.state = state;
      const since = Date.parse(String(row.last_update_timestamp));
      if (!isBeginning && !history.reached.has(state) && !Number.isNaN(since)) history.reached.set(state, since);
      this.#sessions.set(row.id, history);
    }
    return rows;
  }
}

function historyOf(row: SimulatedRow): SessionHistory {
  return {
    id: row.id,
    name: String(row.name),
    sourceResourceId: String(row.source_resource_id),
    parentSessionId: typeof row.parent_session_id === "string" ? row.parent_session_id : undefined,
    state: String(row.state),
    reached: new Map(),
  };
}
