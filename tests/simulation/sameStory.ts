import { inspect, isDeepStrictEqual } from "node:util";
import type { RawInputs } from "../../provider/lifecycle/handler";
import type { Simulator } from "../../simulator/src";
import type { Recorded } from "./engine";
import type { History } from "./history";
import type { Build } from "./process";
import type { ObservedRequest } from "./requests";
import { isLogin } from "./requests";
import type { Summary } from "./simulate";
import { simulate, ViolationError } from "./simulate";
import type { Chapter } from "./story";

/**
 * Plays a history and its end through a surface, and for any other than the handler once more through that one. Throws a ViolationError
 * as soon as an invariant is broken, or where the two stories part.
 */
export async function simulateSame(simulator: Simulator, history: History, build: Build): Promise<Summary> {
  const summary = await simulate(simulator, history, build);
  if (build.surface === undefined || build.surface === "handler") return summary;
  const { story } = await simulate(simulator, history);
  for (const [at, chapter] of summary.story.entries()) {
    if (hasLeftLogin(chapter, story[at])) break;
    const [one, other] = [retell(chapter), retell(story[at])];
    if (isDeepStrictEqual(one, other)) continue;
    const difference = `expected as through the handler:\n${inspect(other, shown)}\nbut it is:\n${inspect(one, shown)}`;
    throw new ViolationError("sameStory", difference, summary.story.slice(0, at + 1));
  }
  return summary;
}

/**
 * Ctrl-C can leave a login behind that nobody waits for any more: how often it tries again before the process closes is a matter of moments.
 * From there on the two worlds have other clocks and cannot be compared.
 */
function hasLeftLogin({ step, requests }: Chapter, other: Chapter | undefined): boolean {
  const isStopped = "incidents" in step && step.incidents.some(({ effect }) => "stop" in effect);
  return isStopped && requests.filter(isLogin).length !== other?.requests.filter(isLogin).length;
}

const shown = { depth: 8, maxArrayLength: 200 } as const;

/** All of a chapter that may not depend on the surface. */
function retell(chapter: Chapter | undefined): unknown {
  if (!chapter) return undefined;
  const { step, outcome, result, error, requests, after, seconds } = chapter;
  return {
    step,
    outcome,
    result,
    error: error instanceof Error ? error.message : error,
    requests: requests.map(retellRequest),
    after: after && retellRecorded(after),
    seconds,
  };
}

function retellRequest({ entry, phase }: ObservedRequest): unknown {
  const { method, path, body, status } = entry;
  return { phase, method, path, body, status };
}

/** A state file has no place for what is undefined. */
function retellRecorded({ id, inputs, outputs, ...marks }: Recorded): unknown {
  const written = (values: RawInputs): unknown => JSON.parse(JSON.stringify(values));
  return { id, inputs: written(inputs), outputs: written(outputs), ...marks };
}
