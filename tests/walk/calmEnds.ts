import { generateName } from "../../provider/lifecycle/operation/names";
import { finalDestroyErrors, finalUpErrors, nameOfError } from "../simulation/finalErrors";
import type { Chapter } from "../simulation/story";
import { criteriaIn } from "./criteria";
import type { CalmEdge, Visited as VisitedNode } from "./explore";
import { wayTo as wayBetween } from "./explore";
import type { Model } from "./model";
import type { Move, Place, Played } from "./move";
import { describeMove, playRun } from "./move";
import type { Node } from "./node";
import type { Command, Entry } from "./stack";
import { currentOf } from "./stack";
import { tellPlayed } from "./tell";

type Visited = VisitedNode<Node, Move>;

const wayTo = (visited: readonly Visited[], place: number) => wayBetween(visited, place, describeMove);

/** As many calm runs, and states of the array that run out meanwhile, as there may be before a stack is where its program wants it. */
const MOST_STEPS = 24;

/** What an up may end with for good, beside what a history may: a claim that nobody has confirmed, an option that the user took. */
const moreUpErrors = {
  held: /belongs to urn:.* of this program, and one session cannot be two resources/,
  wanted: /of this program wants the same import and did not get it/,
  outlived: /of this program imports the same source, which can be in one import at a time/,
  option: /a resource option \(replaceOnChanges, replaceWith\) asks for it/,
  createdFirst: /so it has to be deleted first/,
  past: /lies in the past\. Give a time to come/,
  needsSomebody: /so nothing is imported anew\. Let somebody/,
  unproven: /it was found by its generated name and taken over/,
} as const;

const moreDestroyErrors = {
  unproven: moreUpErrors.unproven,
  cancelFailed: /is Cancel_Failed.*also after another try/s,
} as const;

/** How calm runs end: by name, how often. */
export type Ends = { readonly counts: Map<string, number>; readonly violations: string[] };

/**
 * From every state, some calm runs of each program, with the array's time passing between them, end with the program fulfilled or with an
 * error that is on the list; and so does a destroy. Runs nothing anew but the last run of each end: the walk has played all calm runs of all states.
 */
export async function calmEnds(model: Model, place: Place, visited: readonly Visited[]): Promise<Ends> {
  const ends: Ends = { counts: new Map(), violations: [] };
  const judged = new Map<string, string | undefined>();
  const calm = model.commands.filter(
    (command) => command.verb === "destroy" || (command.verb === "up" && !command.isReplace && !command.target),
  );
  for (const command of calm) {
    const settled = new Map<number, number>();
    for (let from = 0; from < visited.length; from++) {
      const end = settle(visited, command, from, settled);
      if (end === undefined) {
        ends.violations.push(`never settles: ${describe(command)}\n${circleFrom(visited, command, from).join("\n")}`);
        return ends;
      }
      const key = `${end} ${describe(command)}`;
      if (!judged.has(key)) {
        const { name, wrong } = await judge(place, visited, end, command);
        judged.set(key, name);
        if (wrong) ends.violations.push(`converges: ${wrong}`);
      }
      const name = `${command.verb}: ${judged.get(key)}`;
      ends.counts.set(name, (ends.counts.get(name) ?? 0) + 1);
    }
  }
  return ends;
}

const describe = (command: Command): string => describeMove({ kind: "run", command });

/** Where calm runs and time lead; undefined if they go round in circles. */
function settle(
  visited: readonly Visited[],
  command: Command,
  from: number,
  known: Map<number, number>,
): number | undefined {
  const path: number[] = [];
  let state = from;
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const end = known.get(state);
    if (end !== undefined) return remember(path, end, known);
    const next = nextState(visited, command, state);
    if (path.at(-1) === next && isAtRest(visited, command, [state, next])) return remember(path, next, known);
    path.push(state);
    if (next === state) return remember(path, state, known);
    state = next;
  }
  return undefined;
}

/** The way to a state from which it goes on for ever, and how. */
function circleFrom(visited: readonly Visited[], command: Command, from: number): readonly string[] {
  let state = from;
  for (let steps = 0; steps < MOST_STEPS; steps++) state = nextState(visited, command, state);
  const next = nextState(visited, command, state);
  const shown = [state, next].map((each) => `  then again: ${JSON.stringify((visited[each] as Visited).node.entries)}`);
  return [...wayTo(visited, state), ...shown];
}

/**
 * A run and a refresh that turn each other's marks: a refresh clears that of a failed run, and the next fails for the same reason; or it takes
 * an input back from the outputs that the run calls no change.
 */
function isAtRest(visited: readonly Visited[], command: Command, states: readonly number[]): boolean {
  const runs = states.map((state) => edgeOf(visited, command, state));
  return runs.every(({ hasChanged }) => !hasChanged) || runs.every(({ outcome }) => outcome === "failed");
}

function remember(path: readonly number[], end: number, known: Map<number, number>): number {
  for (const state of path) known.set(state, end);
  return end;
}

const edgeOf = (visited: readonly Visited[], command: Command, state: number): CalmEdge =>
  (visited[state] as Visited).edges.get(describe(command)) as CalmEdge;

