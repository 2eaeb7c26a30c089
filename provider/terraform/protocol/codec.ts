import { Field, MapField, Root, Type } from "protobufjs/light";
import type { Message, MessageName } from "./messages";
import { messages } from "./messages";

/** The types of all messages, made when the first one is needed: the process is to have told its address before. */
const root = new Root();

function typeOf(name: MessageName): Type {
  const known = root.get(name);
  if (known instanceof Type) return known;
  const type = new Type(name);
  root.add(type);
  for (const [field, [id, fieldType, rule]] of Object.entries(messages[name]) as [string, FieldSpec][]) {
    if (fieldType in messages) typeOf(fieldType as MessageName);
    type.add(rule === "map" ? new MapField(field, id, "string", fieldType) : new Field(field, id, fieldType, rule));
  }
  return type;
}

type FieldSpec = readonly [number, string, ("repeated" | "map")?];

export function encodeMessage<Name extends MessageName>(name: Name, message: Message<Name>): Buffer {
  const type = typeOf(name);
  return Buffer.from(type.encode(type.fromObject(message as Record<string, unknown>)).finish());
}

export function decodeMessage<Name extends MessageName>(name: Name, bytes: Uint8Array): Message<Name> {
  const type = typeOf(name);
  return type.toObject(type.decode(bytes), { longs: Number }) as Message<Name>;
}
