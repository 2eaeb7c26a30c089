import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { queryFunctions } from "../../provider/lifecycle/functions";
import { resources } from "../../provider/lifecycle/resources";
import { jsonSchemaOf } from "../../provider/surface/jsonSchema";
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
