import { discover } from "./discover";
import { forecast } from "./forecast";
import { generate } from "./generate";
import { preflight } from "./preflight";
import type { Subcommand } from "./process/subcommand";
import { report } from "./report";
import { status } from "./status";
import { watch } from "./watch";
import { windows } from "./windows";

/** In the order in which a migration needs them. */
export const subcommands: readonly Subcommand[] = [
  discover,
  preflight,
  generate,
  windows,
  forecast,
  status,
  watch,
  report,
];
