// A language host that does one thing: it runs a policy pack, as the one for Node does. The hosts that this repository can build are older than
// this call of theirs. Started by a script that names the module which runs a pack.
const { spawn } = require("node:child_process");
const path = require("node:path");

const [runner] = process.argv.slice(2);
const packages = (name) => require(require.resolve(name, { paths: [path.dirname(runner)] }));
const grpc = packages("@grpc/grpc-js");
const { RunPluginResponse } = packages("@pulumi/pulumi/proto/language_pb");
const { LanguageRuntimeService } = packages("@pulumi/pulumi/proto/language_grpc_pb");
const { PluginInfo } = packages("@pulumi/pulumi/proto/plugin_pb");
const { Empty } = packages("google-protobuf/google/protobuf/empty_pb");

/** @param {(response: InstanceType<typeof RunPluginResponse>) => void} fill */
function response(fill) {
  const message = new RunPluginResponse();
  fill(message);
  return message;
}

function runPlugin(call) {
  const folder = call.request.getInfo().getProgramDirectory();
  const [engine] = call.request.getArgsList();
  const env = Object.fromEntries(call.request.getEnvList().map((entry) => entry.split(/=(.*)/s).slice(0, 2)));
  const pack = spawn(process.execPath, [runner, engine, "."], { cwd: folder, env: { ...process.env, ...env } });
  pack.stdout.on("data", (bytes) => call.write(response((message) => message.setStdout(bytes))));
  pack.stderr.on("data", (bytes) => call.write(response((message) => message.setStderr(bytes))));
  pack.on("close", (code) => {
    call.write(response((message) => message.setExitcode(code ?? 1)));
    call.end();
  });
  call.on("cancelled", () => pack.kill());
}

const server = new grpc.Server();
server.addService(LanguageRuntimeService, {
  getPluginInfo: (_, answer) => {
    const info = new PluginInfo();
    info.setVersion("1.0.0");
    answer(null, info);
  },
  runPlugin,
  cancel: (_, answer) => answer(null, new Empty()),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_, port) => console.log(port));
