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
 * a value is left out, unknowns become UNKNOWN, secrets and outputs their values.
 */
export function fromStruct(struct: Struct | undefined): FromStruct {
  const secrets = new Set<string>();
  const values = Object.fromEntries(
    fieldsOf(struct).flatMap(([name, field]) => {
      const { value, isSecret } = fromValue(field);
      if (isHidden(name) || value === undefined || value === null) return [];
      if (isSecret) secrets.add(name);
      return [[name, value]];
    }),
  );
  return { values, secrets };
}

type Plain = { readonly value: unknown; readonly isSecret: boolean };

const plain = (value: unknown): Plain => ({ value, isSecret: false });

function fromValue(message: Value | undefined): Plain {
  switch (message?.getKindCase()) {
    case ValueMessage.KindCase.NUMBER_VALUE:
      return plain(message.getNumberValue());
    case ValueMessage.KindCase.BOOL_VALUE:
      return plain(message.getBoolValue());
    case ValueMessage.KindCase.STRING_VALUE: {
      const text = message.getStringValue();
      return plain(isUnknownMark(text) ? UNKNOWN : text);
    }
    case ValueMessage.KindCase.LIST_VALUE:
      return fromList(message.getListValue()?.getValuesList() ?? []);
    case ValueMessage.KindCase.STRUCT_VALUE:
      return fromObject(message.getStructValue());
    default:
      return plain(null);
  }
}

function fromList(messages: readonly Value[]): Plain {
  const items = messages.map(fromValue);
  return { value: items.map((item) => item.value), isSecret: items.some((item) => item.isSecret) };
}

function fromObject(struct: Struct | undefined): Plain {
  const fields = new Map(fieldsOf(struct));
  switch (fields.get(SIGNATURE_KEY)?.getStringValue()) {
    case signatures.secret:
      return { value: fromValue(fields.get("value")).value, isSecret: true };
    case signatures.output:
      return fromOutput(fields);
    case signatures.resource:
      return fromValue(fields.get("id") ?? fields.get("urn"));
    default:
      return fromFields(fields);
  }
}

/** An output without a value is not known yet. */
function fromOutput(fields: ReadonlyMap<string, Value>): Plain {
  const value = fields.get("value");
  const isSecret = fields.get("secret")?.getBoolValue() === true;
  if (value === undefined) return { value: UNKNOWN, isSecret };
  const inner = fromValue(value);
  return { value: inner.value, isSecret: isSecret || inner.isSecret };
}

function fromFields(fields: ReadonlyMap<string, Value>): Plain {
  const entries = [...fields].map(([name, field]) => [name, fromValue(field)] as const);
  return {
    value: Object.fromEntries(
      entries.flatMap(([name, { value }]) => (value === null || value === undefined ? [] : [[name, value]])),
    ),
    isSecret: entries.some(([, { isSecret }]) => isSecret),
  };
}

function fieldsOf(struct: Struct | undefined): [string, Value][] {
  const fields: [string, Value][] = [];
  struct?.getFieldsMap().forEach((field, name) => {
    fields.push([name, field]);
  });
  return fields;
}

/** Marks that make a struct stand for something else on the wire [PULUMI signatures]. */
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";

export const signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
} as const;
