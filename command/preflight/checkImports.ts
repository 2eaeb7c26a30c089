/** What the program wants, against what the array has. */
import { decideReadiness } from "../../provider/lifecycle/importSession/decide/decideReadiness";
import { isMeantBy } from "../../provider/lifecycle/operation/reference";
import { comparableName } from "../../provider/powerstore/http/endpoint";
import type { WantedImport } from "../program/program";
import { bytesText } from "../text/units";
import type { Finding } from "./document";
import type { ArrayFacts, Source } from "./facts";

type Facts = Pick<ArrayFacts, "remoteSystems" | "sources" | "sessions" | "volumes">;

/** An import of the program, and what of it is on the array. */
export type Matched = WantedImport & {
  readonly source: Source | undefined;
  /** Whether its session is there already, by the stack's record or under its name. */
  readonly hasBegun: boolean;
  /** The state of that session. */
  readonly state?: string;
};

export function matchImports(
  { remoteSystems, sources, sessions }: Facts,
  wanted: readonly WantedImport[],
): readonly Matched[] {
  const byPlace = new Map(sources.map((source) => [`${source.type} ${source.id}`, source]));
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const bySource = new Map(
    sessions.map((session) => [`${comparableName(session.name ?? "")} ${session.sourceResourceId}`, session]),
  );
  return wanted.map((each) => {
    const { inputs, sessionId } = each;
    const type = remoteSystems.find(isMeantBy(inputs.remoteSystemId))?.type;
    const session =
      (inputs.adoptSessionId !== undefined && sessions.find(isMeantBy(inputs.adoptSessionId))) ||
      (sessionId !== undefined && byId.get(sessionId)) ||
      bySource.get(`${comparableName(inputs.name)} ${inputs.sourceResourceId}`);
    return {
      ...each,
      source: byPlace.get(`${type} ${inputs.sourceResourceId}`),
      hasBegun: session !== undefined,
      ...(session && { state: session.state }),
    };
  });
}

/** One finding for all of which the same is so. */
export function together(
  matched: readonly Matched[],
  tell: (each: Matched) => Omit<Finding, "subjects"> | undefined,
): readonly Finding[] {
  const byText = new Map<string, Omit<Finding, "subjects"> & { readonly subjects: string[] }>();
  for (const each of matched) {
    const finding = tell(each);
    if (!finding) continue;
    const key = JSON.stringify(finding);
    const known = byText.get(key) ?? { ...finding, subjects: [] };
    known.subjects.push(each.label);
    byText.set(key, known);
  }
  return [...byText.values()];
}

export function checkSources(matched: readonly Matched[]): readonly Finding[] {
  const open = matched.filter(({ hasBegun }) => !hasBegun);
  const bad = together(open, ({ source, inputs }) => {
    if (source === undefined) {
      return {
        check: "source",
        severity: "error",
        found: "the array does not list this source on its remote system",
        todo: "let it discover the source array, or correct sourceResourceId",
      };
    }
    const criteria = source.importableCriteria;
    if (decideReadiness(criteria, inputs, false).kind === "ready") return undefined;
    return {
      check: "source",
      severity: "error",
      found: `cannot be imported: ${criteria ?? "not told"}`,
      todo: todoOf(criteria),
    };
  });
  const failing = new Set(bad.flatMap(({ subjects }) => subjects ?? []));
  const ready = open.length - failing.size;
  const begun = matched.length - open.length;
  const found = `${ready} can be imported${begun > 0 ? `, ${begun} have begun already` : ""}`;
  return [...bad, ...(ready + begun > 0 ? [{ check: "source", severity: "ok", found } as const] : [])];
}

const todos: Readonly<Record<string, string>> = {
  Ready_For_Agentless_Import:
    'import it with type: "Agentless", or install the host plugin and add the host (ImportHostSystem)',
  Host_Not_Added: "add the hosts that use it (ImportHostSystem), or import it Agentless where the source allows that",
  Imported: "take it out of the program: it has been imported",
  In_Progress: "another session imports it: adopt that one (adoptSessionId), or leave it to whoever began it",
  Host_Volume_Offline: "bring it online on its hosts",
  Source_Volume_Offline: "bring it online on the source",
  Incompatible_Host_Agent: "bring the host plugin to a version that the vendor's support matrix names",
  Incompatible_Firmware: "bring the source to a version that the vendor's support matrix names, or import it Agentless",
  Volume_Size_Not_Multiple_of_8192: "extend it on the source to a multiple of 8192 bytes",
  Members_Not_Ready: "look at the members of the group: each has a reason of its own",
  No_Members: "add its members, or take it out of the program",
  Max_Members: "divide the group: it has more members than an import takes",
  Used_By_NAS: "a file system uses it: import that",
};

const todoOf = (criteria: string | undefined) =>
  todos[criteria ?? ""] ?? "look in PowerStore Manager, and discover the source again after it is mended";

export function checkNames({ sessions, volumes, sources }: Facts, matched: readonly Matched[]): readonly Finding[] {
  const open = matched.filter(({ hasBegun }) => !hasBegun);
  const sessionNames = new Map(
    sessions.flatMap(({ name, id }) => (name === undefined ? [] : [[comparableName(name), id]])),
  );
  const volumeNames = new Set(volumes.map(({ name }) => comparableName(String(name))));
  const ofSessions = together(open, ({ inputs }) => {
    const holder = sessionNames.get(comparableName(inputs.name));
    if (holder === undefined) return undefined;
    return {
      check: "name",
      severity: "error",
      found: `a session is called ${inputs.name} already (${holder}), for another source`,
      todo: "give another name, or delete the record of a session that has ended",
    };
  });
  const ofVolumes = together(open, ({ source }) => {
    if (source?.name === undefined || !volumeNames.has(comparableName(source.name))) return undefined;
    return {
      check: "name",
      severity: "note",
      found: `PowerStore has a volume called ${source.name}, as the source is: what the new one will be called is not documented`,
      todo: "see that nothing finds the new volume by its name",
    };
  });
  if (open.length === 0 || sources.length === 0) return [...ofSessions, ...ofVolumes];
  const isFree = ofSessions.length === 0;
  const free: readonly Finding[] = isFree
    ? [{ check: "name", severity: "ok", found: "the names of all sessions are free" }]
    : [];
  return [...ofSessions, ...ofVolumes, ...free];
}

export function checkCapacity(matched: readonly Matched[] | undefined): readonly Finding[] {
  const free = "how much is free the import interface of the array does not tell";
  const todo = "compare with PowerStore Manager; data reduction helps, and no text says how much";
  const open = matched?.filter(({ hasBegun }) => !hasBegun) ?? [];
  if (!matched || open.length === 0) return [{ check: "capacity", severity: "note", found: `not told: ${free}` }];
  const sizes = open.flatMap(({ source }) => (source?.size === undefined ? [] : source.size));
  const unknown = open.length - sizes.length;
  const sum = bytesText(sizes.reduce((total, size) => total + size, 0));
  const rest = unknown > 0 ? `, and ${unknown} more whose size is not told` : "";
  return [{ check: "capacity", severity: "note", found: `${sum} to import${rest}; ${free}`, todo }];
}
