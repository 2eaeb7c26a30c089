import { chooseArrays } from "../arrays/chosenArrays";
import type { ArrayFailure } from "../arrays/openArrays";
import { askEach, withArrays } from "../arrays/openArrays";
import type { ArrayOptions } from "../arrays/options";
import type { Format } from "../output/formats";
import { jsonText } from "../output/formats";
import type { ExitCode } from "../process/exits";
import { exitCodes } from "../process/exits";
import type { Surroundings } from "../process/surroundings";
import { observeSessions } from "../sessions/observeSessions";
import type { SessionView } from "../sessions/sessionView";
import { totalsOf } from "../sessions/totals";
import { styleFor } from "../text/style";
import { inOrderOfNeed, type Status } from "./document";
import { statusText } from "./statusText";

type StatusOptions = ArrayOptions & { readonly output: Format };

export async function runStatus(options: StatusOptions, surroundings: Surroundings): Promise<ExitCode> {
  const { stdout, stderr, clock, stopped, environment } = surroundings;
  const chosen = await chooseArrays(options, surroundings);
  const answers = await withArrays(chosen, surroundings, (arrays) =>
    askEach(arrays, (array) => observeSessions(array, { clock, stopped })),
  );
  const sessions = answers.flatMap(({ answer }) => answer?.sessions ?? []);
  const failures = answers.flatMap(({ failure }) => failure ?? []);
  for (const { message } of failures) stderr.write(`powerstore-import: ${message}\n`);
  const status: Status = {
    schema: "powerstore-import/status/1",
    at: new Date(clock.now()).toISOString(),
    arrays: answers.map(({ name, endpoint, answer, failure }) => ({
      name,
      endpoint,
      ...(failure && { failure: failure.message }),
      ...(answer && { totals: totalsOf(answer.sessions, clock.now()) }),
    })),
    totals: totalsOf(sessions, clock.now()),
    sessions: [...inOrderOfNeed(sessions)],
  };
  const look = { style: styleFor(stdout, environment), width: stdout.columns };
  stdout.write(options.output === "json" ? jsonText(status) : statusText(status, look));
  return exitOf(status.sessions, failures);
}

/** An array that did not answer may hold the one session that needs somebody. */
function exitOf(sessions: readonly SessionView[], failures: readonly ArrayFailure[]): ExitCode {
  const [failure] = failures;
  if (failure) return failure.exitCode;
  const has = (...wanted: readonly SessionView["standing"][]) =>
    sessions.some(({ standing }) => wanted.includes(standing));
  if (has("attention", "gate", "paused")) return exitCodes.attention;
  return has("running", "waiting") ? exitCodes.underWay : exitCodes.done;
}
