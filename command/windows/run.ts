import { NotMeantError } from "../../provider/lifecycle/windows/notMeant";
import { windowsOf } from "../../provider/lifecycle/windows/windows";
import { zoneOf } from "../../provider/lifecycle/windows/zone";
import type { Format } from "../output/formats";
import { jsonText } from "../output/formats";
import type { ExitCode } from "../process/exits";
import { exitCodes, UsageError } from "../process/exits";
import { wholeNumberOf } from "../process/quantities";
import type { Surroundings } from "../process/surroundings";
import { styleFor } from "../text/style";
import type { WindowsDocument } from "./document";
import type { WindowOptions } from "./given";
import { givenWindows } from "./given";
import { nextOpenings } from "./openings";
import { windowsCsv, windowsText } from "./windowsText";

type Options = WindowOptions & {
  readonly next: string;
  readonly at?: string;
  readonly localZone?: string;
  readonly output: Format;
};

/** Asks no array. */
export async function runWindows(options: Options, surroundings: Surroundings): Promise<ExitCode> {
  const { stdout, environment, clock } = surroundings;
  const localZone = options.localZone ?? zoneOfMachine(environment);
  if (!isZone(localZone)) {
    throw new UsageError(`--local-zone: must be an IANA time zone such as Europe/Berlin, not ${localZone}`);
  }
  const count = wholeNumberOf(options.next, "--next", MOST_OPENINGS);
  const now = options.at === undefined ? clock.now() : momentOf(options.at);
  const given = await givenWindows(options, surroundings);
  const document: WindowsDocument = {
    schema: "powerstore-import/windows/1",
    at: new Date(now).toISOString(),
    localZone,
    lists: given.map(({ of, list, windows, timeZone }) => ({
      of,
      list,
      ...nextOpenings(windowsOf(windows, timeZone), now, count, localZone),
    })),
  };
  stdout.write(rendered(document, options.output, surroundings));
  return exitCodes.done;
}

function rendered(document: WindowsDocument, format: Format, { stdout, environment }: Surroundings): string {
  if (format === "json") return jsonText(document);
  if (format === "csv") return windowsCsv(document);
  return windowsText(document, { style: styleFor(stdout, environment), width: stdout.columns });
}

/** TZ may also be empty, a path, or a rule such as CET-1CEST: then what Node makes of it. */
function zoneOfMachine({ TZ }: Surroundings["environment"]): string {
  return TZ && isZone(TZ) ? TZ : new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function isZone(zone: string): boolean {
  try {
    zoneOf(zone);
    return true;
  } catch (error) {
    if (error instanceof NotMeantError) return false;
    throw error;
  }
}

const MOST_OPENINGS = 1000;

function momentOf(text: string): number {
  const moment = Date.parse(text);
  // Years with more than four digits are nobody's, and calendars end.
  if (moment >= 0 && moment < Date.UTC(10_000, 0)) return moment;
  throw new UsageError(`--at: must be a date and time in ISO 8601, such as 2026-12-31T22:00:00Z, not ${text}`);
}
