import { createRequire } from "node:module";
import { engineAddressIn } from "../surface/engineAddress";
import type { EngineModules } from "../surface/engineLog";

/**
 * The process that Pulumi's SDK runs dynamic providers in, as far as it can be heard: it does not pass Cancel on, it is ended by SIGINT, or by the
 * SIGTERM of whoever ends all processes of a service, and it outlives a killed engine [ENGINE end, cancel, crashes]. Everything here is silent when
 * the host is not as expected.
 */
export interface DynamicHost {
  /** The engine's address, for messages and for the account of its run. */
  readonly engineAddress: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The engine wants operations to end (Ctrl-C, and every normal end): stop waiting. */
  onCancel(listener: () => void): void;
  /** The process is to end: it exits when the listener is done, which is called once. */
  onEnd(listener: (isEngineGone: boolean) => Promise<void>): void;
}

const CANCEL = "/pulumirpc.ResourceProvider/Cancel";

type StreamServer = {
  on(event: "stream", listener: (stream: unknown, headers: Record<string, unknown>) => void): void;
};

export function processHost(): DynamicHost {
  return {
    engineAddress: engineAddressIn(process.argv.slice(2)),
    environment: process.env,
    onCancel: (listener) => {
      findServer()?.on("stream", (_, headers) => {
        if (headers[":path"] === CANCEL) listener();
      });
    },
    onEnd: (listener) => {
      let ending: Promise<void> | undefined;
      // What comes next, another signal or the end of stdin, must not cut the first one's log-out short.
      const end = (isEngineGone: boolean) => {
        ending ??= listener(isEngineGone);
        return ending;
      };
      const endBy = async (signal: NodeJS.Signals) => {
        await end(false);
        // Another provider in this process that handles the signal decides for itself when it is done.
        if (process.listenerCount(signal) <= 1) process.exit(0);
      };
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void endBy(signal));
      // The end of stdin means that the engine is gone: nobody would ever end this process.
      process.stdin.once("end", () => void end(true).then(() => process.exit(0)));
      process.stdin.resume();
      process.stdin.unref?.();
    },
  };
}

/** Undocumented: the host's gRPC server among the process's open handles. Found or not, nothing else depends on it. */
function findServer(): StreamServer | undefined {
  const handles = (process as unknown as { _getActiveHandles?: () => object[] })._getActiveHandles?.() ?? [];
  return handles.find((handle) => /^Http2.*Server$/.test(handle.constructor.name)) as StreamServer | undefined;
}

const SERVICE = "@pulumi/pulumi/proto/engine_grpc_pb";

/**
 * gRPC where the SDK finds it. Asked for from here it would be found in npm's flat folder of packages only: a package installed by pnpm or
 * Yarn sees what it declares, and progress and warnings would get lost without a word.
 */
export function engineModules(): EngineModules {
  const sdk = createRequire(require.resolve(SERVICE));
  return { grpc: sdk("@grpc/grpc-js"), service: require(SERVICE), messages: sdk("./engine_pb") };
}
