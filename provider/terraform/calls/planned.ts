/** What the plans of a command make of recorded objects, noted for the calls that follow: an engine that tells no addresses and plans twice needs that. */

import type { HeldObject } from "../../lifecycle/operation/definition";
import type { ChangedParts, DiffResult } from "../../lifecycle/operation/handler";
import { RefusalError } from "../../lifecycle/operation/lifecycleErrors";
import { memberName } from "../../lifecycle/operation/memberUrn";
import type { State } from "../resource/resourceState";
import { identifying, idIn, recordedIn } from "../resource/resourceState";
import type { Messages } from "../run/messages";
import type { TerraformRun } from "../run/terraformRun";
import type { ResourceSchema } from "../schema/resourceSchema";
import { toSnakeCase, typeNameOf } from "../values/names";
import type { Ref, Wanting } from "./wanted";

/** States, by the ids of what was seen in them. */
export type Seen = Readonly<Record<string, string>>;

/** What a plan knows of the objects on record. */
export type Known = {
  readonly seen: Seen;
  readonly held: readonly Ref[];
  /** It keeps them, as far as that goes on: what is replaced by force, its own plan keeps first. */
  readonly isKept: boolean;
  /** What of them is in another entry of the state as well, which is kept. */
  readonly twofold: readonly Ref[];
};

/** How a plan goes on with what is recorded. */
export type Comparison = Pick<DiffResult<string>, "changes" | "replaces" | "parts">;

function heldBy(run: TerraformRun, schema: ResourceSchema, state: State): readonly HeldObject[] {
  const id = idIn(state);
  const { urn = "" } = run.recordedIdentity(schema, identifying(schema, state), id);
  return schema.definition.objects(id, recordedIn(schema, state), urn);
}

const refOf = ({ urn, object }: HeldObject): Ref => ({ urn, object });

/** Of what is on record, with the state in which each object was, by its id, when the plan decided to replace it. */
export function knownOf(run: TerraformRun, schema: ResourceSchema, state: State, isKept: boolean): Known {
  const held = heldBy(run, schema, state);
  const seen = held.map(({ urn, object }) => [object.id, run.engineRun.seenToReplace(urn, object)] as const);
  return {
    seen: Object.fromEntries(seen.flatMap(([id, each]) => (each === undefined ? [] : [[id, each]]))),
    held: held.map(refOf),
    isKept,
    twofold: [],
  };
}

/** Of what the new object that is planned takes the place of. */
export function knownOfFormer(run: TerraformRun, known: Known): Known {
  const { phases } = run.engineRun;
  if (known.isKept) phases.replacesByForce(known.held);
  return { ...known, isKept: false, twofold: phases.keptBeside(known.held) };
}

/** Who has or wants what is to be destroyed, as far as is planned by now: as another entry of it, to make it, or in the place of what it goes on with. */
export function noteDestroy(run: TerraformRun, schema: ResourceSchema, state: State): Wanting {
  const { phases } = run.engineRun;
  const held = heldBy(run, schema, state);
  phases.planned(held, "destroyed", { isLate: run.hasApplied });
  return {
    twofold: phases.twofold(held).map(refOf),
    wishes: phases.wishesFor(held),
    keepers: phases.keepersOf(held),
  };
}

/** A process reads what a state records, once for each entry. */
export function noteRead(run: TerraformRun, schema: ResourceSchema, state: State, messages: Messages): void {
  announceTwofold(schema, run.engineRun.phases.reads(heldBy(run, schema, state)), messages);
}

/** What is planned to go may not know it. */
function announceTwofold({ definition }: ResourceSchema, twofold: readonly HeldObject[], messages: Messages): void {
  for (const { urn, object } of twofold) {
    messages.warning(
      `${memberName(urn) ?? typeNameOf(definition.name)} (${object.id}) is in the state twice. Where one of the two goes, nothing is ended by that, and where both go, the last one ends it; but a saved plan (-out) that takes out or replaces one may not know of the other one, and ` +
        'ends it where its consent is on record. So take the one that is not to have it out of the state: a resource by a removed block with destroy = false, an import of a wave with on_remove = "leave".',
    );
  }
}

