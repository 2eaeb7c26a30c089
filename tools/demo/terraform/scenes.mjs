/**
 * One run of the engine and what follows on the array.
 * @typedef {object} Scene
 * @property {string} title
 * @property {readonly string[]} command
 * @property {boolean} [isRefused] whether the run is to end with an error
 * @property {Readonly<Record<string, string>>} states of the sessions after the run, by the name without its hash
 * @property {{ minutes: number, until?: string }} [after] how long the array works on
 */

/** The volume of `examples/terraform/quickstart`. */
const VOLUME = "unity-01-vol-01";

/** @satisfies {readonly Scene[]} */
export const scenes = /** @type {const} */ ([
  { title: "The provider comes from a mirror", command: ["init"], states: {} },
  {
    title: "The import begins",
    command: ["apply"],
    states: { [VOLUME]: "Copy_In_Progress" },
    after: { minutes: 5 },
  },
  { title: "Pause: one variable", command: ["apply", "-var", "paused=true"], states: { [VOLUME]: "Paused" } },
  {
    title: "A destroy is refused: it would throw the copy away",
    command: ["destroy"],
    isRefused: true,
    states: { [VOLUME]: "Paused" },
  },
  {
    title: "Resume: the copy goes on where it stood",
    command: ["apply"],
    states: { [VOLUME]: "Copy_In_Progress" },
    after: { minutes: 20, until: "Ready_For_Cutover" },
  },
  {
    title: "Cut over: the host uses the PowerStore from now on",
    command: ["apply", "-var", "cut_over=true"],
    states: { [VOLUME]: "Import_Completed" },
  },
  { title: "Destroy: the record is taken down, the volume stays", command: ["destroy"], states: {} },
]);
