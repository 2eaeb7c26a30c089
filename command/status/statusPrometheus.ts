import { type Gauge, prometheusText, type Sample } from "../output/prometheus";
import type { SessionView } from "../sessions/sessionView";
import { withoutMembers } from "../sessions/totals";
import type { Status } from "./document";

/** Groups count once; a session is named by its name, and by its id where others of its array have the same: a series twice spoils the whole page. */
export function statusPrometheus(status: Status): string {
  const sessions = named(withoutMembers(status.sessions));
  return prometheusText([
    {
      name: "powerstore_import_array_up",
      help: "Whether the array has answered.",
      samples: status.arrays.map(({ name, failure }) => ({ labels: { array: name }, value: failure ? 0 : 1 })),
    },
    { name: "powerstore_import_sessions", help: "Imports by state and by who has to act.", samples: counts(sessions) },
    ofEach(sessions, "progress_ratio", "Copied part of an import, 0 to 1.", ({ progressPercentage: percent }) =>
      percent === undefined ? undefined : percent / 100,
    ),
    ofEach(sessions, "size_bytes", "Size of what is imported.", ({ size }) => size),
    ofEach(sessions, "copied_bytes", "Bytes copied so far.", ({ copiedBytes }) => copiedBytes),
    ofEach(
      sessions,
      "rate_bytes_per_second",
      "Rate of the copy now.",
      ({ currentTransferRate }) => currentTransferRate,
    ),
    ofEach(sessions, "eta_timestamp_seconds", "When the copy ends, by the array.", ({ estimatedCompletionTimestamp }) =>
      seconds(estimatedCompletionTimestamp),
    ),
    ofEach(sessions, "last_update_timestamp_seconds", "When the array last updated it.", ({ lastUpdateTimestamp }) =>
      seconds(lastUpdateTimestamp),
    ),
    ofEach(sessions, "next_change_timestamp_seconds", "When windows next change what is to be with it.", (session) =>
      seconds(session.nextChangeAt),
    ),
    {
      name: "powerstore_import_window_open",
      help: "Whether windows of an ImportSession or ImportWave are open.",
      samples: status.windows.map(({ resource, kind, open }) => ({ labels: { resource, kind }, value: open ? 1 : 0 })),
    },
    {
      name: "powerstore_import_not_on_array",
      help: "Imports of the stack of which there is no session.",
      samples: absences(status),
    },
    {
      name: "powerstore_import_not_asked",
      help: "Imports of the stack on arrays that were not asked.",
      samples: status.elsewhere === undefined ? [] : [{ labels: {}, value: status.elsewhere }],
    },
    {
      name: "powerstore_import_secret",
      help: "Imports of the stack that are a secret in its state.",
      samples: status.secretImports === undefined ? [] : [{ labels: {}, value: status.secretImports }],
    },
  ]);
}

/** Where a name says which one is meant it stays. */
function named(sessions: readonly SessionView[]): readonly SessionView[] {
  const keyOf = ({ array, name }: SessionView) => `${array}\n${name}`;
  const counts = new Map<string, number>();
  for (const session of sessions) counts.set(keyOf(session), (counts.get(keyOf(session)) ?? 0) + 1);
  return sessions.map((session) => {
    if (session.name === undefined || counts.get(keyOf(session)) === 1) return session;
    return { ...session, name: `${session.name} (${session.id})` };
  });
}

function absences({ absent }: Status): readonly Sample[] {
  const keys = absent.map(({ wave = "", state }) => JSON.stringify({ wave, state }));
  return [...new Set(keys)].map((key) => ({
    labels: JSON.parse(key),
    value: keys.filter((each) => each === key).length,
  }));
}

function counts(sessions: readonly SessionView[]): readonly Sample[] {
  const samples = new Map<string, { labels: Sample["labels"]; value: number }>();
  for (const { array, wave = "", state, standing } of sessions) {
    const labels = { array, wave, state, standing };
    const key = JSON.stringify(labels);
    samples.set(key, { labels, value: (samples.get(key)?.value ?? 0) + 1 });
  }
  return [...samples.values()];
}

function ofEach(
  sessions: readonly SessionView[],
  name: string,
  help: string,
  value: (session: SessionView) => number | undefined,
): Gauge {
  return {
    name: `powerstore_import_${name}`,
    help,
    samples: sessions.flatMap((session) => {
      const own = value(session);
      const labels = { array: session.array, session: session.name ?? session.id };
      return own === undefined ? [] : [{ labels, value: own }];
    }),
  };
}

function seconds(time: string | undefined): number | undefined {
  const moment = Date.parse(time ?? "");
  return Number.isNaN(moment) ? undefined : moment / 1000;
}
