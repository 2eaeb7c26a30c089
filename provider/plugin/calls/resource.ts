import { isDeepStrictEqual } from "node:util";
import type { CreateRequest, DeleteRequest, ReadRequest, UpdateRequest } from "@pulumi/pulumi/proto/provider_pb";
import { CreateResponse, ReadResponse, UpdateResponse } from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { ResourceDefinition } from "../../lifecycle/operation/definition";
import type { OperationContext, RawInputs } from "../../lifecycle/operation/handler";
import { IncompleteError, NotReplacedError } from "../../lifecycle/operation/lifecycleErrors";
import { withinReadTimeout } from "../../lifecycle/operation/readTimeout";
import { outputsToDelete, readableOutputs } from "../../lifecycle/operation/recorded";
import { hasUnknown } from "../../lifecycle/operation/unknown";
import type { Plugin } from "../plugin";
import { incompleteError, RequestError } from "../serviceErrors";
import type { FromStruct } from "../values/fromStruct";
import { fromStruct } from "../values/fromStruct";
import { toStruct } from "../values/toStruct";
import { resourceOf } from "./requestedResource";

export async function create(plugin: Plugin, request: CreateRequest): Promise<CreateResponse> {
  const definition = resourceOf(plugin, request);
  const { handler } = definition;
  const { values, secrets } = sentTo(definition, request.getProperties());
  if (request.getPreview()) {
    const outputs = await operate(
      plugin,
      request,
      () => secrets,
      async (context) => handler.previewCreate(values, context),
    );
    return new CreateResponse().setProperties(toStruct(outputs, secrets));
  }
  const inputs = knownInputs(values);
  const { id, outputs } = await operate(
    plugin,
    request,
    () => secrets,
    (context) => handler.create(inputs, context),
  );
  return new CreateResponse().setId(id).setProperties(toStruct(outputs, secrets));
}

/** An import sends the id alone, `get` no outputs, a refresh everything. No id in the answer: gone. */
export async function read(plugin: Plugin, request: ReadRequest): Promise<ReadResponse> {
  const definition = resourceOf(plugin, request);
  const { handler } = definition;
  const properties = sentTo(definition, request.getProperties());
  const inputs = sentTo(definition, request.getInputs());
  const isRecorded = Object.keys(properties.values).length > 0;
  const recorded = readableOutputs(definition, isRecorded ? properties.values : inputs.values);
  const secrets = new Set([...properties.secrets, ...inputs.secrets]);
  const about = { id: request.getId(), recorded };
  const readNow = async (context: OperationContext) => {
    if (Object.keys(recorded).length > 0) return handler.read(about.id, recorded, context);
    const id = await handler.findImported(about.id, context);
    const found = id === undefined ? undefined : await handler.read(id, undefined, context);
    // An engine compares ids as they are written: what is looked up by its name it takes for another than it has on record, and deletes that.
    if (found) context.run.lookedUp(context.urn, { clusterId: found.outputs.clusterId as string, id: found.id });
    return found;
  };
  const result = await operate(
    plugin,
    request,
    () => secrets,
    (context) => withinReadTimeout(handler, about, context, readNow),
  );
  if (!result) return new ReadResponse();
  return new ReadResponse()
    .setId(result.id)
    .setProperties(toStruct(result.outputs, secrets))
    .setInputs(toStruct(result.inputs, secrets));
}

export async function update(plugin: Plugin, request: UpdateRequest): Promise<UpdateResponse> {
  const definition = resourceOf(plugin, request);
  const { handler } = definition;
  const olds = sentTo(definition, request.getOlds());
  const recorded = readableOutputs(definition, olds.values);
  const news = sentTo(definition, request.getNews());
  const secretsIn = (outputs: RawInputs) => new Set([...news.secrets, ...leftSecrets(definition, outputs, olds, news)]);
  if (request.getPreview()) {
    const outputs = await operate(plugin, request, secretsIn, async (context) =>
      handler.previewUpdate(recorded, news.values, context),
    );
    return new UpdateResponse().setProperties(toStruct(outputs, secretsIn(outputs)));
  }
  const inputs = knownInputs(news.values);
  const outputs = await operate(plugin, request, secretsIn, (context) =>
    handler.update(request.getId(), recorded, inputs, context),
  );
  return new UpdateResponse().setProperties(toStruct(outputs, secretsIn(outputs)));
}

/** What an update leaves as it is on record though the program says otherwise, for it has not come to it, is as secret as it is there. */
function leftSecrets(
  { inputs, repeating }: ResourceDefinition,
  outputs: RawInputs,
  olds: FromStruct,
  news: FromStruct,
): readonly string[] {
  const names = [...Object.keys(inputs), ...Object.keys(repeating)];
  return names.filter((name) => olds.secrets.has(name) && !isDeepStrictEqual(outputs[name], news.values[name]));
}

export async function deleteResource(plugin: Plugin, request: DeleteRequest): Promise<Empty> {
  const definition = resourceOf(plugin, request);
  const properties = sentTo(definition, request.getProperties());
  const recorded = outputsToDelete(definition, properties.values, fromStruct(request.getOldInputs()).values);
  const id = request.getId();
  plugin.run.rememberSecrets(id, properties.secrets);
  await operate(
    plugin,
    request,
    () => properties.secrets,
    (context) => definition.handler.delete(id, recorded, context),
  );
  return new Empty();
}

/**
 * What is secret by its nature stays so in the state, however it came, and also where it did not come: an answer holds more than it was sent. So is what
 * repeats a secret.
 */
export function sentTo({ secrets: always, repeating }: ResourceDefinition, sent: Struct | undefined): FromStruct {
  const { values, secrets } = fromStruct(sent);
  const repeated = Object.keys(repeating).filter((output) => repeating[output]?.some((name) => secrets.has(name)));
  return { values, secrets: new Set([...secrets, ...always, ...repeated]) };
}

/** Inputs that have been checked. Engines send unknowns in previews only; to do something else than the program says would be worse than an error. */
function knownInputs(values: FromStruct["values"]): RawInputs {
  const unknown = Object.keys(values).filter((name) => hasUnknown(values[name]));
  if (unknown.length > 0) throw new RequestError(`${unknown.join(", ")}: not known yet, which only a preview may be.`);
  return values;
}

type ResourceRequest = { getUrn(): string; getTimeout(): number; getIgnorechangesList?(): string[] };

async function operate<T>(
  plugin: Plugin,
  request: ResourceRequest,
  secretsIn: (outputs: RawInputs) => FromStruct["secrets"],
  work: (context: OperationContext) => Promise<T>,
): Promise<T> {
  const about = {
    urn: request.getUrn(),
    timeoutSeconds: request.getTimeout(),
    ignored: request.getIgnorechangesList?.() ?? [],
  };
  try {
    return await plugin.run.operate(plugin, about, work);
  } catch (error) {
    if (!(error instanceof IncompleteError)) throw error;
    // What was to be replaced and is kept has its own secrets.
    const isFormer = error instanceof NotReplacedError;
    const outputs = error.outputs as RawInputs;
    throw incompleteError(error, isFormer ? plugin.run.formerSecrets(error.id) : secretsIn(outputs));
  }
}
