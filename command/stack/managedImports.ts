/** The imports that a stack has: its ImportSessions and the members of its ImportWaves, of both surfaces, as far as they can be read. Pure. */
import type { Hold } from "../../provider/lifecycle/importSession/decide/holds";
import { failuresAmong, holdOf } from "../../provider/lifecycle/importWave/decide/hold";
import { ignoredOf, wishesOf } from "../../provider/lifecycle/importWave/inputs/member";
import type { MemberStatus, Members } from "../../provider/lifecycle/importWave/inputs/outputs";
import { partsOf } from "../../provider/lifecycle/operation/memberUrn";
import type { StackResource } from "./stackResources";

type Properties = Readonly<Record<string, unknown>>;

export type ManagedImport = {
  readonly urn: string;
  /** `database`, or of a member of a wave `night["db-01"]`. */
  readonly resource: string;
  /** The wave's name; absent for an ImportSession. */
  readonly wave?: string;
  /** The array that it is on, as far as it is recorded. */
  readonly clusterId?: string;
  /** Absent for a member that has not begun. */
  readonly sessionId?: string;
  /** What the last run has recorded of the program: all inputs of an import, windows among them. */
  readonly inputs: Properties;
  /** What it has recorded of the session. */
  readonly recorded: Properties;
  /** Property paths of the option ignoreChanges, as its own, as far as the state has them. */
  readonly ignored: readonly string[];
  /** A replacement has deleted it, and could not create: the next run begins it. */
  readonly isToBegin?: true;
  /** Of a member that its wave has no more: what the wave says of those. Absent: the program wants it. */
  readonly onRemove?: string;
  /** Why its wave starts nothing new and cuts nothing over. */
  readonly brake?: Hold;
};

export function managedImports(resources: readonly StackResource[]): readonly ManagedImport[] {
  return resources.flatMap((resource) => {
    switch (typeNameOf(resource.type)) {
      case "ImportSession":
        return [sessionOf(resource)];
      case "ImportWave":
        // Nobody knows which of them have begun: secretWaves.ts tells of those.
        return resource.hasSecretMembers ? [] : membersOf(resource);
      default:
        return [];
    }
  });
}

const TYPE = /^(?:powerstore-import:index:|pulumi-nodejs:dynamic\/powerstore-import:)(\w+)$/;

/** The name of a resource of this package, whichever surface it is of. */
export const typeNameOf = (type: string): string | undefined => TYPE.exec(type)?.[1];

function sessionOf({ urn, id, inputs = {}, outputs = {}, pendingReplacement }: StackResource): ManagedImport {
  return {
    urn,
    resource: partsOf(urn).name,
    ...textAt(outputs, "clusterId"),
    ...(id && { sessionId: id }),
    ...(pendingReplacement && { isToBegin: true }),
    inputs,
    recorded: outputs,
    ignored: ignoredIn(inputs),
  };
}

function membersOf({ urn, inputs = {}, outputs = {}, pendingReplacement }: StackResource): readonly ManagedImport[] {
  const wave = partsOf(urn).name;
  const members = (isMap(outputs.members) ? outputs.members : {}) as Members;
  const program = withSessions(inputs, members);
  const keys = new Set([...Object.keys(program.sessions), ...Object.keys(members)]);
  const brake = holdOf(inputs, failuresAmong(members, program));
  return [...keys].map((key) => {
    const status: MemberStatus = members[key] ?? {};
    const wishes = wishesOf(program, key);
    return {
      urn,
      resource: `${wave}[${JSON.stringify(key)}]`,
      wave,
      ...textAt(outputs, "clusterId"),
      ...(status.id !== undefined && { sessionId: status.id }),
      ...(pendingReplacement && { isToBegin: true }),
      // An update that failed to take it out has recorded inputs without it, and kept the member with its own.
      inputs: wishes ?? status.applied ?? {},
      recorded: { ...status },
      ignored: ignoredOf(ignoredIn(inputs), key),
      ...(wishes === undefined && { onRemove: textAt(inputs, "onRemove").onRemove ?? "refuse" }),
      ...(brake && { brake }),
    };
  });
}

/** Where the map of a wave cannot be read it has those that are recorded, and of each is known what the wave says of all. */
function withSessions(inputs: Properties, members: Members): Properties & { readonly sessions: Properties } {
  const { sessions } = inputs;
  if (isMap(sessions)) return { ...inputs, sessions };
  return { ...inputs, sessions: Object.fromEntries(Object.keys(members).map((key) => [key, {}])) };
}

const isMap = (value: unknown): value is Properties => typeof value === "object" && value !== null;

function textAt<Name extends string>(properties: Properties, name: Name): { readonly [N in Name]?: string } {
  const value = properties[name];
  return (typeof value === "string" ? { [name]: value } : {}) as { readonly [N in Name]?: string };
}

/** The dynamic classes hand it on; of a resource of the plugin no state file tells it. */
function ignoredIn({ __ignoreChanges: paths }: Properties): readonly string[] {
  return Array.isArray(paths) ? paths.filter((path) => typeof path === "string") : [];
}
