import crypto from "node:crypto";

const { scryptSync } = crypto;
let users = 0;

/**
 * What makes a recorded hash of a secret slow to try out is the same in every test of a resource, and would be half of its time. The end-to-end tests
 * of sources and hosts are as slow as the provider.
 * @returns what ends it
 */
export function beginQuickHashes(): () => void {
  users++;
  crypto.scryptSync = quick as typeof scryptSync;
  return () => {
    users--;
    if (users === 0) crypto.scryptSync = scryptSync;
  };
}

export async function withQuickHashes<T>(work: () => Promise<T>): Promise<T> {
  const end = beginQuickHashes();
  try {
    return await work();
  } finally {
    end();
  }
}

function quick(secret: crypto.BinaryLike, salt: crypto.BinaryLike, length: number): Buffer {
  return crypto.createHash("sha256").update(String(secret)).update(salt).digest().subarray(0, length);
}
