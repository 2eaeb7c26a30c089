/** What the program wants, against what the array has. */
import { decideReadiness } from "../../provider/lifecycle/importSession/decide/decideReadiness";
import { decideRestart } from "../../provider/lifecycle/importSession/decide/decideReplacement";
import type { ImportSession } from "../../provider/powerstore/api/schemas/importSession";
import { comparableName } from "../../provider/powerstore/http/endpoint";
import { WANTED_THOUGH_CANCELLED } from "../sessions/standing";
import { bytesText } from "../text/units";
import type { Finding } from "./document";
import type { ArrayFacts } from "./facts";
import type { Matched, Stage } from "./matchImports";
import { isOpen } from "./matchImports";

type Facts = Pick<ArrayFacts, "sources" | "sessions" | "volumes">;

type Told = Omit<Finding, "subjects"> | undefined;

/** One finding for all of which the same is so. */
export function together(matched: readonly Matched[], tell: (each: Matched) => Told): readonly Finding[] {
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
  const open = matched.filter(isOpen);
  const bad = together(open, (each) => stopped(each) ?? unready(each));
  const failing = new Set(bad.flatMap(({ subjects }) => subjects ?? []));
  const ready = open.length - failing.size;
  const count = (stage: Stage) => matched.filter((each) => each.stage === stage).length;
  const [begun, completed] = [count("begun"), count("completed")];
  const rest = `${begun > 0 ? `, ${begun} have begun already` : ""}${completed > 0 ? `, ${completed} completed` : ""}`;
  const fine: readonly Finding[] =
    ready + begun + completed > 0
      ? [{ check: "source", severity: "ok", found: `${ready} can be imported${rest}` }]
      : [];
  return [...bad, ...fine];
}

/** Of a session that the stack has: a record that it does not have is only in the way of the new one. */
function stopped({ session, sessionId }: Matched): Told {
  if (session === undefined || session.id !== sessionId) return undefined;
  if (decideRestart(session as ImportSession)?.kind !== "refuse") return undefined;
  return {
    check: "source",
    severity: "error",
    found: `its session is ${session.state}, and no run begins it anew by itself`,
    todo: WANTED_THOUGH_CANCELLED,
  };
}

function unready({ source, inputs }: Matched): Told {
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
  const open = matched.filter(isOpen);
  const sessionNames = new Map(
    sessions.flatMap(({ name, id }) => (name === undefined ? [] : [[comparableName(name), id]])),
  );
  const volumeNames = new Set(volumes.map(({ name }) => comparableName(String(name))));
  const ofSessions = together(open, ({ inputs, session }) => {
    const holder = sessionNames.get(comparableName(inputs.name));
    // The record of its own that failed goes before it is begun anew.
    if (holder === undefined || holder === session?.id) return undefined;
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
  const open = matched?.filter(isOpen) ?? [];
  if (!matched || open.length === 0) return [{ check: "capacity", severity: "note", found: `not told: ${free}` }];
  const sizes = open.flatMap(({ source }) => (source?.size === undefined ? [] : source.size));
  const unknown = open.length - sizes.length;
  const sum = bytesText(sizes.reduce((total, size) => total + size, 0));
  const rest = unknown > 0 ? `, and ${unknown} more whose size is not told` : "";
  return [{ check: "capacity", severity: "note", found: `${sum} to import${rest}; ${free}`, todo }];
}
