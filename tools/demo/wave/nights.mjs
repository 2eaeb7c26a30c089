/**
 * Three nights: when somebody, or a job of the night, runs `up`, and what happens on the array in between. Hours are those since the windows' opening
 * at ten in the evening.
 *
 * @typedef {object} Moment
 * @property {number} hour since the opening
 * @property {"up" | "refresh" | "fails" | "is paused by hand"} what
 * @property {string} [why] what is to be seen there
 * @property {number} [code] exit code of the command, if not 0
 *
 * @typedef {object} Night
 * @property {string} title
 * @property {{ title: string, hour: number, settings: Readonly<Record<string, string>> }} [day] an `up` on the day before, with settings for the
 *   stack's configuration; its hour is counted as those of the night
 * @property {number} hours until when it is watched
 * @property {readonly Moment[]} moments
 */

/** @satisfies {readonly Night[]} */
export const nights = /** @type {const} */ ([
  {
    title: "The first night",
    day: { title: "by day: what has a place is scheduled for the night", hour: -9, settings: {} },
    hours: 8,
    moments: [
      { hour: 0, what: "up", why: "ten o'clock: what was scheduled by day has begun by itself" },
      { hour: 1, what: "fails" },
      { hour: 2, what: "up", why: "it is found to have failed: the run says so, and all others go on", code: 1 },
      { hour: 5, what: "up", why: "places are free: the next ones begin" },
      { hour: 8, what: "up", why: "six o'clock: the copies stand still" },
    ],
  },
  {
    title: "The second night",
    hours: 8,
    moments: [
      { hour: 0, what: "up", why: "the copies go on where they stood" },
      { hour: 2, what: "up" },
      { hour: 4, what: "is paused by hand" },
      { hour: 5, what: "refresh", why: "what somebody did at the array is told" },
      { hour: 5, what: "up", why: "the program says otherwise, and its word counts" },
      { hour: 8, what: "up" },
    ],
  },
  {
    title: "The night of the cut-over",
    day: {
      title: "by day: the cut-over is asked for, and waits for its window",
      hour: -9,
      settings: { cutOver: "true" },
    },
    hours: 1,
    moments: [{ hour: 0, what: "up", why: "the window that was agreed opens" }],
  },
]);
