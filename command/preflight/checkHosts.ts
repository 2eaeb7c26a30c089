/** The hosts that use what is imported. */
import { isRunning, statusText } from "../../provider/lifecycle/importHostSystem/decide/decideAgent";
import { listed } from "../../provider/lifecycle/importWave/inputs/keys";
import { isMeantBy } from "../../provider/lifecycle/operation/reference";
import { comparableName } from "../../provider/powerstore/http/endpoint";
import type { Finding } from "./document";
import type { ArrayFacts } from "./facts";
import type { Matched } from "./matchImports";
import { isOpen } from "./matchImports";

type Facts = Pick<ArrayFacts, "hostSystems" | "hostVolumes" | "hosts" | "hostGroups">;

export function checkHosts(facts: Facts, matched: readonly Matched[] | undefined): readonly Finding[] {
  return [
    ...checkAgents(facts),
    ...(matched ? [...checkReferences(facts, matched), ...checkUsers(facts, matched)] : []),
  ];
}

function checkAgents({ hostSystems }: Facts): readonly Finding[] {
  if (hostSystems.length === 0) {
    const found = "there are no import hosts: what is not Agentless needs them";
    return [{ check: "host", severity: "note", found }];
  }
  const bad = hostSystems.filter((system) => !isRunning(system));
  const findings = bad.map(
    (system): Finding => ({
      check: "host",
      severity: "warning",
      subjects: [system.agentAddress ?? system.id],
      found: `its agent is ${statusText(system)}`,
      todo: "look at the host plugin there, then refresh the import host",
    }),
  );
  const good = hostSystems.length - bad.length;
  return [
    ...findings,
    ...(good > 0
      ? [{ check: "host", severity: "ok", found: `${good} import hosts have a running agent` } as const]
      : []),
  ];
}

/** Hosts and groups that an Agentless import maps its destination to. */
function checkReferences({ hosts, hostGroups }: Facts, matched: readonly Matched[]): readonly Finding[] {
  const groups = hostGroups.map(({ id, name }) => ({ id, name: typeof name === "string" ? name : undefined }));
  const users = new Map<string, string[]>();
  for (const { label, inputs } of matched) {
    const members = inputs.consistencyGroupMembers ?? [];
    const named = [...(inputs.hostIds ?? []), ...members.flatMap(({ hostIds }) => hostIds ?? [])];
    const grouped = [...(inputs.hostGroupIds ?? []), ...members.flatMap(({ hostGroupIds }) => hostGroupIds ?? [])];
    const missing = [
      ...named.filter((reference) => !hosts.some(isMeantBy(reference))).map((reference) => `host ${reference}`),
      ...grouped
        .filter((reference) => !groups.some(isMeantBy(reference)))
        .map((reference) => `host group ${reference}`),
    ];
    for (const one of new Set(missing)) users.set(one, [...(users.get(one) ?? []), label]);
  }
  return [...users].map(([missing, subjects]) => ({
    check: "host",
    severity: "error",
    subjects,
    found: `there is no ${missing}`,
    todo: "add it on PowerStore first, or correct hostIds and hostGroupIds",
  }));
}

/** Which hosts read and write the sources now, as far as agents tell: those that an Agentless import has to move by hand. */
function checkUsers({ hostSystems, hostVolumes }: Facts, matched: readonly Matched[]): readonly Finding[] {
  const addressOf = new Map(hostSystems.map(({ id, agentAddress }) => [id, agentAddress ?? id]));
  const byWwn = new Map<string, string[]>();
  for (const { naaId, importHostSystemId, activePath } of hostVolumes) {
    if (naaId === undefined || activePath !== "Source") continue;
    const key = plainWwn(naaId);
    byWwn.set(key, [...(byWwn.get(key) ?? []), addressOf.get(importHostSystemId ?? "") ?? "a host that is not told"]);
  }
  const hosts = new Set<string>();
  const inUse = matched.filter(isOpen).filter(({ source }) => {
    const wwn = source && "wwn" in source ? source.wwn : undefined;
    const users = (wwn !== undefined && byWwn.get(plainWwn(wwn))) || [];
    for (const user of users) hosts.add(user);
    return users.length > 0;
  });
  if (inUse.length === 0) return [];
  const subjects = inUse.map(({ label }) => label);
  return [{ check: "host", severity: "note", subjects, found: `in use by ${listed([...hosts])}` }];
}

/** The same world wide name with and without `naa.`, colons and capitals. */
const plainWwn = (text: string) => comparableName(text).replace(/^naa\.|[:.]/g, "");
