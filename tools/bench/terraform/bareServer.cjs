/** The least that a provider in Node is: a gRPC server that has told its port. It knows one call and answers nothing. */
const { Server, ServerCredentials } = require("@grpc/grpc-js");

const bytes = (/** @type {Buffer} */ value) => value;
const coding = {
  requestSerialize: bytes,
  requestDeserialize: bytes,
  responseSerialize: bytes,
  responseDeserialize: bytes,
};
const server = new Server();
const nothing = { path: "/bare.Server/Nothing", requestStream: false, responseStream: false, ...coding };
server.addService({ Nothing: nothing }, { Nothing: () => undefined });
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
