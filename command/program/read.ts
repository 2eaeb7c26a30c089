import { readFileSync } from "node:fs";
import { basename, extname, resolve } from "node:path";
import type { RawInputs } from "../../provider/lifecycle/operation/handler";
import type { Settings } from "../../provider/lifecycle/settings/settings";
import { fromCsv } from "../../sdk/fromCsv";
import { UsageError } from "../process/exits";
import { textOf } from "../process/failures";
import type { Surroundings } from "../process/surroundings";
import { readStackResources } from "../stack/stackResources";
import type { ProgramOptions } from "./options";
import type { ProgramResource } from "./program";
import { programOfStack } from "./programOfStack";
import { runSettingsIn } from "./runSettings";

/**
 * The resources of the program that the options name; undefined where they name none.
 * @param configured the settings of the stack's configuration, as far as they matter
 * @throws UsageError for a file that cannot be one
 */
export async function readProgram(
  { from, inputs, stack, cwd }: ProgramOptions,
  surroundings: Pick<Surroundings, "environment" | "folder" | "stopped">,
  configured: Settings = {},
): Promise<readonly ProgramResource[] | undefined> {
  if (from !== undefined) {
    const common = inputs === undefined ? {} : readJsonObject("--inputs", inputs, surroundings);
    if ("sessions" in common)
      throw new UsageError(`--inputs: ${inputs} must not have sessions: those are the rows of --from`);
    return [{ ...waveOf(resolve(surroundings.folder, from), common), settings: runSettingsIn(configured) }];
  }
  if (inputs !== undefined) throw new UsageError("--inputs: is for the rows of --from, which is missing");
  if (stack === undefined) return undefined;
  return programOfStack(await readStackResources(stack, cwd, surroundings), configured);
}

/** A wave by the name of its file. */
function waveOf(file: string, common: RawInputs): ProgramResource {
  const name = basename(file, extname(file));
  const urn = `urn:pulumi:file::${name}::powerstore-import:index:ImportWave::${name}`;
  const sessions = readRows(file);
  if (Object.keys(sessions).length === 0) throw new UsageError(`--from: ${file} has no imports`);
  return { kind: "ImportWave", urn, name, inputs: { ...common, sessions } };
}

function readRows(file: string): RawInputs {
  try {
    return fromCsv(file);
  } catch (error) {
    throw new UsageError(`--from: ${textOf(error)}`);
  }
}

function readJsonObject(option: string, file: string, surroundings: Pick<Surroundings, "folder">): RawInputs {
  const value = readJson(option, file, surroundings);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as RawInputs;
  throw new UsageError(`${option}: ${file} must hold one JSON object`);
}

/** @throws UsageError that names the option */
export function readJson(option: string, file: string, { folder }: Pick<Surroundings, "folder">): unknown {
  const path = resolve(folder, file);
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new UsageError(`${option}: reading ${path}: ${textOf(error)}`);
  }
}
