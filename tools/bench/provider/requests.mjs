/**
 * @typedef {object} RequestCounts
 * @property {number} requests all that reached the array
 * @property {number} reads those among them that read sessions: looks at what became of a change, which come at once, and polls
 * @property {number} logins
 */

/** @param {readonly import("../../demo/simulator.mjs").JournalEntry[]} entries */
export function countRequests(entries) {
  const count = (/** @type {(operation: string) => boolean} */ isMeant) =>
    entries.filter(({ operation }) => isMeant(operation ?? "")).length;
  return {
    requests: entries.length,
    reads: count((operation) => operation.startsWith("GET /import_session")),
    logins: count((operation) => operation === "GET /login_session"),
  };
}
