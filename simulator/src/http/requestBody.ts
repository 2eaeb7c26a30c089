/** Reads the body of a request without letting its sender decide how much memory that takes. */

export type RequestBody = {
  /** Empty for a body that is longer than the limit. */
  readonly body: Buffer;
  readonly bodyBytes: number;
};

/**
 * A body that is too long is read to its end and thrown away: a client that is still sending would not see an answer, but a
 * broken connection. How long that may take is for the server's time-out to say.
 */
export async function readBodyUpTo(payload: AsyncIterable<Buffer>, limitBytes: number): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  let bodyBytes = 0;
  for await (const chunk of payload) {
    bodyBytes += chunk.length;
    if (bodyBytes <= limitBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return { body: Buffer.concat(chunks), bodyBytes };
}
