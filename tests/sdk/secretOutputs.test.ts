import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { resources } from "../../provider/lifecycle/resources";
import * as dynamic from "../../sdk";
import * as plugin from "../../sdk/plugin";

type Class = new (name: string, args: object, opts: pulumi.CustomResourceOptions) => pulumi.CustomResource;
type Classes = Readonly<Record<string, Class>>;

const surfaces = { dynamic, plugin } as unknown as Readonly<Record<string, Classes>>;

/** Outputs that the engine is told to encrypt, whoever answers them. */
function secretOutputsOf(made: Class | undefined, opts: pulumi.CustomResourceOptions = {}): readonly string[] {
  assert.ok(made);
  let given: pulumi.CustomResourceOptions = {};
  const look: pulumi.ResourceTransformation = (args) => {
    given = args.opts;
    return undefined;
  };
  new made("old", {}, { ...opts, transformations: [look] });
  return given.additionalSecretOutputs ?? [];
}

describe("The resource classes", () => {
  before("answer the engine's part", () =>
    pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }),
      call: () => ({}),
    }),
  );

  for (const [surface, classes] of Object.entries(surfaces)) {
    for (const { name, secrets, outputs } of Object.values(resources)) {
      const expected = secrets.filter((each) => each in outputs);
      it(`of the ${surface} surface have the engine encrypt what is secret among the outputs of ${name}: ${expected.join(", ") || "nothing"}`, () => {
        assert.deepEqual(secretOutputsOf(classes[name]), expected);
      });

      it(`of the ${surface} surface have it encrypt as well what the program wants so of ${name}`, () => {
        const opts = { additionalSecretOutputs: ["clusterId"] };
        assert.deepEqual(secretOutputsOf(classes[name], opts), ["clusterId", ...expected]);
      });
    }
  }

  it("have something to be encrypted of what has secrets", () => {
    assert.deepEqual(secretOutputsOf(surfaces.dynamic?.RemoteSystem), ["secretFingerprints"]);
    assert.deepEqual(secretOutputsOf(surfaces.plugin?.ImportHostSystem), ["secretFingerprints"]);
  });
});
