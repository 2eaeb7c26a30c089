import { Decoder, Encoder, ExtensionCodec } from "@msgpack/msgpack";
import { UNKNOWN } from "../../lifecycle/operation/unknown";
import type { Message } from "../protocol/messages";

/** Unknown values, and those of which a bound is known, such as the beginning of a text [TERRAFORM values]. */
const UNKNOWN_TYPE = 0;
const REFINED_UNKNOWN_TYPE = 12;

const extensionCodec = new ExtensionCodec();
extensionCodec.register({
  type: UNKNOWN_TYPE,
  encode: (value) => (value === UNKNOWN ? new Uint8Array(1) : null),
  decode: () => UNKNOWN,
});
extensionCodec.register({ type: REFINED_UNKNOWN_TYPE, encode: () => null, decode: () => UNKNOWN });

const encoder = new Encoder({ extensionCodec });
const decoder = new Decoder({ extensionCodec });

type DynamicValue = Message<"DynamicValue">;

/** @param value of plain objects, lists and scalars; UNKNOWN where the value is not known, null where there is none */
export function toDynamicValue(value: unknown): DynamicValue {
  return { msgpack: encoder.encode(value) };
}

/** Null where there is no value; Terraform sends JSON in places where it has nothing but that. */
export function fromDynamicValue(value: DynamicValue | undefined): unknown {
  if (value?.msgpack?.length) return decoder.decode(value.msgpack);
  if (value?.json?.length) return JSON.parse(Buffer.from(value.json).toString("utf8"));
  return null;
}
