/** What a client can make the simulator hold. */

/** Of the body of a request to the API; the array's own limit is unknown. */
export const MAX_API_BODY_BYTES = 1024 * 1024;

/** Of the body of a control route, and of a button of the page: fault rules may bring bodies of their own along. */
export const MAX_CONTROL_BODY_BYTES = 16 * 1024 * 1024;

/** Of a snapshot: 100,000 sessions take 180 MiB, and 260 MiB where all of their names and descriptions are the longest. */
export const MAX_SNAPSHOT_BYTES = 320 * 1024 * 1024;

/** In which a request has to be there, whole, and how often the server looks whether one is late. */
export type ServerTimes = { readonly requestMilliseconds: number; readonly checkMilliseconds: number };

export const defaultServerTimes: ServerTimes = { requestMilliseconds: 120_000, checkMilliseconds: 30_000 };

/** The longest that an answer can be held back: what is longer, Node's timers take for no time at all. */
export const LONGEST_WAIT_SECONDS = 2_147_483;
