import { randomBytes, randomUUID, scryptSync, timingSafeEqual } from "node:crypto";
import type { RawInputs } from "../operation/handler";
import { canonical } from "../operation/jsonValues";

/**
 * What is recorded of a secret instead of the secret: enough to see whether the program gives another one, and of no use to anybody who reads the
 * state. Salted anew each time, so that equal secrets do not look equal, and slow to try out.
 */

/** By the name of the input. */
export type Fingerprints = Readonly<Record<string, string>>;

const SALT_BYTES = 16;
const HASH_BYTES = 32;

export function fingerprint(secret: unknown): string {
  const salt = randomBytes(SALT_BYTES);
  return `${salt.toString("base64")}.${hash(secret, salt).toString("base64")}`;
}

/** Of what nobody gives: the array has one that is not known, so that whichever the program gives is sent. */
export const unknownFingerprint = (): string => fingerprint(randomUUID());

export function isFingerprintOf(recorded: string, secret: unknown): boolean {
  const [salt = "", expected = ""] = recorded.split(".").map((part) => Buffer.from(part, "base64"));
  if (typeof expected === "string" || expected.length !== HASH_BYTES) return false;
  return timingSafeEqual(hash(secret, salt), expected);
}

/** A secret may be a whole object, such as the eight texts of CHAP. */
function hash(secret: unknown, salt: Buffer | string): Buffer {
  return scryptSync(canonical(secret), salt, HASH_BYTES);
}

/** Fingerprints of the secrets among the inputs; what is recorded of one that has not changed stays, so that nothing seems to move. */
export function fingerprintsOf(
  names: readonly string[],
  inputs: RawInputs,
  recorded: Fingerprints | undefined,
): Fingerprints {
  return Object.fromEntries(
    names.flatMap((name) => {
      const former = recorded?.[name];
      const secret = inputs[name];
      if (secret === undefined || secret === null) return former === undefined ? [] : [[name, former]];
      return [[name, former !== undefined && isFingerprintOf(former, secret) ? former : fingerprint(secret)]];
    }),
  );
}

/** Of the secrets that an object was made with: one that is given now and was not then, it does not have. */
export function fingerprintsMadeWith(
  names: readonly string[],
  inputs: RawInputs,
  madeWith: Fingerprints,
): Fingerprints {
  const given = names.filter((name) => inputs[name] !== undefined && inputs[name] !== null);
  return { ...madeWith, ...Object.fromEntries(given.map((name) => [name, madeWith[name] ?? unknownFingerprint()])) };
}

/** Of what a new object was made without: whichever secret is given later, it does not have. */
export function fingerprintsOfNone(names: readonly string[], inputs: RawInputs): Fingerprints {
  const missing = names.filter((name) => inputs[name] === undefined || inputs[name] === null);
  return Object.fromEntries(missing.map((name) => [name, unknownFingerprint()]));
}

/** Inputs as they become outputs: without secrets. */
export function withoutSecrets<Inputs extends object, Secret extends string>(
  inputs: Inputs,
  secrets: readonly Secret[],
): Omit<Inputs, Secret> {
  const names: readonly string[] = secrets;
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !names.includes(name))) as Omit<Inputs, Secret>;
}
