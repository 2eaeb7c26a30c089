import type { ServerUnaryCall, sendUnaryData } from "@grpc/grpc-js";
import {
  CheckRequest,
  type CheckResponse,
  ConfigureRequest,
  CreateRequest,
  type CreateResponse,
  DeleteRequest,
  DiffRequest,
  type DiffResponse,
  ReadRequest,
  type ReadResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Clock } from "../../../provider/clock";
import { DynamicProvider } from "../../../provider/dynamic/provider";
import { privateLedger } from "../../../provider/lifecycle/engineRun/ledger";
import { Plugin } from "../../../provider/plugin/plugin";
import { pluginService } from "../../../provider/plugin/process/service";
import type { PowerStore } from "../../../provider/powerstore/api/contract";
import type { Connection } from "../../../provider/powerstore/http/contract";
import { PROVIDER } from "../../../sdk/dynamicCall";
import { plain, struct } from "../plugin/wire";

export type Properties = Record<string, unknown>;
export type Recorded = { readonly id: string; readonly inputs: Properties; readonly outputs: Properties };

/** One process of the provider as the engine sees it. */
export type Surface = {
  check(name: string, program: Properties): Promise<Properties>;
  create(name: string, inputs: Properties): Promise<Recorded>;
  read(name: string, recorded: Recorded): Promise<Recorded>;
  /** @returns whether the engine would see a change. */
  diff(name: string, recorded: Recorded, news: Properties): Promise<boolean>;
  delete(name: string, recorded: Recorded): Promise<void>;
  /** What the engine does at the end of every run. */
  end(): Promise<void>;
};

export type SurfaceOptions = {
  /** Of its resources: the last part of their type. */
  readonly type: string;
  readonly clock: Clock;
  readonly settings: Readonly<Record<string, string>>;
  readonly connect: (connection: Connection) => PowerStore;
};

export const surfaces: Readonly<Record<string, (options: SurfaceOptions) => Promise<Surface>>> = {
  dynamic: dynamicSurface,
  plugin: pluginSurface,
};

async function dynamicSurface({ type, clock, settings, connect }: SurfaceOptions): Promise<Surface> {
  let end = async () => {};
  const provider = new DynamicProvider({
    host: {
      engineAddress: undefined,
      environment: {},
      onCancel: () => undefined,
      onEnd: (listener) => {
        end = () => listener(false);
      },
    },
    clock,
    connect,
    sendLog: async () => undefined,
    ledger: () => privateLedger(),
  });
  await provider.configure({ config: { get: (key) => settings[key.replace("powerstore-import:", "")] } });
  const hidden = (name: string) => ({
    __provider: PROVIDER,
    __urn: `urn:pulumi:prod::shop::pulumi-nodejs:dynamic/powerstore-import:${type}::${name}`,
  });
  const own = (values: object) => values as Properties;
  return {
    check: async (name, program) => own((await provider.check({}, { ...program, ...hidden(name) })).inputs),
    create: async (_, inputs) => {
      const { id, outs } = await provider.create(inputs);
      return { id, inputs, outputs: own(outs) };
    },
    read: async (_, { id, outputs }) => {
      const result = await provider.read(id, outputs);
      return { id: result.id, inputs: own(result.inputs ?? {}), outputs: own(result.props) };
    },
    diff: async (_, { id, outputs }, news) => (await provider.diff(id, outputs, news)).changes,
    delete: (_, { id, outputs }) => provider.delete(id, outputs),
    end: () => end(),
  };
}

type Handler = (call: ServerUnaryCall<unknown, unknown>, callback: sendUnaryData<unknown>) => void;

/** The plugin's calls without a socket: what gRPC does with them takes real time, which the tests do not have. */
async function pluginSurface({ type, clock, settings, connect }: SurfaceOptions): Promise<Surface> {
  const plugin = new Plugin({
    version: "1.2.3",
    environment: {},
    clock,
    connect,
    sender: () => undefined,
    ledger: () => privateLedger(),
  });
  const service = pluginService(plugin) as Record<string, Handler>;
  const call = <Response>(method: string, request: object): Promise<Response> =>
    new Promise((resolve, reject) => {
      const answer: sendUnaryData<unknown> = (error, response) =>
        error ? reject(error) : resolve(response as Response);
      service[method]?.({ request } as ServerUnaryCall<unknown, unknown>, answer);
    });
  const urn = (name: string) => `urn:pulumi:prod::shop::powerstore-import:index:${type}::${name}`;
  await call(
    "configure",
    new ConfigureRequest()
      .setArgs(struct(settings))
      .setUrn("urn:pulumi:prod::shop::pulumi:providers:powerstore-import::default"),
  );
  return {
    check: async (name, program) =>
      plain(
        (await call<CheckResponse>("check", new CheckRequest().setUrn(urn(name)).setNews(struct(program)))).getInputs(),
      ),
    create: async (name, inputs) => {
      const response = await call<CreateResponse>(
        "create",
        new CreateRequest().setUrn(urn(name)).setProperties(struct(inputs)),
      );
      return { id: response.getId(), inputs, outputs: plain(response.getProperties()) };
    },
    read: async (name, { id, inputs, outputs }) => {
      const request = new ReadRequest()
        .setUrn(urn(name))
        .setId(id)
        .setProperties(struct(outputs))
        .setInputs(struct(inputs));
      const response = await call<ReadResponse>("read", request);
      return { id: response.getId(), inputs: plain(response.getInputs()), outputs: plain(response.getProperties()) };
    },
    diff: async (name, { id, outputs }, news) => {
      const request = new DiffRequest().setUrn(urn(name)).setId(id).setOlds(struct(outputs)).setNews(struct(news));
      return (await call<DiffResponse>("diff", request)).getDiffsList().length > 0;
    },
    delete: async (name, { id, inputs, outputs }) => {
      const request = new DeleteRequest()
        .setUrn(urn(name))
        .setId(id)
        .setProperties(struct(outputs))
        .setOldInputs(struct(inputs));
      await call("delete", request);
    },
    end: () => plugin.end(1),
  };
}
