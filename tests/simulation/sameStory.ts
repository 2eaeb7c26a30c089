import { inspect, isDeepStrictEqual } from "node:util";
import type { RawInputs } from "../../provider/lifecycle/operation/handler";
import type { Simulator } from "../../simulator/src";
import type { Recorded } from "./engine";
import type { History, Step } from "./history";
import type { Build } from "./process";
import type { ObservedRequest } from "./requests";
import type { Summary } from "./simulate";
import { simulate } from "./simulate";
import type { Chapter, Story } from "./story";
import { tell } from "./tell";
import { ViolationError } from "./violation";

/**
 * Plays a history and its end through a surface, and for any other than the handler once more through that one. Throws a ViolationError
 * as soon as an invariant is broken, or where the two stories part.
 */
export async function simulateSame(simulator: Simulator, history: History, build: Build): Promise<Summary> {
  if (build.surface === undefined || build.surface === "handler") return simulate(simulator, history, build);
  // Company is of the handler alone.
  const alone = { ...history, isInCompany: false };
  const summary = await simulate(simulator, alone, build);
  const { story } = await simulate(simulator, alone);
  for (const [at, chapter] of summary.story.entries()) {
    const other = story[at];
    const soFar = summary.story.slice(0, at + 1);
    const [way, otherWay] = [retellWay(chapter), other && retellWay(other)];
    const isMatterOfMoments = isStopped(chapter.step) && !isDeepStrictEqual(way, otherWay);
    if (isMatterOfMoments && (chapter.outcome === "died" || other?.outcome === "died")) break;
    const hasMarks = build.surface !== "terraform";
    requireSame(retellEnd(chapter, hasMarks), other && retellEnd(other, hasMarks), soFar);
    // A replacement that is half done is nothing at all to Terraform: from there on it creates, where the other goes on.
    if (isMatterOfMoments || (!hasMarks && chapter.after?.pendingReplacement)) break;
    requireSame(way, otherWay, soFar);
  }
  return summary;
}

function requireSame(one: unknown, other: unknown, story: Story): void {
  if (isDeepStrictEqual(one, other)) return;
  const difference = `expected as through the handler:\n${inspect(other, shown)}\nbut it is:\n${inspect(one, shown)}`;
  throw new ViolationError("sameStory", `${difference}\n${tell(story)}`);
}

/**
 * Ctrl-C leaves requests behind that nobody waits for any more, a login for example: how far they get before the process closes, or dies
 * of one, is a matter of moments. From there on the two worlds have other clocks and cannot be compared.
 */
function isStopped(step: Step): boolean {
  return "incidents" in step && step.incidents.some(({ effect }) => "stop" in effect);
}

const shown = { depth: 8, maxArrayLength: 200 } as const;

/**
 * How a chapter ends: the same through every surface.
 * @param hasMarks whether the engine marks what was not finished, and keeps inputs beside outputs: Terraform has one state, and goes by the plan alone.
 */
function retellEnd({ step, outcome, result, error, after }: Chapter, hasMarks: boolean): unknown {
  const said = error instanceof Error ? error.message : error;
  // Where settings are corrected is another place on each surface.
  const words = typeof said === "string" ? said.replace(/(user or password are refused).*/s, "$1") : said;
  const what = { step, outcome, error: words, after: after && retellRecorded(after, hasMarks) };
  return hasMarks ? { ...what, result } : what;
}

/** How it gets there: the same, too. */
function retellWay({ requests, seconds }: Chapter): unknown {
  return { requests: requests.map(retellRequest), seconds };
}

function retellRequest({ entry, phase }: ObservedRequest): unknown {
  const { method, path, body, status } = entry;
  return { phase, method, path, body, status };
}

/** A state file has no place for what is undefined. */
function retellRecorded({ id, inputs, outputs, ...marks }: Recorded, hasMarks: boolean): unknown {
  const written = (values: RawInputs): unknown => JSON.parse(JSON.stringify(values));
  if (hasMarks) return { id, outputs: written(outputs), inputs: written(inputs), ...marks };
  return { id, outputs: written(withoutMoot(outputs)) };
}

/** A start that lies behind is for Terraform the recorded one, whatever the configuration says: another would be an update in each plan. */
const withoutMoot = ({ scheduledTimestamp, ...others }: RawInputs): RawInputs =>
  others.state === "Scheduled" ? { scheduledTimestamp, ...others } : others;
