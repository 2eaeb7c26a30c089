import type { ServerUnaryCall, ServerWritableStream, sendUnaryData, UntypedServiceImplementation } from "@grpc/grpc-js";
import type { Plugin } from "../plugin";
import { toServiceError } from "../serviceErrors";

type Calls = typeof import("../calls");

// Loaded with the first call: they bring most of the package, and the engine waits for the port before it calls.
const loadCalls = (): Calls => require("../calls");

/** What is built of the provider protocol; gRPC itself answers UNIMPLEMENTED for the rest. */
export function pluginService(plugin: Plugin): UntypedServiceImplementation {
  const unary =
    <Request, Response>(pick: (calls: Calls) => (plugin: Plugin, request: Request) => Promise<Response>) =>
    (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>) => {
      plugin.track(pick(loadCalls())(plugin, call.request)).then(
        (response) => callback(null, response),
        (error: unknown) => callback(toServiceError(error)),
      );
    };
  const streamed =
    <Request, Response>(pick: (calls: Calls) => (plugin: Plugin, request: Request) => Promise<readonly Response[]>) =>
    (call: ServerWritableStream<Request, Response>) => {
      plugin.track(pick(loadCalls())(plugin, call.request)).then(
        (responses) => {
          for (const response of responses) call.write(response);
          call.end();
        },
        (error: unknown) => call.emit("error", toServiceError(error)),
      );
    };
  return {
    handshake: unary((calls) => calls.handshake),
    attach: unary((calls) => calls.attach),
    getPluginInfo: unary((calls) => calls.getPluginInfo),
    getSchema: unary((calls) => calls.getSchema),
    checkConfig: unary((calls) => calls.checkConfig),
    diffConfig: unary((calls) => calls.diffConfig),
    configure: unary((calls) => calls.configure),
    check: unary((calls) => calls.check),
    diff: unary((calls) => calls.diff),
    create: unary((calls) => calls.create),
    read: unary((calls) => calls.read),
    update: unary((calls) => calls.update),
    delete: unary((calls) => calls.deleteResource),
    invoke: unary((calls) => calls.invoke),
    list: streamed((calls) => calls.list),
    cancel: unary((calls) => calls.cancel),
  };
}
