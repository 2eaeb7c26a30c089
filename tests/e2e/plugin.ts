import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Simulator, SimulatorOptions } from "../../simulator/src";
import { startSimulator } from "../../simulator/src";
import { useEngine } from "./engine";
import type { Migration } from "./migration";
import { migrationOf } from "./migration";

/**
 * Reads its resources from a file, so that a test changes the program by writing it; `surface` is the module to use. In options, `provider` and
 * `dependsOn` are names of what is declared before; `{ secret: x }` is a secret input; `queries` are calls of functions, by the name of their answer.
 */
const program = `
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import * as plugin from "pulumi-powerstore-import/plugin";

const { surface, providers, resources, queries } = JSON.parse(readFileSync("program.json", "utf8"));
const { ImportSession } = require(surface);
const made: any = {};
const given = (value: any) => (value?.secret === undefined ? value : pulumi.secret(value.secret));
const inputs = (args: any) => Object.fromEntries(Object.entries(args).map(([key, value]) => [key, given(value)]));
for (const [name, args] of Object.entries<any>(providers)) made[name] = new plugin.Provider(name, inputs(args));
export const states: any = {};
export const volumes: any = {};
for (const [name, { options = {}, ...args }] of Object.entries<any>(resources)) {
  const { provider, dependsOn } = options;
  const using = { ...options, provider: made[provider], dependsOn: made[dependsOn] };
  made[name] = new ImportSession(name, inputs(args), using);
  states[name] = made[name].state;
  volumes[name] = made[name].destinationResourceId;
}
export const answers: any = {};
for (const [name, { call, args, provider }] of Object.entries<any>(queries))
  answers[name] = (plugin as any)[call](args, { provider: made[provider] });
`;

export type PluginProgram = {
  readonly surface?: "pulumi-powerstore-import" | "pulumi-powerstore-import/plugin";
  readonly providers?: Record<string, Record<string, unknown>>;
  readonly resources: Record<string, Record<string, unknown>>;
  readonly queries?: Record<string, { readonly call: string; readonly args: object; readonly provider?: string }>;
};

export type PluginMigration = Omit<Migration, "declare"> & {
  /** Writes the program. */
  declare(program: PluginProgram): void;
};

/** Bundles the plugin once in this process, as `npm run package` does. */
export function useBundle(): void {
  before("bundle the plugin", async () => {
    const { bundlePlugin } = await import("../../tools/package/bundle.mjs");
    await bundlePlugin();
  });
}

/** A simulator and a private engine whose stack is configured for it and that finds the plugin in node_modules, unless told otherwise. */
export function usePluginMigration(
  options: SimulatorOptions = {},
  { plugins = { "powerstore-import": "node_modules/pulumi-powerstore-import" } as Record<string, string> } = {},
): () => PluginMigration {
  let simulator: Simulator | undefined;
  useBundle();
  const engine = useEngine({
    name: "migration",
    files: { "index.ts": program, "program.json": "{}" },
    plugins,
  });
  before("start a simulator and configure the stack for it", async () => {
    simulator = await startSimulator({ setUpSeconds: 0, cancelSeconds: 0, cutoverSeconds: 0, ...options });
    await engine().setConfig("powerstore-import:endpoint", simulator.endpoint);
    await engine().setConfig("powerstore-import:username", simulator.username);
    await engine().setConfig("powerstore-import:password", simulator.password, { secret: true });
    await engine().setConfig("powerstore-import:caFile", simulator.caFile);
  });
  after("stop the simulator", () => simulator?.close());
  return () => {
    assert.ok(simulator);
    const { projectFolder } = engine();
    return {
      ...migrationOf(engine(), simulator),
      declare: (declared) => {
        const defaults = { surface: "pulumi-powerstore-import/plugin", providers: {}, queries: {} };
        writeFileSync(join(projectFolder, "program.json"), JSON.stringify({ ...defaults, ...declared }));
      },
    };
  };
}
