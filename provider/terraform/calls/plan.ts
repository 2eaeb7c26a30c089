import { isDeepStrictEqual } from "node:util";
import type { DiffResult, OperationContext, RawInputs } from "../../lifecycle/operation/handler";
import { hasUnknown, UNKNOWN } from "../../lifecycle/operation/unknown";
import type { Message } from "../protocol/messages";
import type { State } from "../resource/resourceState";
import { identifying, idIn, inputsIn, isState, mayCancel, recordedIn, stateOf } from "../resource/resourceState";
import type { Messages } from "../run/messages";
import type { TerraformRun } from "../run/terraformRun";
import type { ResourceSchema } from "../schema/resourceSchema";
import { CANCEL_ON_DESTROY } from "../schema/resourceSchema";
import type { Attribute } from "../values/attributeType";
import { toAttributes } from "../values/convert";
import { fromDynamicValue, toDynamicValue } from "../values/dynamicValue";
import { toSnakeCase, typeNameOf } from "../values/names";
import { checkConfiguration } from "./check";
import { DEPOSED } from "./deposedText";
import { failed } from "./failure";
import { knownOf, knownOfFormer, noteComparison, noteDestroy } from "./planned";
import { keptConfiguration, knownBefore } from "./plannedConfiguration";
import { schemaOf } from "./resources";
import { announceClashes, announceWanted, isWanted, keptWishes } from "./wanted";

type Response = Message<"PlanResourceChangeResponse">;

/** What an apply would do. Nothing is sent but reads, and those only where a replacement or a refusal is in sight. */
export async function planResourceChange(
  run: TerraformRun,
  { typeName, priorState, proposedNewState, config, priorPrivate }: Message<"PlanResourceChangeRequest">,
): Promise<Response> {
  const schema = schemaOf(run, typeName);
  const messages = run.messages();
  const [prior, proposed, given] = [priorState, proposedNewState, config].map(fromDynamicValue);
  if (!isState(proposed) || !isState(given)) {
    const kept = isState(prior) ? planDestroy(run, schema, prior, messages) : undefined;
    const plannedState = toDynamicValue(null);
    return { plannedState, ...(kept && { plannedPrivate: kept }), diagnostics: messages.diagnostics };
  }
  try {
    const known = isState(prior) ? prior : undefined;
    // Before anything is ended by the same command: no delete takes away what a create wants.
    const wanted = known ? {} : run.identityToCreate(schema, identifying(schema, given));
    const moot = known ? mootIn(schema, known, given) : {};
    const config = { ...given, ...moot };
    const inputs = checkConfiguration(run, schema, { config, prior: known, wanted }, messages);
    if (messages.hasErrors) return { diagnostics: messages.diagnostics };
    const plan = await (known
      ? planChange(run, schema, { prior: known, config, moot, given, inputs, messages })
      : planCreate(run, schema, { config, inputs, messages }));
    announceClashes(run, messages);
    const about = known
      ? knownOf(run, schema, known, plan.requiresReplace === undefined)
      : knownOfFormer(run, knownBefore(priorPrivate));
    const kept = keptConfiguration(schema, config, about);
    return { ...plan, ...(kept && { plannedPrivate: kept }), diagnostics: messages.diagnostics };
  } catch (error) {
    failed(messages, error);
    return { diagnostics: messages.diagnostics };
  }
}

/** Of what is to be destroyed, that is: nothing is asked here of what is tainted or replaced by force. */
function planDestroy(
  run: TerraformRun,
  schema: ResourceSchema,
  prior: State,
  messages: Messages,
): Uint8Array | undefined {
  const wanting = noteDestroy(run, schema, prior);
  if (!isWanted(wanting)) return void announceRefusal(schema, prior, messages);
  announceWanted(wanting, `${typeNameOf(schema.definition.name)} ${idIn(prior)}`, messages);
  return keptWishes(wanting);
}

function announceRefusal(schema: ResourceSchema, prior: State, messages: Messages): void {
  const count = schema.definition.atStake?.(recordedIn(schema, prior)) ?? 0;
  if (count === 0 || mayCancel(prior)) return;
  const what = count === 1 ? "an import that is under way" : `${count} imports that are under way`;
  messages.warning(
    `the destroy of ${typeNameOf(schema.definition.name)} ${idIn(prior)} will be refused: it would end ${what}, and nothing on record allows that. To end what is copied, set ${CANCEL_ON_DESTROY} = true ` +
      `and apply that first; to let it go on without this resource, use a removed block with destroy = false. ${DEPOSED}`,
  );
}

type Wanted = { readonly config: State; readonly inputs: RawInputs; readonly messages: Messages };

