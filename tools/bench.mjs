import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";

/** `npm run bench [-- simulator] [options]`: measures what is compiled. */
const [first = "", ...rest] = process.argv.slice(2);
const isNamed = !first.startsWith("-") && first !== "";
const name = isNamed ? first : "provider";
const args = isNamed ? rest : process.argv.slice(2);
const stop = new AbortController();
process.once("SIGINT", () => stop.abort(new Error("interrupted")));

if (!existsSync(join(root, "dist"))) {
  console.error('Run "npm run build" first.');
  process.exit(1);
}
const benches = {
  provider: async () => (await import("./bench/provider.mjs")).benchProvider(args, stop.signal),
  simulator: async () => (await import("./bench/simulator.mjs")).benchSimulator(args, stop.signal),
};
const bench = benches[/** @type {keyof typeof benches} */ (name)];
if (!bench) {
  console.error(`There is no bench "${name}"; there are ${Object.keys(benches).join(", ")}.`);
  process.exit(2);
}
process.exitCode = await bench();