/**
 * Answers with what an update ends. Terraform plans again when it applies, by what was unknown before, and calls it a fault of the provider where an update has become a replacement [TERRAFORM unknowns]. So that is
 * an error of our own: nobody has seen the replacement.
 */
export function noteComparison(
  run: TerraformRun,
  schema: ResourceSchema,
  state: State,
  compared: Comparison,
  messages: Messages,
): readonly HeldObject[] {
  const { phases } = run.engineRun;
  const { parts, replaces } = compared;
  const held = heldBy(run, schema, state);
  const isReplaced = replaces.length > 0;
  const leaving = held.filter(({ object }) => isReplaced || parts?.leaving.has(object.id));
  const late = leaving.filter(({ urn, object }) => phases.isToUpdate(urn, object)).map(({ object }) => object.id);
  if (late.length > 0)
    throw isReplaced ? lateReplacement(schema, state, compared) : lateEnd(schema, state, late, parts);
  if (isReplaced) return [];
  announceTwofold(schema, phases.planned(held, "kept", { isLate: run.hasApplied, ending: parts?.ending }), messages);
  if (!compared.changes) return [];
  for (const { urn, object } of held) if (!parts || parts.open.has(object.id)) phases.toUpdate(urn, object);
  return held.filter(({ object }) => parts?.ending.has(object.id));
}

function lateEnd(
  { definition }: ResourceSchema,
  state: State,
  ids: readonly string[],
  parts: ChangedParts | undefined,
) {
  const paths = ids.map((id) => parts?.leaving.get(id) ?? id).join(", ");
  return new RefusalError(
    `changing ${typeNameOf(definition.name)} ${idIn(state)}: the plan did not know what becomes of ${paths}, which by what is known now would be ended, made anew or let go. ` +
      `Nothing was sent for any of it. Run "terraform apply" again: its plan knows, and shows that.`,
  );
}

function lateReplacement({ definition }: ResourceSchema, state: State, { replaces }: Comparison): RefusalError {
  return new RefusalError(
    `changing ${typeNameOf(definition.name)} ${idIn(state)}: the plan showed an update, but by what is known now ${replaces.map(toSnakeCase).join(", ")} would make it anew. ` +
      `Nothing was sent for it. Run "terraform apply" again: its plan knows the value, and shows the replacement.`,
  );
}

/** An update was sent, or a plan begins: one command has several where it is a `terraform test`. */
export function forgetUpdate(run: TerraformRun, schema: ResourceSchema, state: State): void {
  for (const { urn, object } of heldBy(run, schema, state)) run.engineRun.phases.updated(urn, object);
}

/** What a state records, as each process learns it that is to read, plan or apply it. */
export function noteRecorded(run: TerraformRun, schema: ResourceSchema, state: State): void {
  const id = idIn(state);
  const { nameOrigin } = run.recordedIdentity(schema, identifying(schema, state), id);
  const made =
    typeof nameOrigin === "string" ? schema.definition.objects(id, recordedIn(schema, state), nameOrigin) : [];
  for (const [at, { urn, object }] of heldBy(run, schema, state).entries())
    run.engineRun.phases.recordedAs(urn, object, made[at]?.urn);
}

/**
 * A resource is called by what it is made for (`identity` of its definition), and a read or a change may have found, or made, another name or spelling of that. What the account knew by the
 * former one would look like another entry of the same object, to which a delete leaves it.
 */
export function noteRenamed(run: TerraformRun, schema: ResourceSchema, former: State, state: State): void {
  const id = idIn(state);
  const { urn: formerUrn = "" } = run.recordedIdentity(schema, identifying(schema, former), idIn(former));
  const called = schema.definition.objects(id, recordedIn(schema, state), formerUrn);
  for (const [at, { urn, object }] of heldBy(run, schema, state).entries()) {
    const before = called[at]?.urn;
    if (before !== undefined && before !== urn) run.engineRun.phases.renamed(before, urn, object);
  }
}

/** What a read or a delete has found gone can be made again in this command. */
export function noteGone(run: TerraformRun, schema: ResourceSchema, state: State): void {
  const { nameOrigin } = run.originOf(schema, identifying(schema, state));
  const { clusterId } = recordedIn(schema, state);
  if (typeof nameOrigin === "string" && typeof clusterId === "string")
    run.engineRun.phases.isGone(nameOrigin, clusterId);
}
