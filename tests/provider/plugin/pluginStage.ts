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
  UpdateRequest,
  type UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Ledger } from "../../../provider/lifecycle/engineRun/ledger";
import { privateLedger } from "../../../provider/lifecycle/engineRun/ledger";
import type { Resources } from "../../../provider/lifecycle/operation/definition";
import { Plugin } from "../../../provider/plugin/plugin";
import { servePlugin } from "../../../provider/plugin/process/server";
import { connect } from "../../../provider/powerstore/powerStore";
import type { Simulator, SimulatorOptions } from "../../../simulator/src";
import { startSimulator } from "../../../simulator/src";
import { clockFrom } from "../../clock";
import type { Client } from "./wire";
import { connectClient, plain, struct } from "./wire";

const SESSION_URN = "urn:pulumi:prod::shop::powerstore-import:index:ImportSession::db-01";

export { SESSION_URN as URN };
export const DEFAULT_PROVIDER_URN = "urn:pulumi:prod::shop::pulumi:providers:powerstore-import::default_0_1_0";
export const source = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-vol-01" };

export type Message = { severity: string; text: string; urn: string; ephemeral: boolean };

/** The plugin in this process, spoken to over real gRPC, with the simulator's time and an environment of its own. */
export type PluginStage = {
  readonly simulator: Simulator;
  readonly plugin: Plugin;
  readonly client: Client;
  readonly environment: Record<string, string | undefined>;
  readonly messages: Message[];
  configure(args?: object, urn?: string): Promise<unknown>;
  check(news: object, olds?: object): Promise<CheckResponse>;
  diff(id: string, olds: object, news: object): Promise<DiffResponse>;
  create(inputs: object, options?: { preview?: boolean; timeout?: number }): Promise<CreateResponse>;
  read(id: string, properties?: object, inputs?: object): Promise<ReadResponse>;
  update(
    id: string,
    olds: object,
    news: object,
    options?: { preview?: boolean; timeout?: number },
  ): Promise<UpdateResponse>;
  /** In a run of its own: no engine deletes what it has created or updated in the same run, but for a replacement. */
  delete(id: string, properties: object, oldInputs?: object): Promise<unknown>;
  /** check and create, as an engine does for a new resource. */
  created(inputs?: object): Promise<{ id: string; inputs: Record<string, unknown>; outputs: Record<string, unknown> }>;
  /** Changing requests, ids replaced, logins left out. */
  changes(): string[];
  /** Called in every wait, before its time passes. */
  whileWaiting: (() => Promise<unknown>) | undefined;
  close(): Promise<void>;
};

type Played = { readonly resources?: Resources; readonly urn?: string; readonly ledger?: () => Ledger };

/** @param played which resources there are, and which of them is played; absent: ImportSession. */
export async function openPluginStage(
  options: SimulatorOptions = {},
  { resources, urn = SESSION_URN, ledger = privateLedger }: Played = {},
): Promise<PluginStage> {
  const simulator = await startSimulator(options);
  const clock = clockFrom(
    () => simulator.now(),
    async (seconds, signal) => {
      await stage.whileWaiting?.();
      if (signal?.aborted) throw signal.reason;
      simulator.advance(seconds);
    },
  );
  const environment: Record<string, string | undefined> = {};
  const messages: Message[] = [];
  const plugin = new Plugin({
    version: "1.2.3",
    environment,
    clock,
    connect: (connection, connectOptions) => connect(connection, { ...connectOptions, random: () => 0.5 }),
    sender: () => async (message) => {
      messages.push({ ...message });
    },
    ledger: () => ledger(),
    ...(resources && { resources }),
  });
  const server = await servePlugin(plugin);
  const client = connectClient(server.port);
  const { endpoint, username, password, caCertificate } = simulator;
  const settings = { endpoint, username, password, caCertificate };
  let configuration: { args: object; urn: string } = { args: settings, urn: DEFAULT_PROVIDER_URN };
  const stage: PluginStage = {
    simulator,
    plugin,
    client,
    environment,
    messages,
    configure: (args = settings, providerUrn = DEFAULT_PROVIDER_URN) => {
      configuration = { args, urn: providerUrn };
      return client.configure(new ConfigureRequest().setArgs(struct(args)).setUrn(providerUrn));
    },
    check: (news, olds) => {
      const request = new CheckRequest().setUrn(urn).setNews(struct(news));
      return client.check(olds ? request.setOlds(struct(olds)) : request);
    },
    diff: (id, olds, news) =>
      client.diff(new DiffRequest().setUrn(urn).setId(id).setOlds(struct(olds)).setNews(struct(news))),
    create: (inputs, { preview = false, timeout = 0 } = {}) =>
      client.create(
        new CreateRequest().setUrn(urn).setProperties(struct(inputs)).setPreview(preview).setTimeout(timeout),
      ),
    read: (id, properties, inputs) => {
      const request = new ReadRequest().setUrn(urn).setId(id);
      if (properties) request.setProperties(struct(properties));
      if (inputs) request.setInputs(struct(inputs));
      return client.read(request);
    },
    update: (id, olds, news, { preview = false, timeout = 0 } = {}) => {
      const request = new UpdateRequest().setUrn(urn).setId(id).setOlds(struct(olds)).setNews(struct(news));
      return client.update(request.setPreview(preview).setTimeout(timeout));
    },
    delete: async (id, properties, oldInputs) => {
      await stage.configure(configuration.args, configuration.urn);
      const request = new DeleteRequest().setUrn(urn).setId(id).setProperties(struct(properties));
      return client.delete(oldInputs ? request.setOldInputs(struct(oldInputs)) : request);
    },
    created: async (inputs = source) => {
      const checked = plain((await stage.check(inputs)).getInputs());
      const response = await stage.create(checked);
      return { id: response.getId(), inputs: checked, outputs: plain(response.getProperties()) };
    },
    changes: () =>
      simulator
        .journal()
        .entries.filter((entry) => entry.method !== "GET" && !entry.path.endsWith("/logout"))
        .map(({ method, path, body }) => {
          const operation = path.replace("/api/rest", "").replace(/\/import_session\/[^/?]+/, "/import_session/{id}");
          const hasBody = typeof body === "object" && body !== null && Object.keys(body).length > 0;
          return `${method} ${operation}${hasBody ? ` ${JSON.stringify(body)}` : ""}`;
        }),
    whileWaiting: undefined,
    close: async () => {
      client.close();
      server.stop();
      await plugin.end(0.1);
      await simulator.close();
    },
  };
  await stage.configure();
  return stage;
}
