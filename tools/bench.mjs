import { existsSync } from "node:fs";
import { join } from "node:path";
import { Failure, runCommand } from "./process/interruption.mjs";
import { root } from "./root.mjs";

/** `npm run bench [-- simulator|waves|command|report|terraform|chores] [options]`: measures what is compiled. */
const [first = "", ...rest] = process.argv.slice(2);
const isNamed = !first.startsWith("-") && first !== "";
const name = isNamed ? first : "provider";
const args = isNamed ? rest : process.argv.slice(2);

await runCommand(async (signal) => {
  if (!existsSync(join(root, "dist"))) throw new Failure('run "npm run build" first');
  switch (name) {
    case "provider":
      return (await import("./bench/provider.mjs")).benchProvider(args, signal);
    case "simulator":
      return (await import("./bench/simulator.mjs")).benchSimulator(args, signal);
    case "waves":
      return (await import("./bench/waves.mjs")).benchWaves(args, signal);
    case "command":
      return (await import("./bench/command.mjs")).benchCommand(args, signal);
    case "report":
      return (await import("./bench/report.mjs")).benchReport(args, signal);
    case "terraform":
      return (await import("./bench/terraform.mjs")).benchTerraform(args, signal);
    case "chores":
      return (await import("./bench/chores.mjs")).benchChores(args, signal);
    default:
      throw new Failure(
        `there is no bench "${name}"; there are provider, simulator, waves, command, report, terraform, chores`,
        2,
      );
  }
});
