import type { ServerUnaryCall, sendUnaryData, UntypedServiceImplementation } from "@grpc/grpc-js";
import { check } from "./calls/check";
import { checkConfig, configure, diffConfig } from "./calls/configure";
import { diff } from "./calls/diff";
import { attach, cancel, getPluginInfo, getSchema, handshake } from "./calls/handshake";
import { invoke } from "./calls/invoke";
import { create, deleteResource, read, update } from "./calls/resource";
import { toServiceError } from "./errors";
import type { Plugin } from "./plugin";

/** What is built of the provider protocol; gRPC itself answers UNIMPLEMENTED for the rest. */
export function pluginService(plugin: Plugin): UntypedServiceImplementation {
  const unary =
    <Request, Response>(answer: (plugin: Plugin, request: Request) => Promise<Response>) =>
    (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>) => {
      plugin.track(answer(plugin, call.request)).then(
        (response) => callback(null, response),
        (error: unknown) => callback(toServiceError(error)),
      );
    };
  return {
    handshake: unary(handshake),
    attach: unary(attach),
    getPluginInfo: unary(getPluginInfo),
    getSchema: unary(getSchema),
    checkConfig: unary(checkConfig),
    diffConfig: unary(diffConfig),
    configure: unary(configure),
    check: unary(check),
    diff: unary(diff),
    create: unary(create),
    read: unary(read),
    update: unary(update),
    delete: unary(deleteResource),
    invoke: unary(invoke),
    cancel: unary(cancel),
  };
}
