import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(import.meta.url);

/**
 * @typedef {object} ServerWeight
 * @property {number} portMilliseconds from the start of the process to the line with its port
 * @property {number} callMilliseconds from there to the answer of the first call
 * @property {number} [portBytes] resident memory at the line; Linux only
 * @property {number} [callBytes] and after the answer
 */

/**
 * Starts one server as the engine does, and shakes hands with it.
 * @param {string} file
 * @returns {Promise<ServerWeight>}
 */
export async function weighServer(file) {
  const start = performance.now();
  const child = spawn(process.execPath, [file, "127.0.0.1:1"], { stdio: ["pipe", "pipe", "inherit"] });
  try {
    const [port] = await once(createInterface({ input: child.stdout }), "line");
    const portMilliseconds = performance.now() - start;
    const portBytes = residentBytes(child.pid);
    const call = performance.now();
    await shakeHands(String(port));
    const callMilliseconds = performance.now() - call;
    return { portMilliseconds, callMilliseconds, portBytes, callBytes: residentBytes(child.pid) };
  } finally {
    const ended = once(child, "close");
    child.kill("SIGKILL");
    await ended;
  }
}

/** @param {string} port */
function shakeHands(port) {
  const { credentials } = require("@grpc/grpc-js");
  const { ResourceProviderClient } = require("@pulumi/pulumi/proto/provider_grpc_pb");
  const { ProviderHandshakeRequest } = require("@pulumi/pulumi/proto/provider_pb");
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  return new Promise((resolve, reject) => {
    client.handshake(new ProviderHandshakeRequest(), (/** @type {Error | null} */ error) => {
      client.close();
      error ? reject(error) : resolve(undefined);
    });
  });
}

/** @param {number | undefined} pid */
function residentBytes(pid) {
  if (process.platform !== "linux") return undefined;
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}
