import type { OperationContext, RawInputs, Successor } from "../../lifecycle/operation/handler";
import { IncompleteError, messageOf } from "../../lifecycle/operation/lifecycleErrors";
import { outputsToDelete } from "../../lifecycle/operation/recorded";
import type { Message } from "../protocol/messages";
import type { State } from "../resource/resourceState";
import { complete, identifying, idIn, isState, mayCancel, recordedIn, stateOf } from "../resource/resourceState";
import type { TimeoutName } from "../resource/timeouts";
import { timeoutIn } from "../resource/timeouts";
import type { Messages } from "../run/messages";
import type { TerraformRun } from "../run/terraformRun";
import type { ResourceSchema } from "../schema/resourceSchema";
import { CANCEL_ON_DESTROY } from "../schema/resourceSchema";
import { asPlanned } from "../values/convert";
import { fromDynamicValue, toDynamicValue } from "../values/dynamicValue";
import { typeNameOf } from "../values/names";
import { checkConfiguration } from "./check";
import type { Claim } from "./claim";
import { claim } from "./claim";
import { DEPOSED } from "./deposedText";
import { failed } from "./failure";
import { identityOf } from "./identityData";
import type { Known } from "./planned";
import { forgetUpdate, noteGone, noteRenamed } from "./planned";
import { plannedConfiguration, successorOf } from "./plannedConfiguration";
import { schemaOf } from "./resources";
import { noteWishes } from "./wanted";

type Response = Message<"ApplyResourceChangeResponse">;

type Applying = {
  readonly run: TerraformRun;
  readonly schema: ResourceSchema;
  readonly messages: Messages;
};

/** Answers with what is to be recorded, whatever happens: an error of the call itself would lose the id of what was made [TERRAFORM errors]. */
export async function applyResourceChange(
  run: TerraformRun,
  { typeName, priorState, plannedState, config, plannedPrivate }: Message<"ApplyResourceChangeRequest">,
  log: (text: string) => void,
): Promise<Response> {
  run.applies();
  const messages = run.messages(log);
  const schema = schemaOf(run, typeName);
  const applying = { run, schema, messages };
  const [prior, planned, given] = [priorState, plannedState, config].map(fromDynamicValue);
  if (!isState(planned)) noteWishes(run, plannedPrivate);
  const state = await apply(applying, {
    prior: isState(prior) ? prior : undefined,
    planned: isState(planned) ? planned : undefined,
    config: isState(given) ? plannedConfiguration(plannedPrivate, given) : {},
    successor: isState(planned) ? undefined : successorOf(run, schema, plannedPrivate),
  });
  if (isState(prior) && state) noteRenamed(run, schema, prior, state);
  return {
    newState: state ? written(schema, state, messages) : toDynamicValue(null),
    ...(state && { newIdentity: identityOf(state) }),
    diagnostics: messages.diagnostics,
  };
}

/** What cannot be written down is left out, so that the id stays. */
function written(schema: ResourceSchema, state: State, messages: Messages): Message<"DynamicValue"> {
  try {
    return toDynamicValue(state);
  } catch (error) {
    failed(messages, error);
    return toDynamicValue(complete(schema, { id: idIn(state) }));
  }
}

type Change = {
  readonly prior: State | undefined;
  readonly planned: State | undefined;
  readonly config: State;
  readonly successor: (Successor & Known) | undefined;
};

function apply(applying: Applying, { prior, planned, config, successor }: Change): Promise<State | undefined> {
  if (!planned) return remove(applying, prior ?? {}, successor);
  return prior ? update(applying, prior, planned, config) : create(applying, planned, config);
}

