// A simulator with so many sessions, in a process of its own; see `child.mjs`.
import { createRequire } from "node:module";
import { readMemory, serveParent } from "./child.mjs";

const require = createRequire(import.meta.url);
/** @type {typeof import("../../../simulator/src/index.js")} */
const { startSimulator } = require("../../../simulator/dist/index.js");

/** @type {{ sessions: number }} */
const { sessions } = JSON.parse(process.argv[2] ?? "{}");

const start = performance.now();
const simulator = await startSimulator({
  ids: "counted",
  sources: [{ name: "Unity-01", type: "Unity", volumes: sessions }],
});
const create = simulator.world.operations["POST /import_session"];
for (let number = 1; number <= sessions; number += 1) {
  const digits = String(number).padStart(2, "0");
  const name = `s-${String(number).padStart(6, "0")}`;
  const body = { name, remote_system_id: "rs-unity-01", source_resource_id: `unity-01-vol-${digits}` };
  create?.({ id: "", body });
}
// Some copy, most wait: as in an array that somebody has given all of a migration at once.
simulator.advance(60);
const seconds = (performance.now() - start) / 1000;

serveParent(
  {
    port: Number(new URL(simulator.endpoint).port),
    ca: simulator.caCertificate,
    authorization: `Basic ${Buffer.from(`${simulator.username}:${simulator.password}`).toString("base64")}`,
    seconds,
    memory: readMemory(),
  },
  readMemory,
);
