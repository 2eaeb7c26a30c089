import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../process/interruption.mjs";
import { buildCompiled } from "./built.mjs";
import { describeMachine } from "./machine.mjs";
import { dellsRequests } from "./terraform/dellsRequests.mjs";

const LATENCY_MILLISECONDS = 20;
/** Of a command: one for each operation that Terraform has under way at a time, and some for what is read for all. A wave sends more at a time by itself. */
const CONNECTIONS_GOAL = 12;

/**
 * `npm run bench -- terraform [--imports 400]`: what the provider asks of an array that sets up at once, by real Terraform, beside what Dell's would ask
 * for as many volumes.
 * @param {readonly string[]} args
 * @param {AbortSignal} signal
 */
export async function benchTerraform(args, signal) {
  const imports = importsIn(args);
  await buildCompiled(signal);
  // What is compiled is there from here on.
  const { bundleTerraform } = await import("../package/bundle.mjs");
  const { measureCommands } = await import("./terraform/measure.mjs");
  const { weighStart } = await import("./terraform/start.mjs");
  const folder = mkdtempSync(join(tmpdir(), "powerstore-import-bench-"));
  try {
    const file = join(folder, "provider", "terraform-provider-powerstore-import");
    await bundleTerraform(file);
    const start = await weighStart(file, folder);
    const bench = { folder, provider: file, imports, latencyMilliseconds: LATENCY_MILLISECONDS, signal };
    const sessions = await measureCommands({ ...bench, kind: "sessions" });
    const wave = await measureCommands({ ...bench, kind: "wave" });
    process.stdout.write(`${report({ imports, sessions, wave, start }).join("\n")}\n`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @typedef {import("./terraform/measure.mjs").CommandFigures} CommandFigures
 * @param {{ imports: number, sessions: readonly CommandFigures[], wave: readonly CommandFigures[], start: { own: number, bare: number } }} figures
 */
function report({ imports, sessions, wave, start }) {
  const rows = sessions.map((one, index) => {
    const ofWave = wave[index];
    const ofDell = dellsRequests(imports)[one.command];
    return (
      `| ${one.command} | ${one.requests} | ${one.goal} | ${ofDell} | ${one.logins} | ${one.open} | ${one.connections} | ${one.seconds.toFixed(1)} ` +
      `| ${ofWave?.requests} | ${ofWave?.connections} | ${ofWave?.seconds.toFixed(1)} | ${(Number(ofWave?.seconds) / one.seconds).toFixed(2)} |`
    );
  });
  return [
    `${describeMachine()}; ${imports} imports, ${LATENCY_MILLISECONDS} ms to the array, -parallelism=10`,
    "| command | requests | goal | Dell's, by its counting model | log-ins | left open | TLS connections | s | requests of a wave | connections of a wave | s of a wave | wave : sessions |",
    "|---|---|---|---|---|---|---|---|---|---|---|---|",
    ...rows,
    `TLS connections of a command, sessions: ${Math.max(...sessions.map(({ connections }) => connections))} at most (goal: ${CONNECTIONS_GOAL})`,
    `start of the provider against a bare gRPC server, CPU: ${(start.own / start.bare).toFixed(2)} (${start.own.toFixed(0)} : ${start.bare.toFixed(0)} ms; goal: 1.15)`,
  ];
}

/** @param {readonly string[]} args */
function importsIn([name, value, ...rest]) {
  if (name === undefined) return 400;
  const imports = Number(value);
  if (name === "--imports" && Number.isInteger(imports) && imports > 0 && rest.length === 0) return imports;
  throw new Failure("it takes --imports <number> and nothing else", 2);
}
