import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { UNKNOWN } from "../../../provider/lifecycle/operation/unknown";
import { plain, secret, struct, UNKNOWN_STRING } from "../../provider/plugin/wire";

type Values = Readonly<Record<string, unknown>>;

/** The input that every program here has wrapped in `pulumi.secret`: wherever the engine sends it, it says so. */
const SECRET_INPUT = "description";

/** A secret for the wire, as the engine wraps it. */
type Wrapped = ReturnType<typeof secret>;

/** Values as the engine puts them into a message: what is undefined is left out. */
export function toMessage(values: Values): Struct {
  const entries = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, toEntry(name, value)]);
  return struct(Object.fromEntries(entries));
}

function toEntry(name: string, value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_STRING;
  return name === SECRET_INPUT ? secret(value as string) : value;
}

/**
 * Values as the engine takes them out of the answer to what it sent; it would write a secret that came back unmarked into the state in clear text.
 * What a program does not say and somebody else gave the object is no secret.
 */
export function fromMessage(
  message: Struct | undefined,
  sent: readonly Values[],
  complain: (about: string) => void,
): Values {
  const wasSecret = sent.some((values) => typeof values[SECRET_INPUT] === "string");
  const entries = Object.entries(plain(message)).map(([name, marked]) => {
    const value = unmarked(marked);
    if (name !== SECRET_INPUT || value === UNKNOWN) return [name, value];
    if (wasSecret && !isWrapped(value)) complain(`${name} was a secret and came back as ${JSON.stringify(value)}`);
    return [name, isWrapped(value) ? value.value : value];
  });
  return Object.fromEntries(entries);
}

/** What is not known may also be inside of what is. */
function unmarked(value: unknown): unknown {
  if (value === UNKNOWN_STRING) return UNKNOWN;
  if (Array.isArray(value)) return value.map(unmarked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, unmarked(own)]));
}

function isWrapped(value: unknown): value is Wrapped {
  return (
    typeof value === "object" && value !== null && Object.keys(secret("")).every((key) => Object.hasOwn(value, key))
  );
}
