import type { Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import { Value as ValueMessage } from "google-protobuf/google/protobuf/struct_pb";
import { UNKNOWN } from "../../lifecycle/operation/unknown";
import { isUnknownMark } from "../../surface/unknownMarks";

/** Properties of a message as the lifecycle takes them, and which of them are or hold secrets. */
export type FromStruct = {
  readonly values: Readonly<Record<string, unknown>>;
  readonly secrets: ReadonlySet<string>;
};

/** Names that start with `__` belong to the surfaces: a stack that moved from the dynamic one still has them. */
const isHidden = (name: string) => name.startsWith("__");

/**
 * Reads any struct, also one that no engine would send, without ever throwing: a missing struct has no properties, a property without
 * a value is left out, unknowns become UNKNOWN, secrets and outputs their values. The struct is empty afterwards: gRPC keeps the message as long as
 * the operation lasts, and that of a large wave is the largest thing that it keeps.
 */
export function fromStruct(struct: Struct | undefined): FromStruct {
  const secrets = new Set<string>();
  const entries: Entry[] = [];
  struct?.getFieldsMap().forEach((field, name) => {
    const seen = { secret: false };
    const value = fromValue(field, seen);
    if (isHidden(name) || value === undefined || value === null) return;
    if (seen.secret) secrets.add(name);
    entries.push([name, value]);
  });
  struct?.getFieldsMap().clear();
  return { values: Object.fromEntries(entries), secrets };
}

type Entry = [name: string, value: unknown];
/** What is noted on the way: whether there was a secret anywhere. A map of thousands is read with each call: no more than its values is made of it. */
type Seen = { secret: boolean };

function fromValue(message: Value | undefined, seen: Seen): unknown {
  switch (message?.getKindCase()) {
    case ValueMessage.KindCase.NUMBER_VALUE:
      return message.getNumberValue();
    case ValueMessage.KindCase.BOOL_VALUE:
      return message.getBoolValue();
    case ValueMessage.KindCase.STRING_VALUE: {
      const text = message.getStringValue();
      return isUnknownMark(text) ? UNKNOWN : text;
    }
    case ValueMessage.KindCase.LIST_VALUE:
      return (message.getListValue()?.getValuesList() ?? []).map((item) => fromValue(item, seen));
    case ValueMessage.KindCase.STRUCT_VALUE:
      return fromObject(message.getStructValue()?.getFieldsMap(), seen);
    default:
      return null;
  }
}

type Fields = ReturnType<Struct["getFieldsMap"]>;

function fromObject(fields: Fields | undefined, seen: Seen): unknown {
  if (fields === undefined) return {};
  switch (fields.get(SIGNATURE_KEY)?.getStringValue()) {
    case signatures.secret:
      seen.secret = true;
      return fromValue(fields.get("value"), seen);
    case signatures.output:
      return fromOutput(fields, seen);
    case signatures.resource:
      return fromValue(fields.get("id") ?? fields.get("urn"), seen);
    default:
      return fromFields(fields, seen);
  }
}

/** An output without a value is not known yet. */
function fromOutput(fields: Fields, seen: Seen): unknown {
  if (fields.get("secret")?.getBoolValue() === true) seen.secret = true;
  const value = fields.get("value");
  return value === undefined ? UNKNOWN : fromValue(value, seen);
}

function fromFields(fields: Fields, seen: Seen): unknown {
  const entries: Entry[] = [];
  fields.forEach((field, name) => {
    const value = fromValue(field, seen);
    if (value !== null && value !== undefined) entries.push([name, value]);
  });
  // Unlike assignments, these make a property of any name.
  return Object.fromEntries(entries);
}

/** Marks that make a struct stand for something else on the wire [PULUMI signatures]. */
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";

export const signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
} as const;
