import { Reader, Writer } from "protobufjs/minimal";
import type { FieldSpec, Message, MessageName, Scalar } from "./messages";
import { messages } from "./messages";

type Values = Readonly<Record<string, unknown>>;

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const KEY = 1;
const VALUE = 2;
const WIRE_TYPE_BITS = 3;
const WIRE_TYPE_MASK = (1 << WIRE_TYPE_BITS) - 1;

const wireTypes: Readonly<Record<Scalar, number>> = {
  bytes: LENGTH_DELIMITED,
  string: LENGTH_DELIMITED,
  bool: VARINT,
  int32: VARINT,
  int64: VARINT,
};

const isScalar = (type: string): type is Scalar => type in wireTypes;

const fieldsOf = (name: string) => Object.entries(messages[name as MessageName]) as [string, FieldSpec][];

/** By the table, without code that is generated for each message: most of them pass once or twice in the life of a process. */
export function encodeMessage<Name extends MessageName>(name: Name, message: Message<Name>): Buffer {
  return Buffer.from(writeMessage(Writer.create(), name, message as Values).finish());
}

function writeMessage(writer: Writer, name: string, message: Values): Writer {
  for (const [field, [number, type, rule]] of fieldsOf(name)) {
    const value = message[field];
    if (value === undefined || value === null) continue;
    if (rule === "map") {
      for (const [key, each] of Object.entries(value as Values)) {
        const entry = tag(writer, number, LENGTH_DELIMITED).fork();
        tag(entry, KEY, LENGTH_DELIMITED).string(key);
        writeValue(entry, VALUE, type, each);
        entry.ldelim();
      }
    } else if (rule === "repeated") {
      for (const each of value as readonly unknown[]) writeValue(writer, number, type, each);
    } else writeValue(writer, number, type, value);
  }
  return writer;
}

const tag = (writer: Writer, number: number, wireType: number): Writer =>
  writer.uint32((number << WIRE_TYPE_BITS) | wireType);

function writeValue(writer: Writer, number: number, type: string, value: unknown): void {
  if (isScalar(type)) tag(writer, number, wireTypes[type])[type](value as never);
  else writeMessage(tag(writer, number, LENGTH_DELIMITED).fork(), type, value as Values).ldelim();
}

export function decodeMessage<Name extends MessageName>(name: Name, bytes: Uint8Array): Message<Name> {
  const reader = Reader.create(bytes);
  return readMessage(reader, name, reader.len) as Message<Name>;
}

function readMessage(reader: Reader, name: string, end: number): Values {
  const byNumber = new Map(fieldsOf(name).map(([field, spec]) => [spec[0], { field, spec }]));
  const message: Record<string, unknown> = {};
  while (reader.pos < end) {
    const read = reader.uint32();
    const known = byNumber.get(read >>> WIRE_TYPE_BITS);
    if (known) readField(reader, message, known.field, known.spec);
    else reader.skipType(read & WIRE_TYPE_MASK);
  }
  return message;
}

function readField(reader: Reader, message: Record<string, unknown>, field: string, [, type, rule]: FieldSpec): void {
  if (rule === "map") {
    const { key = "", value } = readEntry(reader, type);
    message[field] = { ...(message[field] as Values), [key]: value };
  } else if (rule === "repeated") {
    const values = (message[field] ?? []) as unknown[];
    message[field] = values;
    values.push(readValue(reader, type));
  } else message[field] = readValue(reader, type);
}

function readEntry(reader: Reader, type: string): { readonly key?: string; readonly value?: unknown } {
  const end = reader.uint32() + reader.pos;
  const entry: { key?: string; value?: unknown } = {};
  while (reader.pos < end) {
    const number = reader.uint32() >>> WIRE_TYPE_BITS;
    if (number === KEY) entry.key = reader.string();
    else entry.value = readValue(reader, type);
  }
  return entry;
}

function readValue(reader: Reader, type: string): unknown {
  // Where there is a library for them, 64 bits are an object; what is counted here fits into a number.
  if (isScalar(type)) return type === "int64" ? Number(reader.int64()) : reader[type]();
  const length = reader.uint32();
  return readMessage(reader, type, reader.pos + length);
}
