/** A week in an array's life, for whoever measures how long it takes or counts what happens in it. */

const HOURS_OF_WEEK = 24 * 7;
/** Begun in each hour, and as many are cut over and deleted: each of them changes its state four times while it is there. */
const HOURLY = 25;
/** From its creation until it is deleted. */
const HOURS_OF_LIFE = 40;
const SET_UP_SECONDS = 60;
const COPY_SPEED = 2 ** 20;
/** Ends in the middle of an hour, so that each session waits for its cut-over until the next one. */
const COPY_SECONDS = (HOURS_OF_LIFE - 1.5) * 3600;

export const week = { hours: HOURS_OF_WEEK, sessions: HOURLY * HOURS_OF_LIFE };

/** A volume that was imported cannot be imported again, so there is one for each session. */
export const weekOptions = /** @type {const} */ ({
  ids: "counted",
  maxActiveSessions: HOURLY * HOURS_OF_LIFE,
  setUpSeconds: SET_UP_SECONDS,
  cutoverSeconds: SET_UP_SECONDS,
  copyBytesPerSecond: COPY_SPEED,
  sources: [
    {
      name: "Unity-01",
      type: "Unity",
      volumes: HOURLY * (HOURS_OF_LIFE + HOURS_OF_WEEK),
      sizeBytes: COPY_SECONDS * COPY_SPEED,
    },
  ],
});

/** @typedef {ReturnType<typeof import("../../../simulator/src/world/index.js").createWorld>} World */

/**
 * Until there are as many sessions as in the week.
 * @param {World} world
 */
export function fill(world) {
  for (let hour = 0; hour < HOURS_OF_LIFE; hour += 1) playHour(world, hour, () => {});
}

/**
 * @param {World} world filled
 * @param {() => void} [look] after each step
 * @param {number} [hours] only the first of them
 */
export function playWeek(world, look = () => {}, hours = HOURS_OF_WEEK) {
  for (let hour = 0; hour < hours; hour += 1) playHour(world, HOURS_OF_LIFE + hour, look);
}

/**
 * The eldest go, those that have been copied are cut over, new ones come.
 * @param {World} world
 * @param {number} hour
 * @param {() => void} look
 */
function playHour(world, hour, look) {
  for (let index = 1; index <= HOURLY; index += 1) {
    const own = hour * HOURLY + index;
    act(world, "DELETE /import_session/{id}", own - HOURS_OF_LIFE * HOURLY);
    act(world, "POST /import_session/{id}/cutover", own - (HOURS_OF_LIFE - 1) * HOURLY);
    begin(world, own);
  }
  look();
  world.advance(SET_UP_SECONDS);
  look();
  world.advance(3600 - SET_UP_SECONDS);
  look();
}

/**
 * @param {World} world
 * @param {string} operation
 * @param {number} number of a session that may not have been there yet
 */
function act(world, operation, number) {
  if (number > 0) world.operations[operation]?.({ id: `session-${String(number).padStart(6, "0")}`, body: {} });
}

/**
 * @param {World} world
 * @param {number} number
 */
function begin(world, number) {
  const source = `unity-01-vol-${String(number).padStart(2, "0")}`;
  const body = { name: `s-${number}`, remote_system_id: "rs-unity-01", source_resource_id: source };
  world.operations["POST /import_session"]?.({ id: "", body });
}

/**
 * Counts whenever it looks how many sessions are in another state than before. What is created or deleted has not changed its state.
 * @param {World} world
 */
export function countChanges(world) {
  /** @type {Map<string, unknown>} */
  let before = new Map();
  let changes = 0;
  const look = () => {
    const now = new Map(world.rows("import_session")?.map(({ id, state }) => [id, state]));
    for (const [id, state] of now) if (before.has(id) && before.get(id) !== state) changes += 1;
    before = now;
  };
  look();
  return { look, changes: () => changes };
}
