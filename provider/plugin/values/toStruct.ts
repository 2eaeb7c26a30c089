import { ListValue, NullValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import { UNKNOWN } from "../../lifecycle/operation/unknown";
import { UNKNOWN_STRING } from "../../surface/unknownMarks";
import { SIGNATURE_KEY, signatures } from "./fromStruct";

const none: ReadonlySet<string> = new Set();

/**
 * Properties as a message. What came in as a secret goes out as one, by the name of its property: the engine would otherwise write an
 * unwrapped input in clear text into the outputs [ENGINE secrets].
 */
export function toStruct(values: Readonly<Record<string, unknown>>, secrets: ReadonlySet<string> = none): Struct {
  const struct = new Struct();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const message = toValue(value);
    // An unknown is no secret yet; the engine marks it when it becomes known.
    struct.getFieldsMap().set(name, secrets.has(name) && value !== UNKNOWN ? secretOf(message) : message);
  }
  return struct;
}

function secretOf(value: Value): Value {
  const struct = new Struct();
  struct.getFieldsMap().set(SIGNATURE_KEY, new Value().setStringValue(signatures.secret));
  struct.getFieldsMap().set("value", value);
  return new Value().setStructValue(struct);
}

function toValue(value: unknown): Value {
  if (value === UNKNOWN) return new Value().setStringValue(UNKNOWN_STRING);
  switch (typeof value) {
    case "string":
      return new Value().setStringValue(value);
    case "boolean":
      return new Value().setBoolValue(value);
    case "number":
      return Number.isFinite(value) ? new Value().setNumberValue(value) : nullValue();
    case "object":
      if (value === null) return nullValue();
      return Array.isArray(value)
        ? new Value().setListValue(new ListValue().setValuesList(value.map(toValue)))
        : new Value().setStructValue(toStruct(value as Record<string, unknown>));
    default:
      return nullValue();
  }
}

/** JSON has no place for what is left: the engine's own conversion does the same. */
function nullValue(): Value {
  return new Value().setNullValue(NullValue.NULL_VALUE);
}
