import type {
  ServerDuplexStream,
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
  sendUnaryData,
  UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type { Message } from "../protocol/messages";
import type { MethodName, RequestOf, ResponseOf } from "../protocol/methods";
import { methods } from "../protocol/methods";
import type { TerraformRun } from "../run/terraformRun";

type Calls = typeof import("../calls");

/** Loaded with the first call: they bring most of the package, and Terraform waits for the handshake before it calls. */
const loadCalls = (): Calls => require("../calls");
/** So is what reads and writes messages. */
const loadCodec = () => require("../protocol/codec") as typeof import("../protocol/codec");

type Handlers = {
  readonly [Name in MethodName]: (request: Message<RequestOf<Name>>) => Promise<Message<ResponseOf<Name>>>;
};

/** What the calls of a process share; made with the first of them. */
export type OpenRun = () => TerraformRun;

/** The provider's own calls. */
function handlers(open: OpenRun, log: (text: string) => void): Handlers {
  return {
    GetProviderSchema: () => loadCalls().getProviderSchema(open()),
    GetResourceIdentitySchemas: () => loadCalls().getResourceIdentitySchemas(open()),
    ValidateProviderConfig: (request) => loadCalls().validateProviderConfig(open(), request),
    ValidateResourceConfig: (request) => loadCalls().validateResourceConfig(open(), request),
    ValidateDataResourceConfig: (request) => loadCalls().validateDataResourceConfig(open(), request),
    ConfigureProvider: (request) => loadCalls().configureProvider(open(), request),
    UpgradeResourceState: (request) => loadCalls().upgradeResourceState(open(), request),
    UpgradeResourceIdentity: (request) => loadCalls().upgradeResourceIdentity(open(), request),
    ReadResource: (request) => loadCalls().readResource(open(), request),
    PlanResourceChange: (request) => loadCalls().planResourceChange(open(), request),
    ApplyResourceChange: (request) => loadCalls().applyResourceChange(open(), request, log),
    ImportResourceState: (request) => loadCalls().importResourceState(open(), request),
    ReadDataSource: (request) => loadCalls().readDataSource(open(), request),
    // The first Ctrl-C: what is under way answers at once with what there is.
    StopProvider: async () => {
      open().stop();
      return {};
    },
  };
}

type Service = { readonly definition: ServiceDefinition; readonly implementation: UntypedServiceImplementation };

export function providerService(open: OpenRun, log: (text: string) => void): Service {
  const all = handlers(open, log) as Readonly<Record<string, (request: unknown) => Promise<unknown>>>;
  const implementation = Object.entries(all).map(([name, handle]) => [
    name,
    ({ request }: ServerUnaryCall<unknown, unknown>, callback: sendUnaryData<unknown>) => {
      open()
        .track(begin(() => handle(request)))
        .then(
          (response) => callback(null, response),
          (error: unknown) => callback(error as Error),
        );
    },
  ]);
  return { definition: providerDefinition, implementation: Object.fromEntries(implementation) };
}

/** Begins before it returns: a Ctrl-C is not to wait behind anything. */
const begin = async <T>(work: () => Promise<T>): Promise<T> => work();

const providerDefinition: ServiceDefinition = Object.fromEntries(
  Object.entries(methods).map(([name, [request, response]]) => [
    name,
    {
      path: `/tfplugin6.Provider/${name}`,
      requestStream: false,
      responseStream: false,
      requestSerialize: (message: object) => loadCodec().encodeMessage(request, message),
      requestDeserialize: (bytes: Buffer) => loadCodec().decodeMessage(request, bytes),
      responseSerialize: (message: object) => loadCodec().encodeMessage(response, message),
      responseDeserialize: (bytes: Buffer) => loadCodec().decodeMessage(response, bytes),
    },
  ]),
);

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
  /** Terraform has no more to ask. */
  readonly shutdown: () => void;
  /** It has gone without a word, such as by SIGKILL. */
  readonly left: () => void;
};

/** What go-plugin asks of every plugin beside its own service: the end, and streams that stay open as long as it lives [TERRAFORM start, end]. */
export function pluginServices({ shutdown, left }: Ends): readonly Service[] {
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