/** The run; where it changes nothing a refresh, for an up asks nothing of a session whose goal is reached; and after that the array's time. */
function nextState(visited: readonly Visited[], command: Command, state: number): number {
  const { edges } = visited[state] as Visited;
  const run = edgeOf(visited, command, state);
  if (run.to !== state) return run.to;
  const refreshed = edges.get("refresh");
  if (refreshed && refreshed.to !== state) return refreshed.to;
  for (const [name, { to }] of edges) if (name.startsWith("timePasses") && to !== state) return to;
  return state;
}

/** The last run once more: how it ends, and whether it may. */
async function judge(
  place: Place,
  visited: readonly Visited[],
  at: number,
  command: Command,
): Promise<{ readonly name: string; readonly wrong?: string }> {
  const result = await playRun(place, (visited[at] as Visited).node, command);
  if (!result) throw new TypeError("a calm run cannot but happen");
  const { played } = result;
  const name =
    played.outcome === "done"
      ? (fulfilled(played) ?? importedElsewhere(played) ?? (await toldByRefresh(place, visited, at, played)))
      : endOf(place, played);
  if (name) return { name };
  const move: Move = { kind: "run", command };
  return {
    name: "",
    wrong: `no end\n${wayTo(visited, at).join("\n")}\n- ${describeMove(move)}\n${tellPlayed(played)}`,
  };
}

const stopped: readonly unknown[] = [
  "Failed",
  "Cancelled",
  "Cleanup_Required",
  "Cleanup_Failed",
  "Invalid",
  "Cancel_Failed",
  "Cancel_Required",
];

/** An up that says that all is done has what the program wants; a destroy leaves nothing. */
function fulfilled({ command, program, after }: Played): string | undefined {
  if (command.verb === "destroy") return after.entries.length === 0 ? "done" : undefined;
  for (const declared of program) {
    const entry = currentOf(after.entries, declared);
    const session = after.sessions.find(({ id }) => id === entry?.id);
    if (!entry || stopped.includes(session?.state)) return undefined;
    if (!session && !String(entry.outputs.state).startsWith("Import_Completed")) return undefined;
    if (declared.inputs.advanceTo === "Import_Completed" && session && !declared.inputs.paused) {
      const isThere = String(session.state).startsWith("Import_Completed") || declared.inputs.type === "Agentless";
      if (!isThere) return undefined;
    }
  }
  const left = after.entries.filter((entry) => !program.some((declared) => currentOf([entry], declared)));
  return left.length === 0 ? "done" : undefined;
}

/**
 * A session that ended without completing and is gone, and whose source another one has imported since: nothing is left to import, and only the
 * user knows whether the stack is to have that one. The up itself says so each time, or each refresh where it is content, and what to do (tests/provider/lifecycle/importSession/importedElsewhere).
 */
function importedElsewhere({ texts, after }: Played): string | undefined {
  const isTrue = after.entries.some(
    ({ id, outputs }) =>
      !after.sessions.some((session) => session.id === id) &&
      criteriaIn(after.world, outputs.sourceResourceId) === "Imported",
  );
  const isSaid = texts.some((text) =>
    /another session has imported its source since.*take the resource out of the program/.test(text),
  );
  return isTrue && isSaid ? "importedElsewhere" : undefined;
}

/** A session that is gone, and was not seen to complete: an up is content with it, and each refresh says what is known, or that nothing is. */
async function toldByRefresh(
  place: Place,
  visited: readonly Visited[],
  at: number,
  { after }: Played,
): Promise<string | undefined> {
  const isGone = after.entries.some(({ id }) => !after.sessions.some((session) => session.id === id));
  const refresh = isGone ? await playRun(place, (visited[at] as Visited).node, { verb: "refresh" }) : undefined;
  if (!refresh) return undefined;
  const isUntold = refresh.played.texts.some((text) => /nothing proves whether it was completed/.test(text));
  return isUntold ? "untold" : importedElsewhere(refresh.played);
}

function endOf(place: Place, played: Played): string | undefined {
  const names = played.failures.map(({ urn, error }) => nameOf(place, played, urn, error));
  return names.every((name) => name !== undefined) ? names.join(", ") : undefined;
}

function nameOf(place: Place, played: Played, urn: string, error: unknown): string | undefined {
  const isDestroy = played.command.verb === "destroy";
  const message = error instanceof Error ? error.message : String(error);
  const more = Object.entries(isDestroy ? moreDestroyErrors : moreUpErrors).find(([, pattern]) =>
    pattern.test(message),
  );
  if (more) return more[0];
  const declared = played.program.find((each) => each.urn === urn);
  const mine = (entries: readonly Entry[]) =>
    entries.find((entry) => entry.urn === urn || declared?.aliases?.includes(entry.urn));
  const { before, after } = played;
  const chapter = {
    inputs: declared?.inputs ?? {},
    name: declared?.inputs.name ?? generateName(urn, place.settings.namespace),
    error,
    before: mine(before.entries),
    after: mine(after.entries),
    sessions: after.sessions,
  } as unknown as Chapter;
  return nameOfError(chapter, isDestroy ? finalDestroyErrors : finalUpErrors);
}
