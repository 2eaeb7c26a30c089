import type { PowerStore } from "../../../provider/powerstore/api/contract";
import type { Connection } from "../../../provider/powerstore/http/contract";
import { type ConnectOptions, connect } from "../../../provider/powerstore/powerStore";
import { PASSWORD, type Script, type ScriptedServer, startScriptedServer } from "./scriptedServer";
import { type SteppedClock, steppedClock } from "./steppedClock";

export type Bench = { readonly server: ScriptedServer; readonly array: PowerStore; readonly clock: SteppedClock };

/** Runs a test with a client connected to a scripted server; both are closed afterwards, whatever happens. */
export async function withClient(
  script: Script,
  test: (bench: Bench) => Promise<void>,
  changes: { readonly connection?: Partial<Connection>; readonly options?: ConnectOptions } = {},
): Promise<void> {
  const server = await startScriptedServer(script);
  const clock = steppedClock();
  const array = connect(
    { ...connectionTo(server), ...changes.connection },
    { clock, random: () => 0, ...changes.options },
  );
  try {
    await test({ server, array, clock });
  } finally {
    await array.close();
    await server.stop();
  }
}

export function connectionTo(server: ScriptedServer): Connection {
  const { endpoint, certificate: caCertificate } = server;
  return { endpoint, username: "admin", password: PASSWORD, insecure: false, caCertificate, timeoutSeconds: 5 };
}

/** The error that a promise rejects with; fails when it resolves. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof Error) return outcome;
  throw new Error("expected a failure, but it succeeded or threw something else");
}
