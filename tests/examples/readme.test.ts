import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");
const textOf = (path: string) => readFileSync(join(root, path), "utf8");

/** The examples, all of which the end-to-end tests run on the engine. */
const examples = [
  { language: "ts", file: "examples/typescript/index.ts" },
  { language: "python", file: "examples/python/__main__.py" },
  { language: "yaml", file: "examples/yaml/Pulumi.yaml" },
];

describe("The README's section about every language", () => {
  const [, section = ""] = textOf("README.md").split(/^## In every Pulumi language$/m);
  const [table = "", output = ""] = section.split("</table>");

  for (const { language, file } of examples) {
    it(`shows in ${language} what is in ${file}, paragraph by paragraph`, () => {
      const block = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\`$`, "m").exec(table)?.[1] ?? "";
      const paragraphs = block.split(/\n\n+/);
      assert.notEqual(block, "");
      const example = textOf(file);
      for (const paragraph of paragraphs) assert.ok(example.includes(`${paragraph}\n`), paragraph);
    });
  }

  it("shows an output of the resources and outputs that the programs have", () => {
    const program = textOf("examples/typescript/index.ts");
    const [shown = ""] = output.split(/^## /m);
    const resources = [...shown.matchAll(/powerstore-import:index:ImportSession +(\w+) /g)].map(([, name]) => name);
    assert.ok(resources.length > 0);
    for (const name of resources) assert.ok(program.includes(`new ImportSession("${name}"`), name);
    const outputs = [...shown.matchAll(/^ {6,8}(?:~ )?(\w+) *: "/gm)].map(([, name]) => name);
    assert.equal(outputs.length, 3);
    for (const name of outputs) assert.ok(program.includes(`export const ${name} =`), name);
  });
});
