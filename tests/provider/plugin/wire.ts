import type { ServiceError } from "@grpc/grpc-js";
import { credentials } from "@grpc/grpc-js";
import type { PluginAttach, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type * as proto from "@pulumi/pulumi/proto/provider_pb";
import { ConfigureErrorMissingKeys, ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

export const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** A secret as the engine sends it. */
export const secret = (value: JavaScriptValue) => ({ [SIGNATURE]: SECRET, value });

export const struct = (values: object): Struct => Struct.fromJavaScript(values as Record<string, JavaScriptValue>);
export const plain = (message: Struct | undefined): Record<string, unknown> => message?.toJavaScript() ?? {};

export type Client = ReturnType<typeof connectClient>;

/** A client of the protocol with promises in place of callbacks. */
export function connectClient(port: number) {
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  const promised =
    <Request, Response>(method: (request: Request, callback: Callback<Response>) => unknown) =>
    (request: Request): Promise<Response> =>
      new Promise((resolve, reject) => {
        method.call(client, request, (error, response) => (error ? reject(error) : resolve(response)));
      });
  return {
    raw: client,
    handshake: promised<proto.ProviderHandshakeRequest, proto.ProviderHandshakeResponse>(client.handshake),
    attach: promised<PluginAttach, Empty>(client.attach),
    getPluginInfo: promised<Empty, PluginInfo>(client.getPluginInfo),
    getSchema: promised<proto.GetSchemaRequest, proto.GetSchemaResponse>(client.getSchema),
    checkConfig: promised<proto.CheckRequest, proto.CheckResponse>(client.checkConfig),
    diffConfig: promised<proto.DiffRequest, proto.DiffResponse>(client.diffConfig),
    configure: promised<proto.ConfigureRequest, proto.ConfigureResponse>(client.configure),
    check: promised<proto.CheckRequest, proto.CheckResponse>(client.check),
    diff: promised<proto.DiffRequest, proto.DiffResponse>(client.diff),
    create: promised<proto.CreateRequest, proto.CreateResponse>(client.create),
    read: promised<proto.ReadRequest, proto.ReadResponse>(client.read),
    update: promised<proto.UpdateRequest, proto.UpdateResponse>(client.update),
    delete: promised<proto.DeleteRequest, Empty>(client.delete),
    invoke: promised<proto.InvokeRequest, proto.InvokeResponse>(client.invoke),
    list: (request: proto.ListRequest): Promise<proto.ListResponse[]> =>
      new Promise((resolve, reject) => {
        const responses: proto.ListResponse[] = [];
        const stream = client.list(request);
        stream.on("data", (response: proto.ListResponse) => void responses.push(response));
        stream.on("error", reject);
        stream.on("end", () => resolve(responses));
      }),
    getMapping: promised<proto.GetMappingRequest, proto.GetMappingResponse>(client.getMapping),
    cancel: () => promised<Empty, Empty>(client.cancel)(new Empty()),
    close: () => client.close(),
  };
}

type Callback<Response> = (error: ServiceError | null, response: Response) => void;

/** The details that an error of a call carries. */
export function detailsOf(error: unknown): {
  readonly initFailed: ErrorResourceInitFailed | undefined;
  readonly missingKeys: ConfigureErrorMissingKeys | undefined;
} {
  const [bytes] = (error as ServiceError).metadata.get("grpc-status-details-bin");
  const details = bytes ? Status.deserializeBinary(bytes as Buffer).getDetailsList() : [];
  const unpack = <T>(deserialize: (bytes: Uint8Array) => T, name: string): T | undefined =>
    details.flatMap((any) => any.unpack(deserialize as never, name) ?? [])[0] as T | undefined;
  return {
    initFailed: unpack(ErrorResourceInitFailed.deserializeBinary, "pulumirpc.ErrorResourceInitFailed"),
    missingKeys: unpack(ConfigureErrorMissingKeys.deserializeBinary, "pulumirpc.ConfigureErrorMissingKeys"),
  };
}
