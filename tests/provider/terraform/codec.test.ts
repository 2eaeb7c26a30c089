import assert from "node:assert/strict";
import fc from "fast-check";
import { Field, MapField, Root, Type } from "protobufjs/light";
import { decodeMessage, encodeMessage } from "../../../provider/terraform/protocol/codec";
import type { FieldSpec, MessageName } from "../../../provider/terraform/protocol/messages";
import { messages } from "../../../provider/terraform/protocol/messages";

const names = Object.keys(messages) as MessageName[];
const root = new Root();

/** The same table by the whole library, which writes code for each type. */
function typeOf(name: MessageName): Type {
  const known = root.get(name);
  if (known instanceof Type) return known;
  const type = new Type(name);
  root.add(type);
  for (const [field, [id, of, rule]] of Object.entries(messages[name]) as [string, FieldSpec][]) {
    if (of in messages) typeOf(of as MessageName);
    type.add(rule === "map" ? new MapField(field, id, "string", of) : new Field(field, id, of, rule));
  }
  return type;
}

const DEPTH = 4;
const scalars: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  bytes: fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
  string: fc.string({ unit: "grapheme", maxLength: 20 }),
  bool: fc.boolean(),
  int32: fc.integer(),
  int64: fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
};

function anyValue(type: string, depth: number): fc.Arbitrary<unknown> {
  return scalars[type] ?? (depth > DEPTH ? fc.constant({}) : messageOf(type as MessageName, depth + 1));
}

function messageOf(name: MessageName, depth = 0): fc.Arbitrary<object> {
  const fields = Object.entries(messages[name] as Readonly<Record<string, FieldSpec>>).map(
    ([field, [, type, rule]]) => {
      const value = anyValue(type, depth);
      if (rule === "map")
        return [
          field,
          fc.dictionary(fc.string({ minLength: 1, maxLength: 5 }), value, {
            minKeys: 1,
            maxKeys: 2,
            noNullPrototype: true,
          }),
        ];
      return [field, rule === "repeated" ? fc.array(value, { minLength: 1, maxLength: 2 }) : value];
    },
  );
  return fc.record(Object.fromEntries(fields), { requiredKeys: [], noNullPrototype: true });
}

const anyMessage = fc.constantFrom(...names).chain((name) => messageOf(name).map((message) => ({ name, message })));
const plain = (type: Type, bytes: Uint8Array) => type.toObject(type.decode(bytes), { longs: Number });

describe("Messages of Terraform's protocol", () => {
  it("are read as protobuf's own library has written them, and the other way round", () => {
    fc.assert(
      fc.property(anyMessage, ({ name, message }) => {
        const type = typeOf(name);
        assert.deepEqual(decodeMessage(name, type.encode(type.fromObject(message)).finish()), message);
        assert.deepEqual(plain(type, encodeMessage(name, message)), message);
      }),
      { numRuns: 300, seed: 18 },
    );
  });

  it("are read without the fields that this side does not know, of whatever kind", () => {
    const newer = new Type("Newer").add(new Field("id", 2, "string"));
    for (const [index, of] of ["string", "fixed32", "fixed64", "uint64"].entries())
      newer.add(new Field(of, 90 + index, of));
    const bytes = newer.encode({ id: "s1", string: "x", fixed32: 1, fixed64: 2, uint64: 3 }).finish();
    assert.deepEqual(decodeMessage("ImportResourceStateRequest", bytes), { id: "s1" });
  });
});
