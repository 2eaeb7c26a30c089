import { systemClock } from "../../clock";
import { LOGOUT_SECONDS } from "../../lifecycle/array/connections";
import type { Connection } from "../../powerstore/http/contract";
import type { ConnectOptions } from "../../powerstore/powerStore";
import { engineAddressIn } from "../../surface/engineAddress";
import { type EngineModules, engineSender } from "../../surface/engineLog";
import { once } from "../../surface/once";
import { folderLedger } from "../../surface/runFolder";
import { Plugin } from "../plugin";
import { VERSION } from "../publication";
import { servePlugin } from "./server";

/** Loaded with the first call that needs an array, like the lifecycle (plugin.ts). */
function connect(connection: Connection, options: ConnectOptions) {
  const { connect } = require("../../powerstore/powerStore") as typeof import("../../powerstore/powerStore");
  return connect(connection, options);
}

/** By their names, so that they are part of the bundle. */
const engineModules = (): EngineModules => ({
  grpc: require("@grpc/grpc-js"),
  service: require("@pulumi/pulumi/proto/engine_grpc_pb"),
  messages: require("@pulumi/pulumi/proto/engine_pb"),
});

/**
 * The executable plugin: prints its port, and nothing else ever, on stdout. It ends by SIGINT or SIGTERM, or when its engine is gone,
 * within the engine's five seconds [ENGINE end, cancel, crashes].
 */
export async function main(args: readonly string[]): Promise<void> {
  const engineAddress = engineAddressIn(args);
  const sender = (address: string | undefined) => engineSender(address, engineModules);
  const options = {
    version: VERSION,
    environment: process.env,
    clock: systemClock,
    connect,
    sender,
    ledger: folderLedger,
  };
  const plugin = new Plugin(options, engineAddress);
  const { port, drain } = await servePlugin(plugin);
  // A create that was stopped has answered with its id, and the answer must leave before the process does.
  const leave = () => drain(LOGOUT_SECONDS).finally(() => process.exit(0));
  const end = once((isEngineGone: boolean) => void plugin.end(LOGOUT_SECONDS, isEngineGone).then(leave));
  process.on("SIGINT", () => end(false));
  process.on("SIGTERM", () => end(false));
  if (engineAddress !== undefined) endWithEngine(() => end(true));
  process.stdout.write(`${port}\n`);
}

/** The engine holds the other end of stdin. One that was started by hand, to be attached to, may have none. */
function endWithEngine(end: () => void): void {
  process.stdin.once("end", end);
  process.stdin.on("error", end);
  process.stdin.resume();
}
