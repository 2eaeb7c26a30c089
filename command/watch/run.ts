import { chooseArrays } from "../arrays/chosenArrays";
import { withArrays } from "../arrays/openArrays";
import type { ArrayOptions } from "../arrays/options";
import { checkFilter, type SessionFilter } from "../fleet/filter";
import { jsonLine } from "../output/formats";
import { say } from "../output/messages";
import type { ExitCode } from "../process/exits";
import { secondsOf } from "../process/quantities";
import type { Surroundings } from "../process/surroundings";
import { readStackResources } from "../stack/stackResources";
import { styleFor } from "../text/style";
import type { Change } from "./changes";
import { changeText } from "./changeText";
import type { Goal } from "./goal";
import { screenOn } from "./screen";
import { WatchedStack } from "./watchedStack";
import { watchPage } from "./watchPage";
import { WatchRun, type WatchTask } from "./watchRun";

type WatchOptions = ArrayOptions &
  SessionFilter & {
    readonly interval: string;
    readonly until?: Goal;
    readonly timeout?: string;
    readonly output: "text" | "json";
  };

export async function runWatch(options: WatchOptions, surroundings: Surroundings): Promise<ExitCode> {
  checkFilter(options);
  const intervalSeconds = secondsOf(options.interval, "--interval", { least: "1s", most: "1d" });
  const timeoutSeconds =
    options.timeout === undefined ? Number.POSITIVE_INFINITY : secondsOf(options.timeout, "--timeout");
  const chosen = await chooseArrays(options, surroundings);
  const stack = await openStack(options, surroundings);
  return withArrays(chosen, surroundings, async (arrays) => {
    const { show, close } = viewerFor(options, surroundings, arrays.length > 1);
    const task: WatchTask = {
      arrays,
      filter: options,
      stack,
      intervalSeconds,
      timeoutSeconds,
      goal: options.until,
      show,
    };
    try {
      return await new WatchRun(task, surroundings).end();
    } finally {
      close();
    }
  });
}

async function openStack({ stack, cwd }: WatchOptions, surroundings: Surroundings): Promise<WatchedStack | undefined> {
  if (stack === undefined) return undefined;
  const watched = new WatchedStack(() => readStackResources(stack, cwd, surroundings), surroundings.clock);
  await watched.open();
  return watched;
}

type Viewer = { readonly show: WatchTask["show"]; close(): void };

/** A page for a person at a terminal, lines for everybody else. */
function viewerFor({ output }: WatchOptions, surroundings: Surroundings, namesArrays: boolean): Viewer {
  const { stdout, environment } = surroundings;
  const message = (text: string) => say(surroundings, text);
  if (output === "json" || !stdout.isTTY || environment.TERM === "dumb") {
    const written = (change: Change) => (output === "json" ? jsonLine(change) : `${changeText(change, namesArrays)}\n`);
    const isMessage = (change: string) => change === "silent" || change === "answers";
    return {
      show: {
        fleet: () => undefined,
        // What is no data is a message already.
        change: (change) =>
          void (output === "json" || !isMessage(change.change) ? stdout.write(written(change)) : undefined),
        message,
      },
      close: () => undefined,
    };
  }
  return screenViewer(surroundings, message);
}

/** What is said meanwhile would disturb the page, which shows it anyway: it is said behind it. */
function screenViewer({ stdout, stderr, environment }: Surroundings, tell: (text: string) => void): Viewer {
  const screen = screenOn(stdout);
  const style = styleFor(stdout, environment);
  const said: string[] = [];
  return {
    show: {
      fleet: (fleet, messages) =>
        screen.page(watchPage(fleet, messages, { style, width: stdout.columns, rows: stdout.rows ?? 24 })),
      change: () => undefined,
      message: (text) => void (stderr.isTTY ? said.push(text) : tell(text)),
    },
    close() {
      screen.close();
      for (const text of said.slice(-MOST_SAID)) tell(text);
    },
  };
}

const MOST_SAID = 20;
