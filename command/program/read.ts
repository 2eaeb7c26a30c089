import { readFileSync } from "node:fs";
import { basename, extname, resolve } from "node:path";
import type { RawInputs } from "../../provider/lifecycle/operation/handler";
import { fromCsv } from "../../sdk/fromCsv";
import { UsageError } from "../process/exits";
import { textOf } from "../process/failures";
import type { Surroundings } from "../process/surroundings";
import type { ProgramOptions } from "./options";
import type { ProgramResource } from "./program";

/**
 * The resources of the program that the options name; undefined where they name none.
 * @throws UsageError for a file that cannot be one
 */
export function readProgram(
  { from, inputs }: ProgramOptions,
  surroundings: Pick<Surroundings, "folder">,
): readonly ProgramResource[] | undefined {
  if (from === undefined) {
    if (inputs !== undefined) throw new UsageError("--inputs: is for the rows of --from, which is missing");
    return undefined;
  }
  const common = inputs === undefined ? {} : readJsonObject("--inputs", inputs, surroundings);
  return [waveOf(resolve(surroundings.folder, from), common)];
}

/** A wave by the name of its file. */
function waveOf(file: string, common: RawInputs): ProgramResource {
  const name = basename(file, extname(file));
  const urn = `urn:pulumi:file::${name}::powerstore-import:index:ImportWave::${name}`;
  try {
    return { kind: "ImportWave", urn, name, inputs: { ...common, sessions: fromCsv(file) } };
  } catch (error) {
    throw new UsageError(`--from: ${textOf(error)}`);
  }
}

/** @throws UsageError that names the option */
export function readJsonObject(option: string, file: string, { folder }: Pick<Surroundings, "folder">): RawInputs {
  const path = resolve(folder, file);
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as RawInputs;
  } catch (error) {
    throw new UsageError(`${option}: reading ${path}: ${textOf(error)}`);
  }
  throw new UsageError(`${option}: ${path} must hold one JSON object`);
}
