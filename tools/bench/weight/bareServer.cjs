/**
 * The least that the engine takes for a plugin: a grpc-js server on the provider protocol's own definitions, which answers one call with
 * nothing. What the plugin costs beyond this is its own.
 */
const { Server, ServerCredentials } = require("@grpc/grpc-js");
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const { ProviderHandshakeResponse } = require("@pulumi/pulumi/proto/provider_pb");

const server = new Server();
server.addService(ResourceProviderService, {
  handshake: (_, answer) => answer(null, new ProviderHandshakeResponse()),
});
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
