import type { CreateRequest, DeleteRequest, ReadRequest, UpdateRequest } from "@pulumi/pulumi/proto/provider_pb";
import { CreateResponse, ReadResponse, UpdateResponse } from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { findImportedId } from "../../lifecycle/importSession/act/importing";
import { previewCreate, previewUpdate } from "../../lifecycle/importSession/act/preview";
import { withinReadTimeout } from "../../lifecycle/importSession/act/readTimeout";
import { outputsToDelete, readableOutputs } from "../../lifecycle/importSession/inputs/importSessionOutputs";
import type { ImportSessionInputs } from "../../lifecycle/importSession/inputs/inputs";
import type { OperationContext } from "../../lifecycle/operation/handler";
import { hasUnknown } from "../../lifecycle/operation/unknown";
import { RequestError, withSecrets } from "../errors";
import type { Plugin } from "../plugin";
import type { FromStruct } from "../values/fromStruct";
import { fromStruct } from "../values/fromStruct";
import { toStruct } from "../values/toStruct";
import { assertImportSession } from "./resourceType";

export async function create(plugin: Plugin, request: CreateRequest): Promise<CreateResponse> {
  assertImportSession(request);
  const { values, secrets } = fromStruct(request.getProperties());
  if (request.getPreview()) {
    const outputs = await operate(plugin, request, secrets, async (context) => previewCreate(values, context));
    return new CreateResponse().setProperties(toStruct(outputs, secrets));
  }
  const inputs = knownInputs(values);
  const { id, outputs } = await operate(plugin, request, secrets, (context) => plugin.handler.create(inputs, context));
  return new CreateResponse().setId(id).setProperties(toStruct(outputs, secrets));
}

/** An import sends the id alone, `get` no outputs, a refresh everything. No id in the answer: gone. */
export async function read(plugin: Plugin, request: ReadRequest): Promise<ReadResponse> {
  assertImportSession(request);
  const properties = fromStruct(request.getProperties());
  const inputs = fromStruct(request.getInputs());
  const isRecorded = Object.keys(properties.values).length > 0;
  const recorded = readableOutputs(isRecorded ? properties.values : inputs.values);
  const secrets = new Set([...properties.secrets, ...inputs.secrets]);
  const about = { id: request.getId(), recorded };
  const readNow = async (context: OperationContext) => {
    if (Object.keys(recorded).length > 0) return plugin.handler.read(about.id, recorded, context);
    const id = await findImportedId(about.id, context);
    return id === undefined ? undefined : plugin.handler.read(id, undefined, context);
  };
  const result = await operate(plugin, request, secrets, (context) => withinReadTimeout(about, context, readNow));
  if (!result) return new ReadResponse();
  return new ReadResponse()
    .setId(result.id)
    .setProperties(toStruct(result.outputs, secrets))
    .setInputs(toStruct(result.inputs, secrets));
}

export async function update(plugin: Plugin, request: UpdateRequest): Promise<UpdateResponse> {
  assertImportSession(request);
  const recorded = readableOutputs(fromStruct(request.getOlds()).values);
  const { values, secrets } = fromStruct(request.getNews());
  if (request.getPreview()) {
    const outputs = await operate(plugin, request, secrets, async (context) =>
      previewUpdate(recorded, values, context),
    );
    return new UpdateResponse().setProperties(toStruct(outputs, secrets));
  }
  const inputs = knownInputs(values);
  const outputs = await operate(plugin, request, secrets, (context) =>
    plugin.handler.update(request.getId(), recorded, inputs, context),
  );
  return new UpdateResponse().setProperties(toStruct(outputs, secrets));
}

export async function deleteResource(plugin: Plugin, request: DeleteRequest): Promise<Empty> {
  assertImportSession(request);
  const properties = fromStruct(request.getProperties());
  const recorded = outputsToDelete(properties.values, fromStruct(request.getOldInputs()).values);
  const id = request.getId();
  plugin.run.rememberSecrets(id, properties.secrets);
  await operate(plugin, request, properties.secrets, (context) => plugin.handler.delete(id, recorded, context));
  return new Empty();
}

/** Inputs that have been checked. Engines send unknowns in previews only; to do something else than the program says would be worse than an error. */
function knownInputs(values: FromStruct["values"]): ImportSessionInputs {
  const unknown = Object.keys(values).filter((name) => hasUnknown(values[name]));
  if (unknown.length > 0) throw new RequestError(`${unknown.join(", ")}: not known yet, which only a preview may be.`);
  return values as ImportSessionInputs;
}

type ResourceRequest = { getUrn(): string; getTimeout(): number; getIgnorechangesList?(): string[] };

async function operate<T>(
  plugin: Plugin,
  request: ResourceRequest,
  secrets: FromStruct["secrets"],
  work: (context: OperationContext) => Promise<T>,
): Promise<T> {
  const about = {
    urn: request.getUrn(),
    timeoutSeconds: request.getTimeout(),
    ignored: request.getIgnorechangesList?.() ?? [],
  };
  return withSecrets(
    secrets,
    (id) => plugin.run.formerSecrets(id),
    () => plugin.run.operate(plugin, about, work),
  );
}
