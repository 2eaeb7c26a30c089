import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { resolveTerraform } from "../engine/terraformEngines.mjs";
import { Failure } from "../process/interruption.mjs";
import { buildCompiled } from "./built.mjs";
import { describeMachine } from "./machine.mjs";
import { goalTable, toTable } from "./provider/tables.mjs";
import { dellsRequests } from "./terraform/dellsRequests.mjs";
import { goalsOf } from "./terraform/goals.mjs";

const LATENCY_MILLISECONDS = 20;

/**
 * `npm run bench -- terraform [--imports 400] [--engine tofu]`: what the provider asks of an array that sets up at once, by real Terraform or OpenTofu, beside
 * Dell's provider with as many volumes, from the folder that POWERSTORE_TERRAFORM_PROVIDER names; without it beside what Dell's would ask.
 * @param {readonly string[]} args
 * @param {AbortSignal} signal
 */
export async function benchTerraform(args, signal) {
  const { imports, name } = optionsIn(args);
  await buildCompiled(signal);
  const say = (/** @type {string} */ line) => void process.stderr.write(`${line}\n`);
  const found = await resolveTerraform(name, { env: process.env, log: say, signal });
  if (!("engine" in found)) throw new Failure(found.reason);
  // What is compiled is there from here on.
  const { bundleTerraform } = await import("../package/bundle.mjs");
  const { measureCommands } = await import("./terraform/measure.mjs");
  const { weighStart } = await import("./terraform/start.mjs");
  const folder = mkdtempSync(join(tmpdir(), "powerstore-import-bench-"));
  const dellsProvider = process.env.POWERSTORE_TERRAFORM_PROVIDER;
  try {
    const file = join(folder, "provider", "terraform-provider-powerstore-import");
    await bundleTerraform(file);
    const bench = {
      ...{ folder, terraform: found.engine.program, provider: file, imports, signal },
      ...{ latencyMilliseconds: LATENCY_MILLISECONDS, ...(dellsProvider !== undefined && { dellsProvider }) },
    };
    const start = await weighStart(file, folder);
    const sessions = await measureCommands({ ...bench, kind: "sessions" });
    const wave = await measureCommands({ ...bench, kind: "wave" });
    const dells = dellsProvider === undefined ? undefined : await measureCommands({ ...bench, kind: "volumes" });
    const about = `${describeMachine()}, ${found.engine.version} of ${name}; ${imports} imports, ${LATENCY_MILLISECONDS} ms to the array, -parallelism=10`;
    process.stdout.write(`${report(about, { imports, sessions, wave, dells, start })}\n`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} about
 * @param {Parameters<typeof goalsOf>[0]} measured
 */
function report(about, measured) {
  const { imports, sessions, wave, dells } = measured;
  const head = ["command", "requests", "log-ins", "left open", "TLS connections", "s", "requests of a wave"];
  const more = ["connections of a wave", "s of a wave", "wave : sessions", "Dell's requests", "s of Dell's"];
  const rows = sessions.map((one, index) => {
    const [ofWave, ofDell] = [wave[index], dells?.[index]];
    return [
      ...[one.command, one.requests, one.logins, one.open, one.connections, one.seconds.toFixed(1)],
      ...[ofWave?.requests ?? "", ofWave?.connections ?? "", ofWave?.seconds.toFixed(1) ?? ""],
      (Number(ofWave?.seconds) / one.seconds).toFixed(2),
      ofDell?.requests ?? `${dellsRequests(imports)[one.command]} (counting model)`,
      ofDell?.seconds.toFixed(1) ?? "not run",
    ];
  });
  return [about, toTable([[...head, ...more], ...rows]), goalTable(goalsOf(measured))].join("\n\n");
}

/** @param {readonly string[]} args */
function optionsIn(args) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { imports: { type: "string", default: "400" }, engine: { type: "string", default: "terraform" } },
    });
    const imports = Number(values.imports);
    if (!(Number.isInteger(imports) && imports > 0)) throw new Failure("--imports takes a whole number above 0", 2);
    if (values.engine !== "terraform" && values.engine !== "tofu")
      throw new Failure("--engine is terraform or tofu", 2);
    return { imports, name: /** @type {import("../engine/contract.js").TerraformName} */ (values.engine) };
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(String(error instanceof Error ? error.message : error), 2);
  }
}
