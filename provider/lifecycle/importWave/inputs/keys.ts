/** How members of a wave are named, to the engine and to a person. */

/** A path of Pulumi, whatever the key. */
export const memberPath = (key: string) => `sessions[${JSON.stringify(key)}]`;

/** So many are named; of more, their number is said. */
const NAMED = 12;

export function listed(keys: readonly string[], most = NAMED): string {
  const named = keys.slice(0, most).join(", ");
  return keys.length > most ? `${named} and ${keys.length - most} more` : named;
}