function planCreate(run: TerraformRun, schema: ResourceSchema, { config, inputs, messages }: Wanted): Response {
  const identity = run.identityToCreate(schema, identifying(schema, config));
  const outputs = schema.definition.handler.previewCreate(inputs, run.context({ identity, messages }));
  return { plannedState: toDynamicValue(asConfigured(schema, stateOf(schema, UNKNOWN, outputs, config), config)) };
}

/**
 * What is recorded, in the place of inputs of which nothing comes any more. Terraform takes a planned value that is the recorded one for the provider's word that the configuration means the
 * same [TERRAFORM values]: one that is computed in each run would be an update in each plan.
 */
function mootIn(schema: ResourceSchema, prior: State, given: State): State {
  const names = schema.definition.moot(recordedIn(schema, prior)).map(toSnakeCase);
  const said = names.filter((name) => (given[name] ?? null) !== null && (prior[name] ?? null) !== null);
  return Object.fromEntries(said.map((name) => [name, prior[name]]));
}

type Change = Wanted & {
  readonly prior: State;
  /** What stands in the configuration in the place of what was given. */
  readonly moot: State;
  readonly given: State;
};

async function planChange(
  run: TerraformRun,
  schema: ResourceSchema,
  { prior, config, moot, given, inputs, messages }: Change,
): Promise<Response> {
  const { handler } = schema.definition;
  const id = idIn(prior);
  const recorded = recordedIn(schema, prior);
  const identity = run.recordedIdentity(schema, identifying(schema, prior), id);
  const context = run.context({ identity, messages });
  const result = await handler.diff(id, recorded, inputs, context);
  announceClashes(run, messages, noteComparison(run, schema, prior, result, messages));
  const outputs = result.changes ? handler.previewUpdate(recorded, inputs, context) : recorded;
  const isReplaced = result.replaces.length > 0;
  const planned = asConfigured(schema, stateOf(schema, isReplaced ? UNKNOWN : id, outputs, config), config);
  if (isReplaced) return { plannedState: toDynamicValue(planned), requiresReplace: pathsOf(result) };
  const promised = withoutPromises(schema, planned, { prior, result, inputs, context });
  return {
    plannedState: toDynamicValue(
      isDeepStrictEqual(promised, prior) ? promised : { ...promised, ...openIn(moot, given) },
    ),
  };
}

/** What is not known by now may be nothing by the time of the apply, which then plans without it. */
const openIn = (moot: State, given: State): State =>
  Object.fromEntries(Object.keys(moot).flatMap((name) => (hasUnknown(given[name]) ? [[name, given[name]]] : [])));

type Update = {
  readonly prior: State;
  readonly result: DiffResult<string>;
  readonly inputs: RawInputs;
  readonly context: OperationContext;
};

/**
 * An update without what the array may have moved meanwhile: where nothing else shows as one, for Terraform calls nothing else an update; and where its apply,
 * which plans again, may find by then that there is more to do [TERRAFORM unknowns].
 */
function withoutPromises(schema: ResourceSchema, planned: State, { prior, result, inputs, context }: Update): State {
  const { lasting, lastingParts, dependsOnTime } = schema.definition;
  const isSeen = !isDeepStrictEqual(planned, prior);
  if (isSeen ? !dependsOnTime?.(inputs) : !result.changes) return planned;
  // An input that has a value, which nobody wishes and nothing is to change, has it from the array.
  const isGiven = ({ name, property }: Attribute) =>
    !result.changes && inputs[property] === undefined && prior[name] !== null;
  const moves = ({ name, property }: Attribute) => planned[name] === null || !lasting.includes(property);
  const moving = schema.recorded.filter((each) => (schema.inputs.includes(each) ? isGiven(each) : moves(each)));
  const unknown = Object.fromEntries(moving.map(({ property }) => [property, UNKNOWN]));
  const parts = lastingParts(recordedIn(schema, prior), inputs, context);
  return { ...planned, ...toAttributes(moving, { ...unknown, ...parts }) };
}

/** A replacement counts only where the planned value differs, which the id of a new object always does. */
const pathsOf = ({ replaces }: DiffResult<string>): Message<"AttributePath">[] =>
  ["id", ...replaces.map(toSnakeCase)].map((attributeName) => ({ steps: [{ attributeName }] }));

/** What a configuration says has to be planned as it stands there [TERRAFORM values]; what is write-only is planned nowhere. */
function asConfigured(schema: ResourceSchema, planned: State, config: State): State {
  const said = schema.inputs.filter(
    ({ name, writeOnly }) => !writeOnly && config[name] !== null && config[name] !== undefined,
  );
  const asGiven = toAttributes(said, inputsIn(schema, config));
  return { ...planned, ...asGiven };
}
