import { systemClock } from "../clock";
import type { Report } from "../lifecycle/operation/handler";

/** A malformed URN crashes the command line [ENGINE messages], an unknown one is the engine's unknown mark. */
const urnPattern = /^urn:pulumi:.+::.+::.+::.+$/;

export type LogSeverity = "info" | "warning";
export type SendLog = (message: {
  readonly severity: LogSeverity;
  readonly text: string;
  readonly urn: string;
  readonly ephemeral: boolean;
}) => Promise<void>;

/** Messages for a resource's row; `settled` resolves when all that were sent have arrived or failed. */
export type EngineReport = Report & {
  /** Progress on a row of its own, of what is no resource; it settles with the others. */
  rowOf(urn: string): Pick<Report, "progress">;
  settled(): Promise<void>;
};

export function reportTo(send: SendLog | undefined, urn: string | undefined): EngineReport {
  const underWay = new Set<Promise<void>>();
  /** The last message of each row: the engine takes those that come at the same time in any order, and would show an old progress for ever. */
  const last = new Map<string, Promise<void>>();
  let isInOrder = true;
  const log = (severity: LogSeverity, text: string, ephemeral: boolean, to = urn) => {
    if (!send || !to || !urnPattern.test(to)) return;
    const former = isInOrder ? last.get(to) : undefined;
    const message = { severity, text, urn: to, ephemeral };
    // A message that cannot be shown must never fail an operation on the array, and nothing waits behind an engine that takes none.
    const sending = (former ? former.then(() => send(message)) : send(message))
      .catch(() => {
        isInOrder = false;
      })
      .finally(() => underWay.delete(sending));
    underWay.add(sending);
    last.set(to, sending);
  };
  return {
    warning: (text) => log("warning", text, false),
    info: (text) => log("info", text, false),
    progress: (text) => log("info", text, true),
    rowOf: (row) => ({ progress: (text) => log("info", text, true, row) }),
    settled: async () => {
      await Promise.all(underWay);
    },
  };
}

/** A message that the engine does not take within this time is given up. */
const SEND_MILLISECONDS = 2000;

/** What a message is sent with: gRPC, and the SDK's description of the engine's service for that very copy of gRPC. */
export type EngineModules = {
  readonly grpc: typeof import("@grpc/grpc-js");
  readonly service: typeof import("@pulumi/pulumi/proto/engine_grpc_pb");
  readonly messages: typeof import("@pulumi/pulumi/proto/engine_pb");
};

/**
 * Sends by the engine's own service; the host hands its address to the process as an argument, after flags [PULUMI start, log].
 * @param load called with the first message: most runs of most programs have none
 */
export function engineSender(address: string | undefined, load: () => EngineModules): SendLog | undefined {
  if (!address || !/^[\w.[\]-]+:\d+$/.test(address)) return undefined;
  const connect = () => {
    const { grpc, service, messages } = load();
    const client = new service.EngineClient(address, grpc.credentials.createInsecure(), { "grpc.enable_channelz": 0 });
    return { client, messages, metadata: new grpc.Metadata() };
  };
  let connection: ReturnType<typeof connect> | undefined;
  return ({ severity, text, urn, ephemeral }) =>
    new Promise((resolve, reject) => {
      connection ??= connect();
      const { client, messages, metadata } = connection;
      const request = new messages.LogRequest();
      request.setSeverity(severity === "warning" ? messages.LogSeverity.WARNING : messages.LogSeverity.INFO);
      request.setMessage(text);
      request.setUrn(urn);
      request.setEphemeral(ephemeral);
      // gRPC takes a time of day.
      const deadline = systemClock.now() + SEND_MILLISECONDS;
      client.log(request, metadata, { deadline }, (error) => (error ? reject(error) : resolve()));
    });
}
