import type {
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
  sendUnaryData,
  UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type { Message } from "../protocol/messages";
import type { EventOf, MethodName, RequestOf, ResponseOf, StreamName, StreamRequestOf } from "../protocol/methods";
import { methods, streams } from "../protocol/methods";
import type { TerraformRun } from "../run/terraformRun";
import { preparedAnswer } from "./answers";

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
    ValidateActionConfig: (request) => loadCalls().validateActionConfig(open(), request),
    PlanAction: (request) => loadCalls().planAction(open(), request),
    ValidateListResourceConfig: (request) => loadCalls().validateListResourceConfig(open(), request),
    // The first Ctrl-C: what is under way answers at once with what there is.
    StopProvider: async () => {
      open().stop();
      return {};
    },
  };
}

type Streams = {
  readonly [Name in StreamName]: (
    request: Message<StreamRequestOf<Name>>,
    emit: (event: Message<EventOf<Name>>) => void,
  ) => Promise<void>;
};

/** Those that tell what happens while it does. */
const streamHandlers = (open: OpenRun): Streams => ({
  InvokeAction: (request, emit) => loadCalls().invokeAction(open(), request, emit),
  ListResource: (request, emit) => loadCalls().listResource(open(), request, emit),
});

export type Service = { readonly definition: ServiceDefinition; readonly implementation: UntypedServiceImplementation };

export function providerService(open: OpenRun, log: (text: string) => void): Service {
  const all = handlers(open, log) as Readonly<Record<string, (request: unknown) => Promise<unknown>>>;
  const unary = Object.entries(all).map(([name, handle]) => [
    name,
    ({ request }: ServerUnaryCall<unknown, unknown>, callback: sendUnaryData<unknown>) => {
      const prepared = preparedAnswer(name);
      if (prepared) return callback(null, prepared);
      open()
        .track(begin(() => handle(request)))
        .then(
          (response) => callback(null, response),
          (error: unknown) => callback(error as Error),
        );
    },
  ]);
  const streamed = Object.entries(streamHandlers(open)).map(([name, handle]) => [
    name,
    streaming(open, handle as Stream),
  ]);
  return { definition: providerDefinition, implementation: Object.fromEntries([...unary, ...streamed]) };
}

type Stream = (request: unknown, emit: (event: unknown) => void) => Promise<void>;

function streaming(open: OpenRun, handle: Stream) {
  return (call: ServerWritableStream<unknown, unknown>) => {
    open()
      .track(begin(() => handle(call.request, (event) => call.write(event))))
      .then(
        () => call.end(),
        (error: unknown) => call.destroy(error as Error),
      );
  };
}

/** Begins before it returns: a Ctrl-C is not to wait behind anything. */
const begin = async <T>(work: () => Promise<T>): Promise<T> => work();

const providerDefinition: ServiceDefinition = Object.fromEntries(
  Object.entries({ ...methods, ...streams }).map(([name, [request, response]]) => [
    name,
    {
      path: `/tfplugin6.Provider/${name}`,
      requestStream: false,
      responseStream: name in streams,
      requestSerialize: (message: object) => loadCodec().encodeMessage(request, message),
      requestDeserialize: (bytes: Buffer) => (request === "Empty" ? {} : loadCodec().decodeMessage(request, bytes)),
      responseSerialize: (message: object) =>
        Buffer.isBuffer(message) ? message : loadCodec().encodeMessage(response, message),
      responseDeserialize: (bytes: Buffer) => loadCodec().decodeMessage(response, bytes),
    },
  ]),
);
