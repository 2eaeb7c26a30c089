/** Which arrays are meant, and how to reach them. Nothing is sent. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { ResolvedConnection } from "../../provider/lifecycle/settings/config";
import { resolveConnection } from "../../provider/lifecycle/settings/config";
import { commandPlace, defaultPlace } from "../../provider/lifecycle/settings/environment";
import { profileNames, resolveProfile } from "../../provider/lifecycle/settings/profiles";
import type { Settings } from "../../provider/lifecycle/settings/settings";
import { variables } from "../../provider/lifecycle/settings/settings";
import { UsageError } from "../process/exits";
import { textOf } from "../process/failures";
import type { Surroundings } from "../process/surroundings";
import { readStackSettings } from "../stack/stackSettings";
import type { ArrayOptions } from "./options";

export type ChosenArray = {
  /** The connection's name, or the host of the default one. */
  readonly name: string;
  readonly connection: ResolvedConnection;
};

/** Whatever it is told, it was told just now. */
const IN_A_COMMAND = { areSettingsFresh: true } as const;

/** Connections by name, JSON text: what `--arrays` has in a file. */
const ARRAYS_VARIABLE = "POWERSTORE_IMPORT_ARRAYS";

/**
 * All connections by name and the default one, or those that `--array` names.
 * @param given what `readSettings` has read, if somebody has asked for it already
 * @throws UsageError or ConfigurationError where one is wrong or none is there.
 */
export async function chooseArrays(
  options: ArrayOptions,
  surroundings: Surroundings,
  given?: Settings,
): Promise<readonly ChosenArray[]> {
  const settings = given ?? (await readSettings(options, surroundings));
  const { environment } = surroundings;
  const byName = (name: string) => ({
    name,
    connection: resolveProfile(name, settings.arrays, environment, IN_A_COMMAND),
  });
  if (options.array !== undefined) return [...new Set(options.array)].map(byName);
  const named = profileNames(settings.arrays).map(byName);
  const hasDefault = settings.endpoint !== undefined || Boolean(environment[variables.endpoint]);
  if (named.length > 0 && !hasDefault) return named;
  const place = options.stack === undefined ? commandPlace : { ...defaultPlace, ...IN_A_COMMAND };
  const connection = resolveConnection(settings, environment, place);
  const isNamed = named.some((each) => each.connection.endpoint === connection.endpoint);
  return isNamed ? named : [{ name: nameOfDefault(connection, named), connection }, ...named];
}

/** All that is told of an array is told by its name: no two have the same. */
function nameOfDefault({ endpoint }: ResolvedConnection, named: readonly ChosenArray[]): string {
  const { host } = new URL(endpoint);
  return named.some(({ name }) => name === host) ? `${host} (default)` : host;
}

/** The settings of the stack that the options name, passwords among them, with connections by name from where they are given. */
export async function readSettings(options: ArrayOptions, surroundings: Surroundings): Promise<Settings> {
  const settings = options.stack === undefined ? {} : await readStackSettings(options.stack, options.cwd, surroundings);
  const arrays =
    options.arrays === undefined ? undefined : readArraysFile(resolve(surroundings.folder, options.arrays));
  const given = arrays ?? settings.arrays ?? surroundings.environment[ARRAYS_VARIABLE];
  return given === undefined ? settings : { ...settings, arrays: given };
}

function readArraysFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`--arrays: reading ${file}: ${textOf(error)}`);
  }
}
