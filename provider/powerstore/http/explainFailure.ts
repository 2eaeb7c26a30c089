import type { Route } from "./agents";
import type { Connection, Target, TransportRequest } from "./contract";
import { lookAtCertificate, subjectsIn } from "./peerCertificate";
import { kindOfFailure, SendFailure, type SendFailureKind } from "./sendFailure";
import { openTunnel } from "./tunnel";

/** How far a request had come when its connection failed. */
export type Situation = { readonly isSecured: boolean; readonly hasTimedOut: boolean; readonly isStopped: boolean };

function toSendFailure(thrown: unknown, situation: Situation): SendFailure {
  const mayHaveArrived = situation.isSecured;
  if (situation.isStopped) return new SendFailure("stopped", { mayHaveArrived });
  if (situation.hasTimedOut) return new SendFailure(mayHaveArrived ? "timedOut" : "noConnection", { mayHaveArrived });
  if (thrown instanceof SendFailure) return thrown;
  const { code, alert } = codesOf(thrown);
  const kind = kindOfFailure(code, mayHaveArrived, alert);
  const shown = alert === undefined ? code : `TLS alert ${alert}`;
  return new SendFailure(kind, { mayHaveArrived: kind === "dropped" && mayHaveArrived, code: shown });
}

/** OpenSSL's errors name the alert that they are about in their text only. */
function codesOf(thrown: unknown): { readonly code?: string | undefined; readonly alert?: number } {
  if (!(thrown instanceof Error)) return {};
  const code: unknown = Reflect.get(thrown, "code");
  const alert = /SSL alert number (\d+)/.exec(thrown.message)?.[1];
  return { code: typeof code === "string" ? code : undefined, ...(alert !== undefined && { alert: Number(alert) }) };
}

/** Whatever Node says about a connection, as what a person has to know; for a certificate, after a look at the one that was shown. */
export async function explainFailure(
  thrown: unknown,
  situation: Situation,
  request: TransportRequest,
  { proxy, caCertificate, hints }: Route & Pick<Connection, "hints">,
  signal: AbortSignal,
): Promise<SendFailure> {
  const failure = toSendFailure(thrown, situation);
  if (failure.kind === "certificate") {
    const { timeoutSeconds } = request;
    const throughProxy = (to: Target, stop: AbortSignal) => openTunnel(String(proxy), to, timeoutSeconds, stop);
    const openSocket = proxy === undefined ? undefined : throughProxy;
    const certificate = await lookAtCertificate(request.url, { timeoutSeconds, signal, openSocket });
    const trusted = caCertificate === undefined ? [] : subjectsIn(caCertificate);
    return new SendFailure("certificate", failure, { certificate, trusted, hint: hints?.certificate });
  }
  if (!unreachableKinds.has(failure.kind)) return failure;
  if (failure.circumstances.proxy !== undefined) return failure;
  const hint = proxy === undefined ? hints?.unreachable : `the way there leads through the proxy ${proxy}`;
  return new SendFailure(failure.kind, failure, { hint });
}

const unreachableKinds: ReadonlySet<SendFailureKind> = new Set([
  "refused",
  "unknownHost",
  "unreachable",
  "noConnection",
]);
