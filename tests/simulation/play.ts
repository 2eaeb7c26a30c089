import { inspect } from "node:util";
import type { RawInputs } from "../../provider/lifecycle/operation/handler";
import { UNKNOWN } from "../../provider/lifecycle/operation/unknown";
import type { Simulator } from "../../simulator/src";
import { criteriaOf, sessionRows } from "./array";
import type { Click, WallClock } from "./clicks";
import { doClick } from "./clicks";
import { makeNeighbour } from "./company";
import type { Recorded, StateFile } from "./engine";
import { destroy, InvalidProgramError, preview, refresh, up } from "./engine";
import type { History, Step } from "./history";
import type { Build, ProviderProcess } from "./process";
import { openProcess } from "./process";
import type { Program } from "./program";
import { inputsOf, nameOf } from "./program";
import { isCreate, isDone } from "./requests";
import type { Chapter, Story } from "./story";
import { isRun } from "./story";
import type { Surface } from "./surfaces/surface";

/** A stack and its array in the course of a history. */
export type Stage = {
  readonly simulator: Simulator;
  readonly build: Build;
  readonly isInCompany: boolean;
  readonly wall: WallClock;
  program: Program;
  recorded: Recorded | undefined;
  readonly story: Chapter[];
};

export function newStage(
  simulator: Simulator,
  { program, isInCompany = false }: Omit<History, "steps">,
  build: Build = {},
): Stage {
  simulator.reset();
  if (isInCompany) makeNeighbour(simulator);
  return { simulator, build, isInCompany, wall: { seconds: 0 }, program, recorded: undefined, story: [] };
}

/** Plays one step and adds it to the story. */
export async function playStep(stage: Stage, step: Step): Promise<Chapter> {
  const before = stage.recorded;
  const start = stage.simulator.now();
  if (step.step === "edit") stage.program = { ...stage.program, ...step.change };
  if (step.step === "click") clickOn(stage, step.click);
  const run = isRun(step) ? await playRun(stage, step) : nothing;
  const chapter: Chapter = {
    step,
    inputs: inputsOf(stage.program),
    name: nameOf(stage.program),
    ...run,
    before,
    after: stage.recorded,
    sessions: sessionRows(stage.simulator),
    criteria: criteriaOf(stage.simulator, (stage.recorded ?? before)?.outputs.sourceResourceId),
    seconds: (stage.simulator.now() - start) / 1000,
  };
  stage.story.push(chapter);
  return chapter;
}

type Run = Pick<Chapter, "outcome" | "result" | "error" | "requests" | "texts" | "secrets" | "complaints">;

const nothing: Run = { outcome: "done", requests: [], texts: [], secrets: [], complaints: [] };

async function playRun(stage: Stage, step: Step): Promise<Run> {
  const process: ProviderProcess = await openProcess({
    simulator: stage.simulator,
    build: stage.build,
    isInCompany: stage.isInCompany,
    wall: stage.wall,
    ...("incidents" in step && { incidents: step.incidents }),
    ...(step.step === "destroy" && { settings: step.settings }),
    ...(step.step === "up" && { timeoutSeconds: step.timeoutSeconds }),
    click: (click) => clickOn(stage, click, process),
  });
  const state: StateFile = { recorded: stage.recorded };
  const end = await process.live(ending(command(step, state, stage.program, process.surface)));
  // A process that died writes no more, whatever it still had on its mind.
  stage.recorded = state.recorded;
  if (end !== "died") await process.close();
  const { requests, texts, secrets, complaints } = process;
  if (end === "died") return { outcome: "died", requests, texts, secrets, complaints };
  return { ...end, requests, texts: [...texts, ...errorTexts(end.error)], secrets, complaints };
}

/** What the engine would print, where it prints anything. */
async function command(step: Step, state: StateFile, program: Program, surface: Surface): Promise<string | undefined> {
  switch (step.step) {
    case "up":
      return up(state, inputsOf(program), surface, step.replace);
    case "preview":
      return preview(state, withUnknown(inputsOf(program), step.unknown), surface);
    case "refresh":
      return refresh(state, surface);
    default:
      await destroy(state, surface);
      return undefined;
  }
}

function withUnknown(inputs: RawInputs, name: string | undefined): RawInputs {
  return name === undefined ? inputs : { ...inputs, [name]: UNKNOWN };
}

async function ending(work: Promise<string | undefined>): Promise<Pick<Run, "outcome" | "result" | "error">> {
  try {
    return { outcome: "done", result: await work };
  } catch (error) {
    return { outcome: error instanceof InvalidProgramError ? "invalid" : "failed", error };
  }
}

/** An error as people and crash reports show it. */
export function errorTexts(error: unknown): string[] {
  return error === undefined ? [] : [String(error), inspect(error, { depth: 8, showHidden: true })];
}

/** Somebody else's click is on the session in the state, or the latest that a create of this program made. */
function clickOn(stage: Stage, click: Click, process?: ProviderProcess): void {
  const { simulator, program, recorded, story, wall } = stage;
  const id = recorded?.id ?? latestMade(story, process);
  doClick(simulator, click, { program, name: nameOf(program), id, wall });
}

function latestMade(story: Story, process?: ProviderProcess): string | undefined {
  const requests = [...story.flatMap((chapter) => chapter.requests), ...(process?.requests ?? [])];
  return requests.findLast((request) => isCreate(request) && isDone(request))?.after?.id;
}
