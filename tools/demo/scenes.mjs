/**
 * One run of the engine and what follows on the array.
 * @typedef {object} Scene
 * @property {string} title
 * @property {Readonly<Record<string, string>>} settings put into the stack's configuration first
 * @property {"up" | "destroy"} command
 * @property {Readonly<Record<string, string>>} states of the sessions after the run, by the name in the program
 * @property {{ minutes: number, until?: string }} [after] how long the array works on: twice so many minutes, or as
 *   often as it takes until all sessions are in a state
 */

/** What a user sets once: the old array, and a host that uses its volumes. No address of it leads anywhere. */
export const sources = {
  sourceAddress: "10.20.0.10",
  sourceUser: "admin",
  hostUser: "root",
  sourceTargets: '["10.20.0.21","10.20.0.22"]',
  hosts: '["db-01.example.com"]',
  volumes: "[]",
};

export const secrets = { sourcePassword: "source-Passw0rd", hostPassword: "host-Passw0rd" };

/** What the simulator finds on such an array. */
const [database, archive] = /** @type {const} */ (["old-unity-Vol-01", "old-unity-Vol-02"]);

/** @satisfies {readonly Scene[]} */
export const scenes = /** @type {const} */ ([
  {
    title: "The old array and a host that uses it: PowerStore connects, and looks for what is there",
    settings: {},
    command: "up",
    states: {},
  },
  {
    title: "Two of the volumes that were found are imported",
    settings: { volumes: JSON.stringify([database, archive]) },
    command: "up",
    states: { [database]: "Copy_In_Progress", [archive]: "Copy_In_Progress" },
    after: { minutes: 10 },
  },
  {
    title: "Pause: one line of configuration",
    settings: { paused: "true" },
    command: "up",
    states: { [database]: "Paused", [archive]: "Paused" },
    after: { minutes: 10 },
  },
  {
    title: "Resume: the copies go on where they stood",
    settings: { paused: "false" },
    command: "up",
    states: { [database]: "Copy_In_Progress", [archive]: "Copy_In_Progress" },
    after: { minutes: 30, until: "Ready_For_Cutover" },
  },
  {
    title: "Cut over: the host uses the PowerStore from now on",
    settings: { cutOver: "true" },
    command: "up",
    states: { [database]: "Import_Completed", [archive]: "Import_Completed" },
  },
  {
    title: "Destroy: records, host and old array are taken down; the volumes stay",
    settings: {},
    command: "destroy",
    states: {},
  },
]);
