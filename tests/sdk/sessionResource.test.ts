import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { inputNames } from "../../provider/lifecycle/importSession/inputs";
import { outputNames } from "../../provider/lifecycle/importSessionOutputs";
import { ImportSession } from "../../sdk";
import { ImportSession as PluginImportSession } from "../../sdk/plugin";

const args = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-vol-01" };

const surfaces = [
  { surface: "dynamic", make: () => new ImportSession("database", args), get: () => ImportSession.get("old", "17") },
  {
    surface: "plugin",
    make: () => new PluginImportSession("database", args),
    get: () => PluginImportSession.get("old", "17"),
  },
];

/** What a program can read of a resource before the engine has answered: a property that is missing then stays missing. */
function missing(resource: pulumi.Resource, surface: string): string[] {
  const expected = [...inputNames, ...outputNames].filter((name) => surface === "dynamic" || name !== "array");
  return expected.filter((name) => !pulumi.Output.isInstance((resource as unknown as Record<string, unknown>)[name]));
}

describe("The resource class", () => {
  before("answer the engine's part", () =>
    pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }),
      call: () => ({}),
    }),
  );

  for (const { surface, make, get } of surfaces) {
    it(`of the ${surface} surface shows every input and output, also inputs that the program leaves out`, () => {
      assert.deepEqual(missing(make(), surface), []);
    });

    it(`of the ${surface} surface shows them of a session that is only looked up`, () => {
      assert.deepEqual(missing(get(), surface), []);
    });
  }
});
