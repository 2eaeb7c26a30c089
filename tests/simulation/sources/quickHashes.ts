import crypto from "node:crypto";

/** What makes a recorded hash of a secret slow to try out is the same in every history, and would be most of its time. */
export async function withQuickHashes<T>(work: () => Promise<T>): Promise<T> {
  const { scryptSync } = crypto;
  const quick = (secret: crypto.BinaryLike, salt: crypto.BinaryLike, length: number): Buffer =>
    crypto.createHash("sha256").update(String(secret)).update(salt).digest().subarray(0, length);
  crypto.scryptSync = quick as typeof scryptSync;
  try {
    return await work();
  } finally {
    crypto.scryptSync = scryptSync;
  }
}
