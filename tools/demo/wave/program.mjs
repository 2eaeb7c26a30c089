import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OWN_NAME, writeProject } from "../../engine/project.mjs";
import { root } from "../../root.mjs";

/** The example's program, and the file of what is to be imported. */

export const ZONE = "Europe/Berlin";

const SOURCE = "Unity-01";

/** So much of a volume is copied in an hour, by the simulator's rate of a session. */
const BYTES_AN_HOUR = 3600 * 31_457_280;
const HOURS_TO_COPY = 4.5;

/** @param {number} members how many volumes the old array has to import */
export const worldOf = (members) => [
  { name: SOURCE, type: "Unity", volumes: members, groups: [], sizeBytes: BYTES_AN_HOUR * HOURS_TO_COPY },
];

/**
 * What a wave is made of: first what people wait for, then the rest.
 * @param {number} members
 * @returns {readonly { key: string, sourceResourceId: string, priority: number }[]}
 */
export function membersOf(members) {
  const databases = Math.ceil(members / 5);
  const servers = Math.ceil((members * 2) / 5);
  return Array.from({ length: members }, (_, index) => {
    const sourceResourceId = `unity-01-vol-${String(index + 1).padStart(2, "0")}`;
    if (index < databases) return { key: numbered("db", index), sourceResourceId, priority: 10 };
    if (index < databases + servers) return { key: numbered("app", index - databases), sourceResourceId, priority: 5 };
    return { key: numbered("archive", index - databases - servers), sourceResourceId, priority: 0 };
  });
}

/**
 * @param {string} word
 * @param {number} index
 */
const numbered = (word, index) => `${word}-${String(index + 1).padStart(2, "0")}`;

/**
 * The program is a copy: a link to it would find the checkout's packages, whatever the project has.
 * @param {string} projectFolder
 * @param {number} members
 */
export function writeProgram(projectFolder, members) {
  const program = readFileSync(join(root, "examples", "wave", "index.ts"), "utf8");
  const plugins = { "powerstore-import": `node_modules/${OWN_NAME}` };
  const rows = membersOf(members).map(
    ({ key, sourceResourceId, priority }) => `${key},${sourceResourceId},${priority}`,
  );
  writeProject(projectFolder, { name: "wave", files: { "index.ts": program }, plugins });
  writeFileSync(join(projectFolder, "wave.csv"), ["key,sourceResourceId,priority", ...rows, ""].join("\n"));
}

/**
 * The settings of the program.
 * @param {number} members
 * @param {Date} start
 */
export function settingsOf(members, start) {
  return {
    remoteSystemId: `name:${SOURCE}`,
    maxActive: String(Math.ceil(members * 0.4)),
    cutOverNight: `${localDate(new Date(start.getTime() + 2 * 86_400_000))}T22:00`,
  };
}

/** @param {Date} moment */
export function localDate(moment) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE, dateStyle: "short" }).format(moment);
}

/**
 * Ten in the evening, when that comes next.
 * @param {Date} moment
 */
export function nextOpening(moment) {
  const opening = new Date(moment);
  opening.setUTCMinutes(0, 0, 0);
  do opening.setTime(opening.getTime() + 3_600_000);
  while (localTime(opening) !== "22:00");
  return opening;
}

/** @param {Date} moment */
export function localTime(moment) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE, timeStyle: "short" }).format(moment);
}
