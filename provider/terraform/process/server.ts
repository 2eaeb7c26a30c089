import { Server, ServerCredentials } from "@grpc/grpc-js";
import type { Certificate } from "./certificate";
import { pluginServices } from "./pluginServices";
import type { OpenRun } from "./service";
import { providerService } from "./service";

/** Large waves make large messages; Terraform's own limit is the same. */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;

export type TerraformServer = {
  readonly port: number;
  /** Takes no more calls, and resolves when the answers under way have left. */
  drain(): Promise<void>;
};

export type Serving = {
  readonly open: OpenRun;
  readonly log: (text: string) => void;
  /** With that of Terraform, which is the only one that may connect; absent where it has turned that off. */
  readonly certificates: { readonly own: Certificate; readonly client: string } | undefined;
  readonly called: () => void;
  readonly shutdown: () => void;
  readonly left: () => void;
};

/** Serves on a free port of this machine, by the same way on every system. */
export async function serve({ open, log, certificates, ...ends }: Serving): Promise<TerraformServer> {
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
    "grpc.enable_channelz": 0,
  });
  for (const { definition, implementation } of [providerService(open, log), ...pluginServices(ends)]) {
    server.addService(definition, implementation);
  }
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", credentials(certificates), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { port, drain: () => new Promise<void>((resolve) => server.tryShutdown(() => resolve())) };
}

function credentials(certificates: Serving["certificates"]): ServerCredentials {
  if (!certificates) return ServerCredentials.createInsecure();
  const { own, client } = certificates;
  const pair = { private_key: own.key, cert_chain: own.certificate };
  return ServerCredentials.createSsl(Buffer.from(client), [pair], true);
}
