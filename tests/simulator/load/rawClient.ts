/** A client that sends whatever bytes it likes: no library between a test and the socket. */
import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import type { Simulator } from "../../../simulator/src";

const portOf = ({ endpoint }: Pick<Simulator, "endpoint">) => Number(new URL(endpoint).port);

export async function openTls(server: Pick<Simulator, "endpoint" | "caCertificate">): Promise<TLSSocket> {
  const socket = connect({ port: portOf(server), host: "127.0.0.1", ca: server.caCertificate });
  // A server that hangs up in the middle of a line is what some of the tests are about.
  socket.on("error", () => {});
  await once(socket, "secureConnect");
  return socket;
}

/** A connection that never says a word, not even of TLS. */
export async function openTcp(server: Pick<Simulator, "endpoint">): Promise<Socket> {
  const socket = connectTcp({ port: portOf(server), host: "127.0.0.1" });
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

/** Everything that the server says until it ends the connection. */
export async function readToEnd(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  if (!socket.closed) await once(socket, "close");
  return Buffer.concat(chunks).toString("latin1");
}

/** Sends bytes, says that there are no more, and listens to the end. */
export async function tell(server: Pick<Simulator, "endpoint" | "caCertificate">, bytes: string | Buffer) {
  const socket = await openTls(server);
  const answer = readToEnd(socket);
  socket.end(bytes);
  return answer;
}

/** The statuses of all answers in what a server said. */
export function statusesIn(text: string): number[] {
  return [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status));
}
