import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Simulator, SimulatorOptions } from "../../simulator/src";
import { startSimulator } from "../../simulator/src";
import { useEngine } from "./engine";
import type { Migration } from "./migration";
import { configureFor, IMMEDIATE, migrationOf } from "./migration";

/**
 * Reads its resources from a file, so that a test changes the program by writing it; `surface` is the module to use, for all or by a resource's
 * options, `plain` stands for what a program in another language has: the plugin's resource without the class of this package, which sets options
 * of its own. In options, `provider` and `dependsOn` are names of what is declared before, `of` is the class, `createFirst` takes the class's own
 * deleteBeforeReplace away, `lookUp` is the id of one that is only looked up; `{ secret: x }` is a secret input, `{ from: x }` the id of what is declared before, `{ until: x }` is true until a wave that is
 * declared before is Completed; `queries` are calls of functions, by the name of their answer.
 */
const program = `
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import * as plugin from "pulumi-powerstore-import/plugin";

class Plain extends pulumi.CustomResource {
  constructor(name: string, args: any, options: any) {
    super("powerstore-import:index:ImportSession", name, { ...args, state: undefined }, options);
  }
}
const { surface: common, providers, resources, queries } = JSON.parse(readFileSync("program.json", "utf8"));
const made: any = {};
const createsFirst = ({ props, opts }: any) => ({ props, opts: { ...opts, deleteBeforeReplace: false } });
const given = (value: any) => {
  if (value?.from !== undefined) return made[value.from].id;
  if (value?.until !== undefined) return made[value.until].phase.apply((phase: string) => phase !== "Completed");
  return value?.secret === undefined ? value : pulumi.secret(value.secret);
};
const inputs = (args: any) => Object.fromEntries(Object.entries(args).map(([key, value]) => [key, given(value)]));
for (const [name, { options, ...args }] of Object.entries<any>(providers))
  made[name] = new plugin.Provider(name, inputs(args), options);
export const states: any = {};
export const volumes: any = {};
for (const [name, { options = {}, ...args }] of Object.entries<any>(resources)) {
  const { surface = common, of = "ImportSession", provider, dependsOn, createFirst, lookUp, ...others } = options;
  const transformations = createFirst ? [createsFirst] : [];
  const using = { ...others, transformations, provider: made[provider], dependsOn: made[dependsOn] };
  const Class = surface === "plain" ? Plain : require(surface)[of];
  made[name] = lookUp ? Class.get(name, lookUp, using) : new Class(name, inputs(args), using);
  states[name] = made[name].state;
  volumes[name] = made[name].destinationResourceId;
}
export const answers: any = {};
for (const [name, { call, args, provider }] of Object.entries<any>(queries))
  answers[name] = (plugin as any)[call](args, { provider: made[provider] });
`;

export type PluginProgram = {
  readonly surface?: "pulumi-powerstore-import" | "pulumi-powerstore-import/plugin" | "plain";
  readonly providers?: Record<string, Record<string, unknown>>;
  readonly resources: Record<string, Record<string, unknown>>;
  readonly queries?: Record<string, { readonly call: string; readonly args: object; readonly provider?: string }>;
};

export type PluginMigration = Omit<Migration, "declare"> & {
  /** Writes the program. */
  declare(program: PluginProgram): void;
  /** The array as it was made, and a stack without resources: for a test that wants nothing of those before it. */
  beginAnew(): void;
};

/** Bundles the plugin once in this process, as `npm run package` does. */
export function useBundle(): void {
  before("bundle the plugin", async () => {
    const { bundlePlugin } = await import("../../tools/package/bundle.mjs");
    await bundlePlugin();
  });
}

export type PluginMigrationOptions = {
  readonly plugins?: Record<string, string>;
  /** The array of another suite's migration. @default one of its own */
  readonly simulator?: () => Simulator;
};

/** A simulator and a private engine whose stack is configured for it and that finds the plugin in node_modules, unless told otherwise. */
export function usePluginMigration(
  options: SimulatorOptions = {},
  { plugins = { "powerstore-import": "node_modules/pulumi-powerstore-import" }, ...given }: PluginMigrationOptions = {},
): () => PluginMigration {
  let own: Simulator | undefined;
  const simulator = () => given.simulator?.() ?? own;
  useBundle();
  const engine = useEngine({
    name: "migration",
    files: { "index.ts": program, "program.json": "{}" },
    plugins,
  });
  before("start a simulator and configure the stack for it", async () => {
    if (!given.simulator) own = await startSimulator({ ...IMMEDIATE, ...options });
    await configureFor(engine(), simulator());
  });
  after("stop the simulator", () => own?.close());
  return () => {
    const array = simulator();
    assert.ok(array);
    const { projectFolder } = engine();
    return {
      ...migrationOf(engine(), array),
      declare: (declared) => {
        const defaults = { surface: "pulumi-powerstore-import/plugin", providers: {}, queries: {} };
        writeFileSync(join(projectFolder, "program.json"), JSON.stringify({ ...defaults, ...declared }));
      },
      beginAnew: () => {
        array.reset();
        engine().forgetResources();
      },
    };
  };
}
