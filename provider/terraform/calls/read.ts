import { withinReadTimeout } from "../../lifecycle/operation/readTimeout";
import type { Message } from "../protocol/messages";
import type { State } from "../resource/resourceState";
import { complete, identifying, idIn, isState, recordedIn, stateOf } from "../resource/resourceState";
import { timeoutIn } from "../resource/timeouts";
import type { Messages } from "../run/messages";
import type { TerraformRun } from "../run/terraformRun";
import type { ResourceSchema } from "../schema/resourceSchema";
import { fromDynamicValue, toDynamicValue } from "../values/dynamicValue";
import { failed } from "./failure";
import { identityOf, idOfIdentity } from "./identityData";
import { forgetUpdate, noteGone, noteRead, noteRenamed } from "./planned";
import { schemaOf } from "./resources";

/** The object as it is; null when it is certainly gone. */
export async function readResource(
  run: TerraformRun,
  { typeName, currentState, private: kept }: Message<"ReadResourceRequest">,
): Promise<Message<"ReadResourceResponse">> {
  const schema = schemaOf(run, typeName);
  const messages = run.messages();
  const current = fromDynamicValue(currentState);
  if (!isState(current)) return { newState: toDynamicValue(null) };
  const state = await read(run, schema, current, messages);
  return {
    newState: toDynamicValue(state ?? null),
    ...(kept && { private: kept }),
    ...(state && { newIdentity: identityOf(state) }),
    diagnostics: messages.diagnostics,
  };
}

async function read(
  run: TerraformRun,
  schema: ResourceSchema,
  current: State,
  messages: Messages,
): Promise<State | undefined> {
  const { handler } = schema.definition;
  const id = idIn(current);
  const recorded = recordedIn(schema, current);
  const known = Object.keys(recorded).length > 0 ? recorded : undefined;
  const identity = run.recordedIdentity(schema, identifying(schema, current), id);
  const context = run.context({ identity, messages, timeoutSeconds: timeoutIn(current, "read") });
  try {
    forgetUpdate(run, schema, current);
    // What is read for an import is on record of nobody yet.
    if (!run.takesImported(id)) noteRead(run, schema, current, messages);
    const about = { id, recorded: known };
    const found = await withinReadTimeout(handler, about, context, (limited) => handler.read(id, known, limited));
    if (!found) return void noteGone(run, schema, current);
    const state = stateOf(schema, found.id, { ...found.outputs, ...found.inputs }, current);
    noteRenamed(run, schema, current, state);
    return state;
  } catch (error) {
    failed(messages, error);
    return current;
  }
}

/** By id, by `name:<name>`, or by an identity. What is there is read by the next call. */
export async function importResourceState(
  run: TerraformRun,
  { typeName = "", id, identity }: Message<"ImportResourceStateRequest">,
): Promise<Message<"ImportResourceStateResponse">> {
  const schema = schemaOf(run, typeName);
  const messages = run.messages();
  const reference = id || (idOfIdentity(identity) ?? "");
  try {
    const context = run.context({ identity: run.identityToCreate(schema, {}), messages });
    const found = await schema.definition.handler.findImported(reference, context);
    if (found === undefined) {
      messages.error(
        `importing ${typeName} ${reference}: there is no such object on ${run.array(messages).powerStore.endpoint}.`,
      );
      return { diagnostics: messages.diagnostics };
    }
    const state = complete(schema, { id: found });
    run.imports(found);
    const imported = { typeName, state: toDynamicValue(state), identity: identityOf(state) };
    return { importedResources: [imported], diagnostics: messages.diagnostics };
  } catch (error) {
    failed(messages, error);
    return { diagnostics: messages.diagnostics };
  }
}
