import type { Subcommand } from "./process/subcommand";
import { report } from "./report";
import { status } from "./status";
import { watch } from "./watch";

/** In the order in which a migration needs them. */
export const subcommands: readonly Subcommand[] = [status, watch, report];
