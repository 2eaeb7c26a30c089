/** The provider's own client, in front of a simulated array: without a socket. */
import { accessArray } from "../../provider/lifecycle/array/arrayAccess";
import type { ArrayAccess } from "../../provider/lifecycle/operation/handler";
import type { Transport } from "../../provider/powerstore/http/contract";
import { SendFailure } from "../../provider/powerstore/http/sendFailure";
import { bodyOf } from "../../provider/powerstore/http/transport";
import { connect } from "../../provider/powerstore/powerStore";
import type { SimulatedTime } from "./simulatedTime";
import type { InjectedAnswer, SimulatedArray } from "./simulator";

export type Connected = {
  readonly access: ArrayAccess;
  /** How many requests have changed something so far. */
  changes(): number;
};

/** What is refused now is refused again, as long as nothing else moves. */
const isRefused = (answer: InjectedAnswer) => answer.kind === "answered" && answer.status >= 400;

const LONG_ENOUGH_SECONDS = 120;

export function connectTo(array: SimulatedArray, time: SimulatedTime): Connected {
  let changes = 0;
  const transport: Transport = {
    close: () => undefined,
    send: (request) =>
      time.during(async () => {
        const { method, url, headers } = request;
        const { pathname, search } = new URL(url);
        const answer = await array.inject({ method, path: pathname + search, headers, body: bodyOf(request) });
        if (method !== "GET" && !isRefused(answer)) changes++;
        if (answer.kind === "dropped") throw new SendFailure("dropped", { mayHaveArrived: true });
        return { status: answer.status, headers: new Headers(answer.headers), text: answer.text };
      }),
  };
  const { endpoint, username, password } = array;
  const connection = { endpoint, username, password, insecure: false, timeoutSeconds: LONG_ENOUGH_SECONDS };
  const powerStore = connect(connection, { clock: time, transport, random: () => 0 });
  return { access: accessArray(powerStore, { clock: time, random: () => 0 }), changes: () => changes };
}
