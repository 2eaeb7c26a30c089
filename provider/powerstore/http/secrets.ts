/**
 * The passwords of a body that is sent, by what the vendor calls all of them (`remote_password`, `target_session_password`): a new one need not be
 * named anywhere else.
 */
export function passwordsIn(body: unknown): readonly string[] {
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) =>
    typeof value === "string" && name.endsWith("password") ? [value] : passwordsIn(value),
  );
}

/** What must not show in any text, kept where neither `util.inspect` nor `JSON.stringify` sees it. */
export interface Secrets {
  add(...secrets: readonly string[]): void;
  /** Passwords of other systems, which set rules of their own. */
  addAny(...secrets: readonly string[]): void;
  /** The text with every known secret in it replaced. */
  hide(text: string): string;
}

// A PowerStore's passwords have at least eight characters; hiding every shorter string would only spoil messages.
const SHORTEST = 8;
// Of those that others choose: below it, messages would no longer say anything.
const SHORTEST_OF_OTHERS = 4;

export function createSecrets(): Secrets {
  const known = new Set<string>();
  const addFrom = (shortest: number, secrets: readonly string[]) => {
    for (const secret of secrets) {
      if (secret.length < shortest) continue;
      known.add(secret);
      // As it stands in JSON, which the other side may quote.
      known.add(JSON.stringify(secret).slice(1, -1));
    }
  };
  return {
    add: (...secrets) => addFrom(SHORTEST, secrets),
    addAny: (...secrets) => addFrom(SHORTEST_OF_OTHERS, secrets),
    // The longest first: one may be a part of another.
    hide: (text) =>
      [...known]
        .sort((one, other) => other.length - one.length)
        .reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text),
  };
}
