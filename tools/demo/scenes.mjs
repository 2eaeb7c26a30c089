/**
 * One run of the engine and what follows on the array.
 * @typedef {object} Scene
 * @property {string} title
 * @property {Readonly<Record<string, string>>} settings put into the stack's configuration first
 * @property {"up" | "destroy"} command
 * @property {NodeJS.ProcessEnv} [env] for this run
 * @property {Readonly<Record<string, string>>} states of the sessions after the run, by the name in the program
 * @property {{ minutes: number, until?: string }} [after] how long the array works on: twice so many minutes, or as
 *   often as it takes until the database's session is in a state
 */

/** @satisfies {readonly Scene[]} */
export const scenes = /** @type {const} */ ([
  {
    title: "Two imports are declared: one starts now, one in two days",
    settings: {},
    command: "up",
    states: { database: "Copy_In_Progress", archive: "Scheduled" },
    after: { minutes: 10 },
  },
  {
    title: "Pause: one line of configuration",
    settings: { paused: "true" },
    command: "up",
    states: { database: "Paused", archive: "Scheduled" },
    after: { minutes: 10 },
  },
  {
    title: "Resume: the copy goes on where it stood",
    settings: { paused: "false" },
    command: "up",
    states: { database: "Copy_In_Progress", archive: "Scheduled" },
    after: { minutes: 15, until: "Ready_For_Cutover" },
  },
  {
    title: "Cut over: hosts use the PowerStore from now on",
    settings: { cutOver: "true" },
    command: "up",
    states: { database: "Import_Completed", archive: "Scheduled" },
  },
  {
    title: "Destroy, cancelling by force what is not done; the volume stays",
    settings: {},
    command: "destroy",
    env: { POWERSTORE_IMPORT_FORCE_CANCEL: "true" },
    states: {},
  },
]);

/** Objects of the simulator's own inventory. */
export const sources = {
  remoteSystemId: "name:Unity-01",
  databaseVolume: "unity-01-vol-01",
  archiveVolume: "unity-01-vol-02",
};
