import assert from "node:assert/strict";
import { inspect } from "node:util";
import { status } from "@grpc/grpc-js";
import { DynamicProvider } from "../../provider/dynamic/provider";
import { openConnections } from "../../provider/lifecycle/array/connections";
import { resolveConnection } from "../../provider/lifecycle/settings/config";
import { connect } from "../../provider/powerstore/powerStore";
import { openPluginStage } from "./plugin/pluginStage";

const PASSWORD = "Correct-Horse-1";
const PROFILE_PASSWORD = "Correct-Horse-2";
const VARIABLE = "Correct-Horse-3";
const secrets = [PASSWORD, PROFILE_PASSWORD, VARIABLE];
const settings = {
  endpoint: "https://array",
  username: "admin",
  password: PASSWORD,
  arrays: JSON.stringify({ east: { endpoint: "https://east", username: "admin", password: PROFILE_PASSWORD } }),
};
const environment = { POWERSTORE_ENDPOINT: "https://other", POWERSTORE_PASSWORD: VARIABLE };

/** Everything that a log, a crash report or a debugger could make of a value. */
function assertShowsNoSecret(value: unknown) {
  const seen = new Set<unknown>();
  const plain = (_: string, each: unknown) => {
    if (typeof each !== "object" || each === null) return each;
    if (seen.has(each)) return "again";
    seen.add(each);
    return each;
  };
  const text = [
    inspect(value, { depth: 30, showHidden: true }),
    inspect(value, { depth: 30, getters: true }),
    inspect(value),
    JSON.stringify(value, plain),
    String(value),
  ].join("\n");
  for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} in ${text.slice(0, 3000)}`);
}

describe("Passwords are not shown", () => {
  it("by the search itself, if it were blind", () => {
    assert.throws(() => assertShowsNoSecret({ settings }), /Correct-Horse-1 in/);
  });

  it("by a resolved connection, on either surface", () => {
    assertShowsNoSecret(resolveConnection(settings, environment));
    assert.equal(resolveConnection(settings, environment).password, PASSWORD);
  });

  it("by the connections of a program, and their arrays", async () => {
    const connections = openConnections({ settings, environment, connect });
    assertShowsNoSecret([connections, connections.array(), connections.array("east")]);
    await connections.close(0);
  });

  it("by the plugin, its run and its options", async () => {
    const stage = await openPluginStage();
    try {
      Object.assign(stage.environment, environment);
      const { endpoint, username, caCertificate } = stage.simulator;
      await stage.configure({ endpoint, username, caCertificate, password: PASSWORD });
      await assert.rejects(stage.created(), { code: status.UNAUTHENTICATED });
      assertShowsNoSecret(stage.plugin);
      assertShowsNoSecret(stage.plugin.run);
    } finally {
      await stage.close();
    }
  });

  it("by the dynamic provider", async () => {
    const { arrays, ...own } = settings;
    const config: Record<string, string> = { ...own, arrays };
    const host = { engineAddress: undefined, environment, onCancel: () => undefined, onEnd: () => undefined };
    const provider = new DynamicProvider({ host, connect });
    await provider.configure({ config: { get: (key) => config[key.replace("powerstore-import:", "")] } });
    await provider.check({}, { remoteSystemId: "r", sourceResourceId: "s", array: "east", name: "n" });
    assertShowsNoSecret(provider);
  });
});
