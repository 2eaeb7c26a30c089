import { createRequire } from "node:module";
import type { EngineModules } from "../surface/engineLog";

const SERVICE = "@pulumi/pulumi/proto/engine_grpc_pb";

/**
 * gRPC where the SDK finds it. Asked for from here it would be found in npm's flat folder of packages only: a package installed by pnpm or
 * Yarn sees what it declares, and progress and warnings would get lost without a word.
 */
export function engineModules(): EngineModules {
  const sdk = createRequire(require.resolve(SERVICE));
  return { grpc: sdk("@grpc/grpc-js"), service: require(SERVICE), messages: sdk("./engine_pb") };
}
