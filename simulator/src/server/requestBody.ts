/** Reads the body of a request without letting its sender decide how much memory that takes. */
import type { IncomingMessage } from "node:http";
import { isControl, isSnapshotPut } from "../control/control";
import { maxApiBodyBytes, maxControlBodyBytes, maxSnapshotBytes } from "../http/limits";

export type RequestBody = {
  /** Empty for a body that is longer than the limit. */
  readonly body: Buffer;
  /** Of one that is longer: as many as its sender declared, or as had come when it was refused. */
  readonly bodyBytes: number;
};

type Head = { readonly method?: string; readonly url?: string; readonly headers: IncomingMessage["headers"] };

/** How long the body of a request may be. */
export function bodyLimitOf({ method = "", url = "" }: Pick<Head, "method" | "url">): number {
  if (!isControl(url)) return maxApiBodyBytes;
  return isSnapshotPut(method, url) ? maxSnapshotBytes : maxControlBodyBytes;
}

/** Whether a request declares a body that it need not send. */
export function declaresTooMuch(head: Head): boolean {
  return declaredBytes(head) > bodyLimitOf(head);
}

function declaredBytes({ headers }: Head): number {
  return Number(headers["content-length"] ?? 0);
}

/**
 * Resolves as soon as a body is known to be too long, and throws away what still comes of it. Only to a client that ends the
 * connection with its request the answer has to wait for the end of the body, or it would find a broken connection in its
 * place. How long that may take is for the server's time-out to say.
 */
export function readBody(request: IncomingMessage, head: Head): Promise<RequestBody> {
  const limit = bodyLimitOf(head);
  const isPatient = /\bclose\b/i.test(head.headers.connection ?? "") && head.headers.expect === undefined;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bodyBytes = 0;
    let isTooLong = declaresTooMuch(head);
    if (isTooLong && !isPatient) resolve({ body: empty, bodyBytes: declaredBytes(head) });
    request.on("data", (chunk: Buffer) => {
      bodyBytes += chunk.length;
      isTooLong ||= bodyBytes > limit;
      if (!isTooLong) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      if (!isPatient) resolve({ body: empty, bodyBytes });
    });
    request.on("end", () => resolve({ body: isTooLong ? empty : Buffer.concat(chunks), bodyBytes }));
    request.on("error", reject);
  });
}

const empty = Buffer.alloc(0);
