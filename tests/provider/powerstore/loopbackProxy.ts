import { once } from "node:events";
import http from "node:http";
import net, { type AddressInfo, type Socket } from "node:net";

export type LoopbackProxy = {
  readonly url: string;
  /** `127.0.0.1:8443`, one for each tunnel that was asked for. */
  readonly targets: string[];
  /** Everything that went through, both ways, as the proxy sees it. */
  seen(): string;
  /** What the next tunnels are answered; 200 again after so many. */
  answer(status: number, times: number): void;
  stop(): Promise<void>;
};

/** An HTTP proxy that makes tunnels (CONNECT) and nothing else. */
export async function startProxy({ status = 200 } = {}): Promise<LoopbackProxy> {
  const targets: string[] = [];
  const bytes: Buffer[] = [];
  const sockets = new Set<Socket>();
  const keep = <T extends Socket>(socket: T): T => {
    sockets.add(socket.on("error", () => undefined));
    socket.on("data", (chunk: Buffer) => bytes.push(chunk));
    return socket;
  };
  const server = http.createServer((_, response) => void response.writeHead(501).end());
  let isStopped = false;
  let left = Number.POSITIVE_INFINITY;
  server.on("connection", (socket) => {
    sockets.add(socket.on("error", () => undefined));
    if (isStopped) socket.destroy();
  });
  server.on("connect", (request, socket: Socket) => {
    targets.push(request.url ?? "");
    keep(socket);
    if (status !== 200 && left-- > 0) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const { hostname, port } = new URL(`http://${request.url}`);
    const target = keep(net.connect(Number(port), hostname.replace(/^\[|\]$/g, "")));
    target.once("connect", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.pipe(target).pipe(socket);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targets,
    seen: () => Buffer.concat(bytes).toString("latin1"),
    answer: (next, times) => {
      [status, left] = [next, times];
    },
    stop: async () => {
      isStopped = true;
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
