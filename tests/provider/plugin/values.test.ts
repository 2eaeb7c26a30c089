import assert from "node:assert/strict";
import * as fc from "fast-check";
import { NullValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import { UNKNOWN } from "../../../provider/lifecycle/operation/unknown";
import { fromStruct } from "../../../provider/plugin/values/fromStruct";
import { toStruct } from "../../../provider/plugin/values/toStruct";
import { secret, struct, UNKNOWN_STRING } from "./wire";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";

describe("Values on the wire", () => {
  const cases: { name: string; wire: object; values: object; secrets?: string[] }[] = [
    { name: "plain values stay", wire: { a: "x", b: 1.5, c: false }, values: { a: "x", b: 1.5, c: false } },
    { name: "a null is no value", wire: { a: null, b: { c: null } }, values: { b: {} } },
    { name: "a null in a list keeps its place", wire: { a: ["x", null] }, values: { a: ["x", null] } },
    { name: "every kind of unknown is one", wire: { a: UNKNOWN_STRING }, values: { a: UNKNOWN } },
    {
      name: "an unknown boolean is one too",
      wire: { a: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7" },
      values: { a: UNKNOWN },
    },
    { name: "an unknown inside a list is found", wire: { a: ["x", UNKNOWN_STRING] }, values: { a: ["x", UNKNOWN] } },
    { name: "a secret is unwrapped and remembered", wire: { a: secret("x") }, values: { a: "x" }, secrets: ["a"] },
    {
      name: "a secret inside makes its property one",
      wire: { a: { b: [secret("x")] } },
      values: { a: { b: ["x"] } },
      secrets: ["a"],
    },
    {
      name: "an output is its value",
      wire: { a: { [SIGNATURE]: OUTPUT, value: 1, secret: true } },
      values: { a: 1 },
      secrets: ["a"],
    },
    { name: "an output without a value is unknown", wire: { a: { [SIGNATURE]: OUTPUT } }, values: { a: UNKNOWN } },
    { name: "a resource is its id", wire: { a: { [SIGNATURE]: RESOURCE, urn: "u", id: "7" } }, values: { a: "7" } },
    { name: "what belongs to the other surface is left out", wire: { __provider: "x", __urn: "u" }, values: {} },
  ];

  for (const { name, wire, values, secrets = [] } of cases) {
    it(`in: ${name}`, () => {
      const result = fromStruct(struct(wire));
      assert.deepEqual(result.values, values);
      assert.deepEqual([...result.secrets], secrets);
    });
  }

  it("in: no struct at all is no properties", () => {
    assert.deepEqual(fromStruct(undefined), { values: {}, secrets: new Set() });
  });

  it("in: a value without a kind is no value", () => {
    const message = new Struct();
    message.getFieldsMap().set("a", new Value());
    assert.deepEqual(fromStruct(message).values, {});
  });

  it("in: a message that has been read holds nothing any more", () => {
    const message = struct({ sessions: { "db-01": { sourceResourceId: "v-1" } } });
    assert.deepEqual(fromStruct(message).values, { sessions: { "db-01": { sourceResourceId: "v-1" } } });
    assert.equal(message.getFieldsMap().getLength(), 0);
    assert.equal(message.serializeBinary().length, 0);
  });

  it("in: a property named like a prototype is a property", () => {
    const message = new Struct();
    message.getFieldsMap().set("constructor", new Value().setStringValue("x"));
    const { values } = fromStruct(message);
    assert.deepEqual(Object.keys(values), ["constructor"]);
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  });

  it("out: secrets are wrapped by name, unknowns marked, missing values left out", () => {
    const wire = toStruct({ a: "x", b: UNKNOWN, c: undefined, d: null, e: Number.NaN }, new Set(["a", "b", "none"]));
    assert.deepEqual(wire.toJavaScript(), { a: secret("x"), b: UNKNOWN_STRING, d: null, e: null });
    assert.equal(wire.getFieldsMap().get("d")?.getNullValue(), NullValue.NULL_VALUE);
  });

  const leaf = fc.oneof(
    fc.string().filter((text) => !/^[0-9a-f-]{36}$/.test(text)),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
    fc.constant(UNKNOWN),
  );
  const name = fc.string({ minLength: 1 }).filter((text) => !text.startsWith("__"));
  const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(name, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));

  it("come back as they went, secrets included, whatever they are", () => {
    const properties = fc.dictionary(name, anyValue, { maxKeys: 6, noNullPrototype: true });
    fc.assert(
      fc.property(properties, fc.array(name), (values, extra) => {
        const wanted = new Set([...Object.keys(values).filter((_, index) => index % 2 === 0), ...extra]);
        const bytes = toStruct(values, wanted).serializeBinary();
        const back = fromStruct(Struct.deserializeBinary(bytes));
        assert.deepEqual(back.values, values);
        const marked = Object.keys(values).filter((key) => wanted.has(key) && values[key] !== UNKNOWN);
        assert.deepEqual([...back.secrets].sort(), marked.sort());
      }),
    );
  });

  it("never make reading fail, however senseless the struct", () => {
    const signature = fc.constantFrom(...["1b47061264138c4ac30d75fd1eb44270", OUTPUT, RESOURCE, "nonsense"]);
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.jsonValue(),
        fc.record({ [SIGNATURE]: signature, value: tie("value") }, { requiredKeys: [SIGNATURE] }),
        fc.array(tie("value"), { maxLength: 3 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value, { noNullPrototype: true }), (wire) => {
        fromStruct(struct(wire));
      }),
    );
  });
});
