import type { Clock } from "../../clock";
import { type Answer, readAnswer } from "./answers";
import type { ArrayClock } from "./arrayClock";
import { type Contact, type SharedSilence, unsent } from "./contact";
import type { Sending, Transport, TransportRequest } from "./contract";
import { Flow } from "./flow";
import { type AttemptEnd, decideRetry } from "./retry";
import type { Secrets } from "./secrets";
import { SendFailure } from "./sendFailure";

/**
 * How a request ended after its repetitions. `isRepetition`: an attempt before the last one may have been carried out, for it was answered. What was not
 * sent at all was not.
 */
export type Outcome = { readonly attempts: number; readonly isRepetition: boolean } & End;

type End =
  | { readonly answer: Answer }
  /** `shared`: nothing was sent, because of what an earlier request had met. */
  | { readonly failure: SendFailure; readonly shared?: SharedSilence };

/** What `bodyAtSending` throws ends the request, and all attempts at it: it is thrown as it is. */
export type AttemptRequest = Omit<TransportRequest, "bodyAtSending"> & {
  readonly bodyAtSending?: ((sending: Sending) => string | undefined) | undefined;
};

export type Attempts = (request: AttemptRequest) => Promise<Outcome>;

/** Sends with bounded, shared flow and repeats as `decideRetry` says; a request that waits for its repetition holds no slot. */
export function createAttempts(means: {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: () => number;
  readonly requestsInFlight: number;
  readonly secrets: Secrets;
  readonly contact: Contact;
  readonly arrayClock: ArrayClock;
}): Attempts {
  const { contact, clock, arrayClock } = means;
  const flow = new Flow(means.requestsInFlight, clock);
  return async (request) => {
    let since = clock.monotonic();
    let isRepetition = false;
    const send = (isFirst: boolean): End | Promise<End> => {
      const shared = isFirst ? contact.shared() : undefined;
      if (isFirst) since = clock.monotonic();
      return shared ? { failure: unsent, shared } : sendOnce(means, request, { isFirst, isRepetition });
    };
    for (let attempts = 1; ; attempts++) {
      const end = await inTurn(flow, request.signal, () => send(attempts === 1));
      if ("failure" in end && end.shared) return { attempts: 0, isRepetition, ...end };
      if ("answer" in end) {
        contact.heard(end.answer);
        arrayClock.heard(end.answer.headers);
      }
      const { method } = request;
      const decision = decideRetry({ method, attempt: attempts, end: aspects(end), random: means.random() });
      if (!isBusy(end)) flow.recover();
      else flow.slowDown(decision.retry ? decision.afterSeconds : 1);
      if (!decision.retry) {
        contact.failed(request, { end, attempts }, since);
        return { attempts, isRepetition, ...end };
      }
      isRepetition ||= "answer" in end || end.failure.mayHaveArrived;
      try {
        await clock.sleep(decision.afterSeconds, request.signal);
      } catch {
        return { attempts, isRepetition, ...stopped };
      }
    }
  };
}

/** Stopped while nothing was under way: before the first attempt, or after one that was not carried out. */
const stopped: End = { failure: new SendFailure("stopped", { mayHaveArrived: false }) };

/** Sends when it is its turn; leaves the queue as soon as the signal aborts. */
async function inTurn(flow: Flow, signal: AbortSignal | undefined, send: () => End | Promise<End>): Promise<End> {
  return (await flow.run(signal, async () => (signal?.aborted ? stopped : send()))) ?? stopped;
}

const isBusy = (end: End) => "answer" in end && end.answer.status === 503;

async function sendOnce(
  { transport, secrets }: { readonly transport: Transport; readonly secrets: Secrets },
  { bodyAtSending, ...request }: AttemptRequest,
  sending: Sending,
): Promise<End> {
  let objection: { readonly thrown: unknown } | undefined;
  const bodyNow = () => {
    try {
      return bodyAtSending?.(sending);
    } catch (thrown) {
      objection = { thrown };
      throw thrown;
    }
  };
  try {
    const sent = await transport.send(bodyAtSending ? { ...request, bodyAtSending: bodyNow } : request);
    return { answer: readAnswer(sent, secrets) };
  } catch (thrown) {
    // Whatever the transport makes of it.
    if (objection) throw objection.thrown;
    // A transport throws nothing else; if one does, what it throws may hold the request, so it is dropped here.
    return { failure: thrown instanceof SendFailure ? thrown : new SendFailure("dropped", { mayHaveArrived: true }) };
  }
}

function aspects(end: End): AttemptEnd {
  if ("failure" in end) return end;
  const { status, body, arrayMessages } = end.answer;
  return { answer: { status, isArrayError: arrayMessages !== undefined, isCutOff: body.kind === "cutOff" } };
}
