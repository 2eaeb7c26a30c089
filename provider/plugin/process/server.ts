import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { Plugin } from "../plugin";
import { pluginService } from "./service";

/** Large stacks make large messages; the engine and the other SDKs use the same limit. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

export type PluginServer = {
  readonly port: number;
  /** Takes no more calls, and resolves when the answers under way have left, or after `seconds`. */
  drain(seconds: number): Promise<void>;
  /** Ends all connections at once. */
  stop(): void;
};

/** Serves the protocol on a free port of this machine; nobody outside of it can connect. */
export async function servePlugin(plugin: Plugin): Promise<PluginServer> {
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
    // Statistics of each call, which nobody can ask for here.
    "grpc.enable_channelz": 0,
  });
  server.addService(ResourceProviderService, pluginService(plugin));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    port,
    drain: (seconds) =>
      Promise.race([
        new Promise<void>((resolve) => server.tryShutdown(() => resolve())),
        plugin.options.clock.sleep(seconds),
      ]),
    stop: () => server.forceShutdown(),
  };
}
