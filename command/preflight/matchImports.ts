/** The imports of the program beside what the array has of them, by the rules that a run goes by. Pure. */
import { isDeadRecord } from "../../provider/lifecycle/importSession/decide/decideClaim";
import { isCompleted, isKnownState } from "../../provider/lifecycle/importSession/decide/states";
import { isMeantBy } from "../../provider/lifecycle/operation/reference";
import type { ListedSession } from "../../provider/powerstore/api/schemas/importSession";
import { comparableName } from "../../provider/powerstore/http/endpoint";
import { isGoneAndDone } from "../program/goneAndDone";
import type { WantedImport } from "../program/program";
import type { ArrayFacts, Source } from "./facts";

type Facts = Pick<ArrayFacts, "remoteSystems" | "sources" | "sessions" | "volumes">;

/** `open`: it is to begin, or to begin anew. `begun`: its session goes on. `completed`: no run has anything to do with it. */
export type Stage = "open" | "begun" | "completed";

/** An import of the program, and what of it is on the array. */
export type Matched = WantedImport & {
  readonly source: Source | undefined;
  /** Its session, by the stack's record or under its name. */
  readonly session: ListedSession | undefined;
  readonly stage: Stage;
};

export const isOpen = ({ stage }: Matched): boolean => stage === "open";

export function matchImports(facts: Facts, wanted: readonly WantedImport[]): readonly Matched[] {
  const sourceOf = sourceFinder(facts);
  const sessionNamed = sessionFinder(facts);
  const byId = new Map(facts.sessions.map((session) => [session.id, session]));
  const volumeIds: ReadonlySet<string> = new Set(facts.volumes.map(({ id }) => id));
  return wanted.map((each) => {
    const source = sourceOf(each);
    const recorded = byId.get(each.sessionId ?? "");
    if (!recorded && isGoneAndDone(each, { criteria: source?.importableCriteria, volumeIds })) {
      return { ...each, source, session: undefined, stage: "completed" };
    }
    const session = recorded ?? sessionNamed(each);
    return { ...each, source, session, stage: session ? stageIn(session.state) : "open" };
  });
}

/** By the type of its remote system: ids are those of the old array. */
function sourceFinder({ remoteSystems, sources }: Facts) {
  const byPlace = new Map(sources.map((source) => [`${source.type} ${source.id}`, source]));
  return ({ inputs }: WantedImport): Source | undefined => {
    const type = remoteSystems.find(isMeantBy(inputs.remoteSystemId))?.type;
    return byPlace.get(`${type} ${inputs.sourceResourceId}`);
  };
}

/** Of what no stack has recorded. */
function sessionFinder({ sessions }: Facts) {
  const bySource = new Map(
    sessions.map((session) => [`${comparableName(session.name ?? "")} ${session.sourceResourceId}`, session]),
  );
  return ({ inputs }: WantedImport): ListedSession | undefined => {
    const { adoptSessionId, name, sourceResourceId } = inputs;
    const adopted = adoptSessionId === undefined ? undefined : sessions.find(isMeantBy(adoptSessionId));
    return adopted ?? bySource.get(`${comparableName(name)} ${sourceResourceId}`);
  };
}

function stageIn(state: string): Stage {
  if (!isKnownState(state)) return "begun";
  if (isCompleted(state)) return "completed";
  return isDeadRecord(state) ? "open" : "begun";
}
