// `npm run clients [-- cinder gopowerstore pypowerstore]`: clients that others wrote, unmodified and in pinned versions, each through a
// scenario against a simulator of its own. Needs python3, Go and their package indices; no part of the tests.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { clients } from "./clients/clients.mjs";
import { drive } from "./clients/drive.mjs";
import { describeClient, isGood } from "./clients/table.mjs";
import { Failure, runCommand } from "./process/interruption.mjs";
import { root } from "./root.mjs";

const names = process.argv.slice(2);
const known = clients.map(({ name }) => name);

await runCommand(async (signal) => {
  const stranger = names.find((name) => !known.includes(name));
  if (stranger !== undefined) throw new Failure(`there is no client "${stranger}"; there are ${known.join(", ")}`, 2);
  if (!existsSync(join(root, "simulator", "dist", "cli.js"))) throw new Failure('run "npm run build" first');
  let areGood = true;
  for (const client of clients.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const driven = await drive(client, signal);
    console.log(describeClient(client, driven));
    areGood &&= isGood(driven);
  }
  return areGood ? 0 : 1;
});
