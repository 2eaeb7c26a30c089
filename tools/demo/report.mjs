import { bar } from "./screen.mjs";

/**
 * @typedef {import("./simulator.mjs").Session} Session
 * @typedef {import("./simulator.mjs").JournalEntry} JournalEntry
 */

/**
 * The name in the program: the generated name without its hash.
 * @param {Session} session
 */
export function nameOf({ name }) {
  return name.replace(/-[0-9a-f]{8}$/, "");
}

/**
 * One session in one line.
 * @param {Session} session
 */
export function describeSession(session) {
  const { state, progress_percentage, scheduled_timestamp } = session;
  const progress = state === "Scheduled" ? `starts ${scheduled_timestamp}` : progressOf(state, progress_percentage);
  return `${nameOf(session).padEnd(16)} ${state.padEnd(17)} ${progress}`;
}

/**
 * The array has no percentage after the cut-over; a completed import is a whole one.
 * @param {string} state
 * @param {number | null} percent
 */
function progressOf(state, percent) {
  if (state === "Import_Completed") {
    return bar(100);
  }
  return percent === null ? "" : bar(percent);
}

/** What a request is for; everything else is a change. */
const kinds = {
  login: (/** @type {JournalEntry} */ { path }) => /\/login_session\b/.test(path),
  logout: (/** @type {JournalEntry} */ { path }) => /\/logout\b/.test(path),
  read: (/** @type {JournalEntry} */ { method }) => method === "GET",
};

/**
 * @param {readonly JournalEntry[]} entries
 * @returns {{ changes: JournalEntry[], reads: number, logins: number, logouts: number }}
 */
export function sortJournal(entries) {
  const logins = entries.filter(kinds.login);
  const logouts = entries.filter(kinds.logout);
  const others = entries.filter((entry) => !kinds.login(entry) && !kinds.logout(entry));
  return {
    changes: others.filter((entry) => !kinds.read(entry)),
    reads: others.filter(kinds.read).length,
    logins: logins.length,
    logouts: logouts.length,
  };
}

/**
 * One changing request: when, what, with which body, and how it ended.
 * @param {JournalEntry} entry
 * @returns {string[]} lines
 */
export function describeRequest({ time, method, path, body, status }) {
  const call = `${time.slice(11, 19)}  ${method.padEnd(6)} ${path.replace("/api/rest", "").replace(/\?.*/, "")}`;
  const fields = Object.entries(body !== null && typeof body === "object" ? body : {});
  return [
    `${call.padEnd(80)} ${status}`,
    ...fields.map(([name, value]) => `${" ".repeat(17)} ${name}: ${JSON.stringify(value)}`),
  ];
}
