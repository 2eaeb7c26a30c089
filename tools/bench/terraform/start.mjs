import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { bundleCommonJs } from "../../package/bundle.mjs";
import { median } from "../provider/statistics.mjs";

const require = createRequire(import.meta.url);

const ROUNDS = 15;
/** Of a clock tick of the kernel, in which /proc counts. */
const TICKS_PER_SECOND = 100;
const COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/**
 * Milliseconds of CPU from the start of a process to the line with its port, of the provider and of a gRPC server that answers nothing; both as bundles, taking
 * turns; Linux only.
 * @param {string} file
 * @param {string} folder
 */
export async function weighStart(file, folder) {
  const bare = join(folder, "bare.cjs");
  await bundleCommonJs(fileURLToPath(new URL("bareServer.cjs", import.meta.url)), bare);
  const { createCertificate } = require("../../../dist/provider/terraform/process/certificate.js");
  const client = String(createCertificate(Date.now()).certificate);
  const env = { ...process.env, TF_PLUGIN_MAGIC_COOKIE: COOKIE, PLUGIN_CLIENT_CERT: client };
  const figures = { own: /** @type {number[]} */ ([]), bare: /** @type {number[]} */ ([]) };
  for (let round = 0; round < ROUNDS; round++) {
    figures.bare.push(await cpuOf(bare, env));
    figures.own.push(await cpuOf(file, env));
  }
  return { own: median(figures.own), bare: median(figures.bare) };
}

/**
 * @param {string} file
 * @param {NodeJS.ProcessEnv} env
 */
async function cpuOf(file, env) {
  const child = spawn(process.execPath, [file], { env, stdio: ["ignore", "pipe", "inherit"] });
  try {
    await once(createInterface({ input: child.stdout }), "line");
    const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
  } finally {
    const ended = once(child, "close");
    child.kill("SIGKILL");
    await ended;
  }
}
