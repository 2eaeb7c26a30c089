import type { Context } from "mocha";
import type { Attempt } from "../../tools/engine/contract";
import { skipLoudly } from "../skipLoudly";
import { load } from "../tools/load";

export type Manager = {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly files: Readonly<Record<string, string>>;
  readonly nodeFlags: readonly string[];
};

/** The package managers of tools/packageManagers: how each installs, the program of Bun, and the environment that keeps them to themselves. */
export type Managers = {
  readonly managers: readonly Manager[];
  readonly bun: string;
  readonly env: Record<string, string>;
};

type Find = (attempt: Attempt) => Promise<Managers | { readonly reason: string }>;

/** Where they are not to be had, as on a machine without a network, the test is skipped; it fails where an engine is required, too. */
export async function findManagers(context: Context): Promise<Managers> {
  const { packageManagers } = await load<{ packageManagers: Find }>("packageManagers/packageManagers.mjs");
  const log = (line: string) => console.error(line);
  const found = await packageManagers({ env: process.env, signal: new AbortController().signal, log });
  if ("managers" in found) return found;
  return skipLoudly(context, "package managers", found.reason);
}
