/** What nobody may find in a journal, a job or a snapshot, by the names of properties. */

/** Of CHAP the names of accounts, too: the array answers none of them. */
const secretName = /password|passphrase|private_key|secret|token|credential|(discovery|session)_username$/i;

function isSecret(name: string, value: unknown): boolean {
  return secretName.test(name) && value !== "";
}

/** The value with `[redacted]` in the place of each secret; an empty one hides nothing, and a job has to see that it is none. */
export function redacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redacted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, isSecret(name, inner) ? "[redacted]" : redacted(inner)]),
  );
}

/** The value without secrets and, since nobody needs them to replay an inventory, without names of accounts. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([name]) => !secretName.test(name) && !/user_?name/i.test(name));
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutSecrets(inner)]));
}
