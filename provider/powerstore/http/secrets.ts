/** What must not show in any text, kept where neither `util.inspect` nor `JSON.stringify` sees it. */
export interface Secrets {
  add(...secrets: readonly string[]): void;
  /** The text with every known secret in it replaced. */
  hide(text: string): string;
}

// A PowerStore's passwords have at least eight characters; hiding every shorter string would only spoil messages.
const SHORTEST = 8;

export function createSecrets(): Secrets {
  const known = new Set<string>();
  return {
    add: (...secrets) => {
      for (const secret of secrets) if (secret.length >= SHORTEST) known.add(secret);
    },
    // The longest first: one may be a part of another.
    hide: (text) =>
      [...known]
        .sort((one, other) => other.length - one.length)
        .reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text),
  };
}
