import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { connect } from "node:tls";
import { parse } from "yaml";
import { freePort } from "../http/optionEffects/access";
import { makeFolder, run } from "./packed";

const root = join(__dirname, "../../..");
const folder = join(root, "simulator/container");
const { services } = parse(readFileSync(join(folder, "compose.yaml"), "utf8"));

/** What the container starts, as the Dockerfile and the recipe say it, but for the place of its volume and its port. */
function argsIn(trust: string, port: number): string[] {
  const entry = /^ENTRYPOINT (.*)$/m.exec(readFileSync(join(folder, "Dockerfile"), "utf8"))?.[1] ?? "[]";
  const [command, ...args] = [...JSON.parse(entry), ...services.array.command];
  assert.equal(command, "powerstore-import-simulator");
  return args.map((arg: string) => (arg === "8443" ? String(port) : arg.replace(/^\/trust/, trust)));
}

/** No container runs here: these are the programs of the recipe, on this machine. */
describe("The recipe for containers", () => {
  const place = makeFolder();
  after(() => place.remove());

  it("lets one container come to the array in another by its name, and trust it", async () => {
    const port = await freePort();
    const simulator = spawn(process.execPath, [join(root, "simulator/dist/cli.js"), ...argsIn(place.path, port)]);
    try {
      const [line] = await once(createInterface(simulator.stdout), "line");
      const { endpoint } = JSON.parse(line);
      assert.equal(endpoint, services.client.environment.POWERSTORE_ENDPOINT.replace("8443", String(port)));
      const ca = readFileSync(join(place.path, "ca.pem"));
      const socket = connect({ port, host: "127.0.0.1", servername: "array", ca });
      await once(socket, "secureConnect");
      socket.destroy();
      // The name of the other container means nothing here; the certificate is made for this machine, too.
      const env = {
        ...process.env,
        ...services.client.environment,
        POWERSTORE_ENDPOINT: endpoint.replace("array", "localhost"),
      };
      env.NODE_EXTRA_CA_CERTS = join(place.path, "ca.pem");
      const [node, ...args] = services.client.command;
      assert.equal(node, "node");
      assert.match(run(process.execPath, args, place.path, env), /"global_id":"PS0000000001"/);
    } finally {
      simulator.kill();
      await once(simulator, "exit");
    }
  }).timeout(60_000);

  it("passes on no more than a user and a file: the image starts under a user of its own", () => {
    assert.match(readFileSync(join(folder, "Dockerfile"), "utf8"), /^USER node$/m);
  });
});
