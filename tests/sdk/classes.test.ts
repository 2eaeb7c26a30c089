import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { queryFunctions } from "../../provider/lifecycle/functions";
import { resources } from "../../provider/lifecycle/resources";
import { jsonSchemaOf } from "../../provider/surface/jsonSchema";
import * as dynamic from "../../sdk";
import * as plugin from "../../sdk/plugin";
import { load } from "../tools/load";

const root = join(__dirname, "../..");
const biome = join(root, "node_modules/@biomejs/biome/bin/biome");

type Files = {
  generatedFiles(
    all: typeof resources,
    functions: typeof queryFunctions,
    schemaOf: typeof jsonSchemaOf,
  ): Record<string, string>;
};

describe("The classes that are made", () => {
  it("are in the repository as `npm run classes` makes them", async () => {
    const { generatedFiles } = await load<Files>("sdkClasses/files.mjs");
    const files = Object.entries(generatedFiles(resources, queryFunctions, jsonSchemaOf));
    assert.ok(files.length > 2);
    for (const [file, text] of files) {
      const args = [biome, "format", `--stdin-file-path=${file}`];
      const formatted = execFileSync(process.execPath, args, { cwd: root, input: text, encoding: "utf8" });
      assert.equal(readFileSync(join(root, file), "utf8"), formatted, file);
    }
  });
});

describe("The class of a resource", () => {
  const surfaces = { dynamic, plugin } as unknown as Readonly<Record<string, Readonly<Record<string, object>>>>;
  const fileOf = (name: string) => join(root, "sdk/plugin", `${name.charAt(0).toLowerCase()}${name.slice(1)}.ts`);

  for (const { name, foundBy } of Object.values(resources)) {
    const ways = foundBy.join(" or ") || "nothing";

    for (const [surface, classes] of Object.entries(surfaces)) {
      it(`of the ${surface} surface looks an object up where one is found: ${name} by ${ways}`, () => {
        const made = classes[name];
        assert.ok(made);
        assert.equal("get" in made, foundBy.length > 0);
      });
    }

    it(`of the plugin says what the option import takes: of ${name} ${ways}`, () => {
      const text = readFileSync(fileOf(name), "utf8").replace(/\n +\* +/g, " ");
      const [sentence = ""] = /`import` takes [^\n]*/.exec(text) ?? [];
      const said = [/ by id\b/.test(sentence) ? ["id"] : [], /`name:<name>`/.test(sentence) ? ["name"] : []].flat();
      assert.deepEqual(said, foundBy);
    });
  }
});