/** Once there is an id it is never an error, which would taint the object: what is still to be done is a warning, and an update of the next plan [TERRAFORM incomplete]. */
async function create(applying: Applying, planned: State, config: State): Promise<State | undefined> {
  const { run, schema, messages } = applying;
  const record = (id: string, outputs: RawInputs) => asPlanned(planned, stateOf(schema, id, outputs, planned)) as State;
  let claimed: Claim | undefined;
  try {
    const inputs = checkConfiguration(run, schema, { config, prior: undefined }, messages);
    if (messages.hasErrors) return undefined;
    const identity = run.identityToCreate(schema, identifying(schema, config));
    claimed = claim(run, identity.urn, twinText(schema));
    const context = claimed.around(contextOf(applying, identity, config, "create"));
    const { id, outputs } = await schema.definition.handler.create(inputs, context);
    return record(id, outputs);
  } catch (error) {
    if (error instanceof IncompleteError && hasObjects(schema, error)) {
      messages.warning(`Created, but not yet as it is to be: ${messageOf(error)}`);
      return record(error.id, error.outputs as RawInputs);
    }
    claimed?.giveBack();
    if (error instanceof IncompleteError) messages.error(`${nothingBegun(schema)} ${messageOf(error)}`);
    else failed(messages, error);
    return undefined;
  }
}

/** Of what is many objects, such as a wave, none may be there: then there is nothing to keep. */
const hasObjects = ({ definition }: ResourceSchema, { id, outputs }: IncompleteError) =>
  definition.objects(id, outputs as RawInputs, "").length > 0;

const nothingBegun = ({ definition: { name } }: ResourceSchema) =>
  `creating ${typeNameOf(name)}: nothing of it is there, so nothing is recorded.`;

const twinText = ({ definition: { identity, name } }: ResourceSchema) =>
  `creating ${typeNameOf(name)}: another resource of this configuration is made for the same ${identity.join(" and ")}, and an object can be one resource's only. Nothing was sent for this one: take it out.`;

/** An error leaves the object as it is, with what was recorded [TERRAFORM incomplete]: the next apply goes on. */
async function update(applying: Applying, prior: State, planned: State, config: State): Promise<State> {
  const { run, schema, messages } = applying;
  const id = idIn(prior);
  const inputs = checkConfiguration(run, schema, { config, prior }, messages);
  if (messages.hasErrors) return prior;
  const identity = run.recordedIdentity(schema, identifying(schema, prior), id);
  try {
    const context = contextOf(applying, identity, config, "update");
    forgetUpdate(run, schema, prior);
    const outputs = await schema.definition.handler.update(id, recordedIn(schema, prior), inputs, context);
    return asPlanned(planned, stateOf(schema, id, outputs, planned)) as State;
  } catch (error) {
    failed(messages, error);
    if (!(error instanceof IncompleteError)) return prior;
    return stateOf(schema, id, error.outputs as RawInputs, planned);
  }
}

async function remove(
  applying: Applying,
  prior: State,
  successor: (Successor & Known) | undefined,
): Promise<State | undefined> {
  const { run, schema, messages } = applying;
  for (const each of successor?.twofold ?? []) run.engineRun.phases.isTwice(each);
  const id = idIn(prior);
  const recorded = recordedIn(schema, prior);
  const identity = run.recordedIdentity(schema, identifying(schema, prior), id);
  const context = contextOf(applying, identity, prior, "delete");
  let left = prior;
  try {
    await schema.definition.handler.delete(id, outputsToDelete(schema.definition, recorded, {}), {
      ...context,
      recordLeft: (outputs) => {
        left = stateOf(schema, id, { ...recorded, ...outputs }, prior);
      },
      successor,
      ...(schema.definition.atStake && !mayCancel(prior) && { keepsCopies: KEEPS }),
    });
    noteGone(run, schema, prior);
    // A create that follows in this process is the second half of a replacement, and is shown nothing of what was there.
    if (typeof identity.nameOrigin === "string") run.engineRun.remember(identity.nameOrigin, recorded);
    return undefined;
  } catch (error) {
    failed(messages, error);
    return left;
  }
}

const KEEPS =
  `it would cancel a copy that is under way, and nothing on record allows that. If the copy is to end, set ${CANCEL_ON_DESTROY} = true, apply that alone, and destroy or replace it then; where it is tainted, ` +
  'run "terraform untaint <address>" before, or each apply would end here; ' +
  `if it is to go on without this resource, take it out of the state by a removed block with destroy = false. ${DEPOSED}`;

function contextOf(
  { run, messages }: Applying,
  identity: Pick<OperationContext, "urn" | "nameOrigin" | "nameStem">,
  state: State,
  operation: TimeoutName,
): OperationContext {
  return run.context({ identity, messages, timeoutSeconds: timeoutIn(state, operation) });
}
