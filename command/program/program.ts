/** What a program wants imported: the resources that it has, and the imports in them. */
import { EngineRun } from "../../provider/lifecycle/engineRun/engineRun";
import { importSession } from "../../provider/lifecycle/importSession/importSession";
import type { ImportSessionInputs } from "../../provider/lifecycle/importSession/inputs/inputs";
import type { ImportSessionOutputs } from "../../provider/lifecycle/importSession/inputs/outputs";
import type { RecordedMember } from "../../provider/lifecycle/importWave/inputs/member";
import { memberInputs, recordedMember } from "../../provider/lifecycle/importWave/inputs/member";
import type { Members } from "../../provider/lifecycle/importWave/inputs/outputs";
import type { CheckFailure, RawInputs, RunSettings } from "../../provider/lifecycle/operation/handler";
import { readableOutputs } from "../../provider/lifecycle/operation/recorded";
import { resources } from "../../provider/lifecycle/resources";
import { resolveRunSettings } from "../../provider/lifecycle/settings/config";
import type { Environment } from "../../provider/lifecycle/settings/environment";
import type { Settings } from "../../provider/lifecycle/settings/settings";

export type ProgramResource = {
  readonly kind: "ImportSession" | "ImportWave";
  readonly urn: string;
  /** Its logical name. */
  readonly name: string;
  /** As the program gives them; checked, defaults filled in. */
  readonly inputs: RawInputs;
  /** Property paths of its option ignoreChanges, as far as a stack has them. */
  readonly ignored?: readonly string[];
  /** Those of its provider that hold for a run, as far as they are known: the environment comes first. */
  readonly settings?: Settings;
  /** What a stack has recorded of it. */
  readonly recorded?: { readonly id: string; readonly outputs: RawInputs };
  /** What is recorded of its imports is a secret: none has begun, all are done, or nobody knows which of them have begun. */
  readonly secret?: "waits" | "done" | "begun";
};

/** One import that a program wants. */
export type WantedImport = {
  /** How the program calls it: `db-01`, or `night-1/db-01` in a wave. */
  readonly label: string;
  readonly inputs: ImportSessionInputs;
  /** Its session as a stack has recorded it. */
  readonly sessionId?: string;
  /** What the stack has recorded of that session, as far as this version understands it. */
  readonly recorded?: Partial<ImportSessionOutputs>;
  /** `global_id` of the cluster that the stack has recorded. */
  readonly clusterId?: string;
};

export type Checked = {
  readonly resource: ProgramResource;
  readonly failures: readonly CheckFailure[];
  /** Why nothing is known of its imports, in a clause. */
  readonly hidden?: string;
};

/** A resource as the provider's check would take it, and what it would refuse. Sends nothing. */
export function checkResource(resource: ProgramResource, environment: Environment): Checked {
  const { recorded } = resource;
  const { inputs, failures } = handlerOf(resource).check(recorded?.outputs, resource.inputs, {
    ...originOf(resource, environment),
    run: new EngineRun(),
  });
  return { resource: { ...resource, inputs }, failures };
}

/** The same for whoever goes by its imports: a wave that hides them has none. */
export function checkImports(resource: ProgramResource, environment: Environment): Checked {
  const { secret } = resource;
  if (secret === undefined) return checkResource(resource, environment);
  const without = { resource: { ...resource, inputs: {} }, failures: [] };
  if (secret === "done") return without;
  const checked = secret === "waits" ? checkResource(resource, environment) : undefined;
  // What it lacks may be the secret.
  return checked?.failures.length === 0 ? checked : { ...without, hidden: HIDDEN };
}

const HIDDEN = "an input of it is a secret, and so are its imports in the stack's state";

export function handlerOf({ kind }: Pick<ProgramResource, "kind">) {
  const definition = resources[kind];
  if (!definition) throw new TypeError(`there is no resource ${kind}`);
  return definition.handler;
}

export function originOf(
  { urn, settings = {} }: Pick<ProgramResource, "urn" | "settings">,
  environment: Environment,
): { readonly urn: string; readonly settings: RunSettings } {
  return { urn, settings: resolveRunSettings(settings, environment) };
}

/** @param checked as `checkResource` leaves it */
export function wantedImports(checked: ProgramResource, environment: Environment): readonly WantedImport[] {
  const { kind, name, inputs, recorded } = checked;
  const clusterId = recorded?.outputs.clusterId;
  const place = typeof clusterId === "string" ? { clusterId } : {};
  if (kind === "ImportSession") {
    const own = inputs as unknown as ImportSessionInputs;
    const known = recorded && { ...recorded, outputs: readableOutputs(importSession, recorded.outputs) };
    return [{ label: name, inputs: own, ...place, ...(known && asRecorded(known)) }];
  }
  const { sessions } = inputs;
  if (typeof sessions !== "object" || sessions === null) return [];
  const members = (recorded?.outputs.members ?? {}) as Members;
  const origin = originOf(checked, environment);
  return Object.keys(sessions).flatMap((key) => {
    const status = members[key] ?? {};
    const wanted = memberInputs(inputs, key, status, origin);
    const known = recorded && recordedMember(recorded.outputs, key, status, origin);
    const label = `${name}/${key}`;
    return wanted ? [{ label, inputs: wanted, ...place, ...(known && asRecorded(known)) }] : [];
  });
}

const asRecorded = ({ id, outputs }: RecordedMember): Pick<WantedImport, "sessionId" | "recorded"> => ({
  sessionId: id,
  recorded: outputs as Partial<ImportSessionOutputs>,
});
