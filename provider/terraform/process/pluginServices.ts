import type { ServerDuplexStream, ServerWritableStream, sendUnaryData } from "@grpc/grpc-js";
import type { Service } from "./service";

const empty = { serialize: () => Buffer.alloc(0), deserialize: () => ({}) };

function emptyMethod(path: string, streams: { readonly request?: boolean; readonly response?: boolean } = {}) {
  return {
    path,
    requestStream: streams.request ?? false,
    responseStream: streams.response ?? false,
    requestSerialize: empty.serialize,
    requestDeserialize: empty.deserialize,
    responseSerialize: empty.serialize,
    responseDeserialize: empty.deserialize,
  };
}

type Ends = {
  /** The one that has started this process has come. */
  readonly called: () => void;
  /** Terraform has no more to ask. */
  readonly shutdown: () => void;
  /** It has gone without a word, such as by SIGKILL. */
  readonly left: () => void;
};

/** What go-plugin asks of every plugin beside its own service: the end, and streams that stay open as long as it lives [TERRAFORM start, end]. */
export function pluginServices({ called, shutdown, left }: Ends): readonly Service[] {
  return [
    {
      definition: { Shutdown: emptyMethod("/plugin.GRPCController/Shutdown") },
      implementation: {
        Shutdown: (_: unknown, callback: sendUnaryData<unknown>) => {
          callback(null, {});
          shutdown();
        },
      },
    },
    {
      definition: { StreamStdio: emptyMethod("/plugin.GRPCStdio/StreamStdio", { response: true }) },
      implementation: {
        StreamStdio: (call: ServerWritableStream<unknown, unknown>) => {
          called();
          call.on("cancelled", left);
        },
      },
    },
    {
      definition: { StartStream: emptyMethod("/plugin.GRPCBroker/StartStream", { request: true, response: true }) },
      implementation: {
        StartStream: (call: ServerDuplexStream<unknown, unknown>) => {
          call.on("data", () => undefined);
          call.on("end", () => call.end());
        },
      },
    },
  ];
}
