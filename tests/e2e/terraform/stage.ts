import assert from "node:assert/strict";
import type { Simulator, SimulatorOptions } from "../../../simulator/src";
import { startSimulator } from "../../../simulator/src";
import type { Engine, TerraformName } from "../../../tools/engine/contract";
import { changesOf, IMMEDIATE } from "../migration";
import { PrivateTerraform } from "./privateTerraform";

/** What the tests on one engine share. */
export type Stage = {
  readonly terraform: PrivateTerraform;
  readonly simulator: Simulator;
  /** Declares sessions by name, and whatever else there is to be. */
  declare(sessions: Readonly<Record<string, object>>, others?: Readonly<Record<string, unknown>>): void;
  /** The changing requests since the journal was last cleared, logouts left out; those that start an import without what they say of it. */
  changes(): readonly string[];
  /** State of each session on the array, by the volume that it imports. */
  sessions(): Readonly<Record<string, unknown>>;
  /** Ids of the sessions on the array, by the volume. */
  ids(): Readonly<Record<string, unknown>>;
};

export const SESSION = "powerstore-import_session";

/** The volume of that number as the source of a session. */
export const volume = (number: string) => ({
  remote_system_id: "name:Unity-01",
  source_resource_id: `unity-01-vol-${number}`,
});

/**
 * The same tests on Terraform, if the machine has it, and on OpenTofu. Each has one folder and one array for all of them, which begin anew with each test.
 *
 * Without an engine its tests are skipped; `npm test` says so, and builds the one that can be built before.
 */
export function onEachEngine(title: string, options: SimulatorOptions, tests: (stage: () => Stage) => void): void {
  for (const name of ["terraform", "tofu"] as const) {
    describe(`${title}, on the real ${name}`, () => {
      let stage: (Stage & { close(): Promise<void> }) | undefined;
      before("start a simulator and a private engine", async function () {
        this.timeout(120_000);
        const engine = await findEngine(name);
        if (!engine) return this.skip();
        stage = await createStage(engine, options);
      });
      afterEach(async () => {
        await stage?.terraform.ended();
        stage?.terraform.beginAnew();
        stage?.simulator.reset();
      });
      after("end them", () => stage?.close());
      tests(() => {
        assert.ok(stage);
        return stage;
      });
    });
  }
}

/** Not built from a test, for that takes minutes. */
async function findEngine(name: TerraformName): Promise<Engine | undefined> {
  const { resolveTerraform, terraformEngines } = await import("../../../tools/engine/terraformEngines.mjs");
  const found = await resolveTerraform(name, { env: { ...process.env, POWERSTORE_IMPORT_ENGINE: "cache" } });
  if ("engine" in found) return found.engine;
  const isRequired = process.env.POWERSTORE_IMPORT_REQUIRE_ENGINE === "1" && terraformEngines[name].isBuilt;
  if (isRequired) throw new Error(found.reason);
  return undefined;
}

let bundled: Promise<void> | undefined;

async function bundle(): Promise<void> {
  const { bundleTerraform } = await import("../../../tools/package/bundle.mjs");
  await bundleTerraform();
}

async function createStage(engine: Engine, options: SimulatorOptions): Promise<Stage & { close(): Promise<void> }> {
  bundled ??= bundle();
  await bundled;
  const simulator = await startSimulator({ ...IMMEDIATE, ...options });
  const { endpoint, username, password, caFile } = simulator;
  const terraform = await PrivateTerraform.create(engine, {
    POWERSTORE_ENDPOINT: endpoint,
    POWERSTORE_USERNAME: username,
    POWERSTORE_PASSWORD: password,
    POWERSTORE_CA_FILE: caFile,
  });
  const rows = () => simulator.world.rows("import_session") ?? [];
  const byVolume = (key: string) => Object.fromEntries(rows().map((row) => [String(row.source_resource_id), row[key]]));
  return {
    terraform,
    simulator,
    declare: (sessions, others = {}) => {
      const resource = {
        ...(others.resource as object),
        ...(Object.keys(sessions).length > 0 && { [SESSION]: sessions }),
      };
      terraform.declare({ ...others, ...(Object.keys(resource).length > 0 && { resource }) });
    },
    changes: () => changesOf(simulator).map((change) => change.replace(/^(POST \/import_session) \{.*/, "$1")),
    sessions: () => byVolume("state"),
    ids: () => byVolume("id"),
    close: async () => {
      try {
        await terraform.close();
      } finally {
        await simulator.close();
      }
    },
  };
}
