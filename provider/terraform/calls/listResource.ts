/** What `terraform query` asks: all objects of a kind that there are, whoever made them [TERRAFORM lists]. */

import type { ResourceDefinition } from "../../lifecycle/operation/definition";
import { LifecycleError, messageOf } from "../../lifecycle/operation/lifecycleErrors";
import { NotFoundError, NotPowerStoreError, RefusedError } from "../../powerstore/http/powerStoreErrors";
import type { Message } from "../protocol/messages";
import type { State } from "../resource/resourceState";
import { identifying, stateOf } from "../resource/resourceState";
import type { Messages } from "../run/messages";
import type { TerraformRun } from "../run/terraformRun";
import type { ResourceSchema } from "../schema/resourceSchema";
import { fromDynamicValue, toDynamicValue } from "../values/dynamicValue";
import { failed } from "./failure";
import { RequestError, schemaOf } from "./resources";
import { checkArguments } from "./validate";

type Event = Message<"ListEvent">;
type Row = {
  readonly id: string;
  readonly name?: string;
  readonly parentSessionId?: string;
  readonly isSource?: boolean;
};

export async function validateListResourceConfig(
  run: TerraformRun,
  { typeName, config }: Message<"ValidateListRequest">,
): Promise<Message<"ValidateListResponse">> {
  const messages = run.messages();
  checkArguments(listOf(schemaOf(run, typeName)).query, fromDynamicValue(config), messages);
  return { diagnostics: messages.diagnostics };
}

/** One event for each object, at most `limit`; of what is a part of another one there is no resource, nor of what nothing is imported from. */
export async function listResource(
  run: TerraformRun,
  { typeName, config, includeResourceObject = false, limit }: Message<"ListRequest">,
  emit: (event: Event) => void,
): Promise<void> {
  const messages = run.messages();
  try {
    const schema = schemaOf(run, typeName);
    const { query, rows } = listOf(schema);
    const args = checkArguments(query, fromDynamicValue(config), messages);
    const answer = args ? await query.run(args, run.array(messages), run.signal) : {};
    const all = ((answer as Readonly<Record<string, unknown>>)[rows] ?? []) as readonly Row[];
    const own = all.filter(({ parentSessionId, isSource }) => parentSessionId === undefined && isSource !== false);
    for (const row of limit ? own.slice(0, limit) : own) {
      const object = includeResourceObject ? await objectOf(run, schema, row.id, messages) : undefined;
      emit({
        identity: { identityData: toDynamicValue({ id: row.id }) },
        displayName: row.name ?? row.id,
        ...(object && { resourceObject: toDynamicValue(object) }),
      });
    }
  } catch (error) {
    failed(messages, error);
  }
  if (messages.diagnostics.length > 0) emit({ diagnostic: messages.diagnostics });
}

/** Nothing but a warning where this one cannot be read: an event without the object has its identity all the same, and an error ends the list [TERRAFORM lists]. */
async function objectOf(
  run: TerraformRun,
  schema: ResourceSchema,
  id: string,
  messages: Messages,
): Promise<State | undefined> {
  const identity = run.recordedIdentity(schema, identifying(schema, {}), id);
  try {
    const found = await schema.definition.handler.read(id, undefined, run.context({ identity, messages }));
    return found && stateOf(schema, found.id, { ...found.outputs, ...found.inputs }, {});
  } catch (error) {
    if (run.signal.aborted || !isOfOne(error)) throw error;
    messages.warning(messageOf(error));
    return undefined;
  }
}

/** Not that the array cannot be heard, which the others would wait for as long. */
const isOfOne = (error: unknown): boolean =>
  [LifecycleError, NotFoundError, RefusedError, NotPowerStoreError].some((kind) => error instanceof kind);

function listOf({ definition }: ResourceSchema): NonNullable<ResourceDefinition["list"]> {
  if (definition.list) return definition.list;
  throw new RequestError(`resources of type ${definition.name} cannot be listed.`);
}
