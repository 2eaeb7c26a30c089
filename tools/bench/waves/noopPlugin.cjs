/**
 * A plugin that does nothing: what the engine needs for one resource with a map, and for as many resources as the map has entries. It answers with
 * as much as ImportWave and ImportSession show of each import, so that the engine carries the same load, and takes no change but that of `paused`.
 */
const { Server, ServerCredentials } = require("@grpc/grpc-js");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb.js");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb.js");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const provider = require("@pulumi/pulumi/proto/provider_pb");

/** As the engine's own. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

const any = { $ref: "pulumi.json#/Any" };
const resource = (required, outputs) => {
  const inputs = Object.fromEntries(required.map((name) => [name, any]));
  const properties = { ...inputs, ...Object.fromEntries(outputs.map((name) => [name, any])) };
  return { inputProperties: inputs, requiredInputs: required, properties };
};
const schema = {
  name: "noop",
  version: "1.0.0",
  resources: {
    "noop:index:Map": resource(["remoteSystemId", "forceCancel", "sessions"], ["members", "counts", "phase"]),
    "noop:index:Single": resource(
      ["remoteSystemId", "forceCancel", "sourceResourceId", "description"],
      ["name", "state", "progressPercentage", "destinationResourceId", "destinationResourceType"],
    ),
  },
};

let made = 0;
const shown = () => ({
  name: `wave-db-0001-${String(++made).padStart(8, "0")}`,
  state: "Copy_In_Progress",
  progressPercentage: 0,
  destinationResourceId: `volume-${String(made).padStart(6, "0")}`,
  destinationResourceType: "volume",
});
const sessionId = () => `session-${String(made).padStart(6, "0")}`;

/** What is the same whatever an import is, beside its inputs. */
const defaults = { type: "Non_Disruptive", automaticCutover: false, paused: false, waitFor: "Started" };
const ofSession = {
  hostsOnSource: false,
  lastUpdateTimestamp: "2026-01-01T00:00:00.000+00:00",
  clusterId: "PS0000000001",
};

function createOutputs({ sessions, ...inputs }) {
  if (sessions === undefined) return { ...defaults, ...ofSession, ...inputs, ...shown() };
  const members = Object.fromEntries(Object.keys(sessions).map((key) => [key, { ...shown(), id: sessionId() }]));
  const counts = { Copy_In_Progress: made };
  return { ...defaults, ...inputs, sessions, members, counts, phase: "Running", clusterId: "PS0000000001" };
}

/** What the engine asks, and the answers. */
const answers = {
  handshake: () => new provider.ProviderHandshakeResponse().setAcceptSecrets(true),
  getSchema: () => new provider.GetSchemaResponse().setSchema(JSON.stringify(schema)),
  getPluginInfo: () => new PluginInfo().setVersion(schema.version),
  checkConfig: (request) => new provider.CheckResponse().setInputs(request.getNews()),
  diffConfig: () => new provider.DiffResponse(),
  configure: () => new provider.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true),
  check: (request) => new provider.CheckResponse().setInputs(request.getNews()),
  diff: (request) => {
    const [before, after] = [request.getOlds(), request.getNews()].map((values) => values.toJavaScript().paused);
    const { DIFF_NONE, DIFF_SOME } = provider.DiffResponse.DiffChanges;
    return new provider.DiffResponse().setChanges((before ?? false) === (after ?? false) ? DIFF_NONE : DIFF_SOME);
  },
  create: (request) => {
    const outputs = createOutputs(request.getProperties().toJavaScript());
    return new provider.CreateResponse().setId(sessionId()).setProperties(Struct.fromJavaScript(outputs));
  },
  read: (request) =>
    new provider.ReadResponse()
      .setId(request.getId())
      .setProperties(request.getProperties())
      .setInputs(request.getInputs()),
  update: (request) => {
    const outputs = { ...request.getOlds().toJavaScript(), ...request.getNews().toJavaScript() };
    return new provider.UpdateResponse().setProperties(Struct.fromJavaScript(outputs));
  },
  delete: () => new Empty(),
  cancel: () => new Empty(),
};

const server = new Server({
  "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
  "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
});
const serve = (answer) => (call, callback) => callback(null, answer(call.request));
server.addService(
  ResourceProviderService,
  Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, serve(answer)])),
);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
// The engine holds the other end: without it nobody is there to be served.
process.stdin.once("end", () => process.exit(0)).resume();
