import type { IncomingHttpHeaders } from "node:http";
import type { MethodDefinition, ServiceError } from "@grpc/grpc-js";
import { Metadata } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type * as proto from "@pulumi/pulumi/proto/provider_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Plugin } from "../../../provider/plugin/plugin";
import { pluginService } from "../../../provider/plugin/process/service";

/** The calls of an engine's run, by their names in the service: request and response. */
type Methods = {
  checkConfig: [proto.CheckRequest, proto.CheckResponse];
  configure: [proto.ConfigureRequest, proto.ConfigureResponse];
  check: [proto.CheckRequest, proto.CheckResponse];
  diff: [proto.DiffRequest, proto.DiffResponse];
  create: [proto.CreateRequest, proto.CreateResponse];
  read: [proto.ReadRequest, proto.ReadResponse];
  update: [proto.UpdateRequest, proto.UpdateResponse];
  delete: [proto.DeleteRequest, Empty];
  cancel: [Empty, Empty];
};

export type Method = keyof Methods;
export type Request<Name extends Method> = Methods[Name][0];
export type Response<Name extends Method> = Methods[Name][1];
export type Call = <Name extends Method>(name: Name, request: Request<Name>) => Promise<Response<Name>>;

type Handle = (call: { request: unknown }, callback: (error: ServiceError | null, response: never) => void) => void;

/**
 * Calls the plugin's service as gRPC would, with the service's own serialisers: bytes cross, and of an error its code, text and metadata. Only
 * the socket is left out, which would not wait for the virtual clock. A call begins before this returns.
 */
export function callsOf(plugin: Plugin): Call {
  const service = pluginService(plugin) as unknown as Readonly<Record<Method, Handle>>;
  return <Name extends Method>(name: Name, request: Request<Name>) =>
    new Promise<Response<Name>>((resolve, reject) => {
      const method = ResourceProviderService[name] as unknown as MethodDefinition<Request<Name>, Response<Name>>;
      const received = method.requestDeserialize(method.requestSerialize(request));
      service[name]({ request: received }, (error, response) => {
        if (error) reject(acrossTheWire(error));
        else resolve(method.responseDeserialize(method.responseSerialize(response)));
      });
    });
}

function acrossTheWire({ code, details, metadata }: ServiceError): ServiceError {
  const received = Metadata.fromHttp2Headers(metadata.toHttp2Headers() as IncomingHttpHeaders);
  return Object.assign(new Error(details), { code, details, metadata: received });
}
