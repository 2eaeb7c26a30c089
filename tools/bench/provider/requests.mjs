/**
 * @typedef {object} RequestCounts
 * @property {number} requests all that reached the array
 * @property {number} looks reads of sessions, each the first after a change: what has become of it is looked at once, at once
 * @property {number} polls reads of sessions while nothing was changed since the read before
 * @property {number} logins
 */

/**
 * Counts as tests/provider/requestCounts does, which keeps the counts exact.
 * @param {readonly import("../../demo/simulator.mjs").JournalEntry[]} entries oldest first
 * @returns {RequestCounts}
 */
export function countRequests(entries) {
  const counts = { requests: entries.length, looks: 0, polls: 0, logins: 0 };
  let hasChanged = false;
  for (const { operation } of entries) {
    if (operation === "GET /login_session") counts.logins++;
    if (!operation?.includes("/import_session")) continue;
    if (!operation.startsWith("GET ")) hasChanged = true;
    else if (hasChanged) {
      counts.looks++;
      hasChanged = false;
    } else counts.polls++;
  }
  return counts;
}
