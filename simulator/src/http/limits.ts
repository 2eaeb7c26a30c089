/** What a client can make the simulator hold. */

/** Of the body of a request to the API; the array's own limit is unknown. */
export const maxApiBodyBytes = 1024 * 1024;

/** Large enough for the snapshot of a large world. */
export const maxControlBodyBytes = 512 * 1024 * 1024;

/** In which a request has to be there, whole, and how often the server looks whether one is late. */
export type ServerTimes = { readonly requestMilliseconds: number; readonly checkMilliseconds: number };

export const defaultServerTimes: ServerTimes = { requestMilliseconds: 120_000, checkMilliseconds: 30_000 };
