/** The way from PowerStore to the sources. */
import { isMeantBy } from "../../provider/lifecycle/operation/reference";
import type { StateMeaning } from "../../provider/lifecycle/remoteSystem/decide/states";
import { dataConnectionStates, systemStates, verdictIn } from "../../provider/lifecycle/remoteSystem/decide/states";
import type { RemoteSystem } from "../../provider/powerstore/api/schemas/remoteSystem";
import { sourceKindOf } from "../../provider/powerstore/api/sourceKinds";
import type { WantedImport } from "../program/program";
import type { Finding, Severity } from "./document";
import type { ArrayFacts } from "./facts";

const severityOf: Readonly<Record<StateMeaning | "unknown", Severity>> = {
  reached: "ok",
  warned: "warning",
  pending: "note",
  brief: "warning",
  verify: "warning",
  deadEnd: "error",
  unknown: "note",
};

/** Those that the program has yet to import from; without one all that anything can be imported from. */
export function checkConnections(
  { remoteSystems }: Pick<ArrayFacts, "remoteSystems">,
  wanted: readonly Pick<WantedImport, "inputs">[] | undefined,
): readonly Finding[] {
  const references = wanted && [...new Set(wanted.map(({ inputs }) => inputs.remoteSystemId))];
  const missing = (references ?? []).filter((reference) => !remoteSystems.some(isMeantBy(reference)));
  const asked = remoteSystems.filter((system) =>
    references ? references.some((reference) => isMeantBy(reference)(system)) : sourceKindOf(system.type) !== undefined,
  );
  const absent = missing.map(
    (reference): Finding => ({
      check: "connection",
      severity: "error",
      subjects: [reference],
      found: "there is no such remote system",
      todo: "add it (RemoteSystem), or correct remoteSystemId",
    }),
  );
  const foreign = asked.filter(({ type }) => sourceKindOf(type) === undefined).map(foreignFinding);
  if (!references && asked.length === 0) {
    const todo = "add the old array as a remote system first (RemoteSystem)";
    return [{ check: "connection", severity: "warning", found: "there is no remote system to import from", todo }];
  }
  return [...absent, ...foreign, ...asked.filter(({ type }) => sourceKindOf(type) !== undefined).flatMap(statesOf)];
}

const foreignFinding = ({ name, id, type }: RemoteSystem): Finding => ({
  check: "connection",
  severity: "error",
  subjects: [name ?? id],
  found: `nothing is imported from a remote system of type ${type}`,
  todo: "correct remoteSystemId",
});

function statesOf({ name, id, state, dataConnectionState, dataConnections }: RemoteSystem): readonly Finding[] {
  const management = severityOf[verdictIn(systemStates, state)];
  const data = severityOf[verdictIn(dataConnectionStates, dataConnectionState)];
  const subjects = [name ?? id];
  const bad = dataConnections.filter(({ status }) => status !== undefined && !/success/i.test(status));
  const texts = new Set(bad.map(({ targetAddress = "?", status }) => `${targetAddress}: ${status}`));
  const paths = texts.size === 0 ? "" : ` (${[...texts].join(", ")})`;
  if (management === "ok" && data === "ok") {
    return [{ check: "connection", severity: "ok", subjects, found: "management and data connections are OK" }];
  }
  const findings: Finding[] = [];
  if (management !== "ok") {
    findings.push({
      check: "connection",
      severity: management,
      subjects,
      found: `its state is ${state ?? "not told"}`,
      ...(management !== "note" && {
        todo: "look at its address, account and certificate, then verify it in PowerStore Manager",
      }),
    });
  }
  if (data !== "ok") {
    findings.push({
      check: "connection",
      severity: data,
      subjects,
      found: `its data connections are ${dataConnectionState ?? "not told"}${paths}`,
      ...(data !== "note" && {
        todo: "look at network, zoning and CHAP between the two arrays, then verify it in PowerStore Manager",
      }),
    });
  }
  return findings;
}
