import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VERSION } from "../../../provider/plugin/publication";
import { packageSchema } from "../../../provider/plugin/schema/packageSchema";
import { load } from "../load";

type SdkFiles = { complete(language: string, schemaFile: string, folder: string): void };

const releasing = readFileSync(join(__dirname, "../../../RELEASING.md"), "utf8");

/** How RELEASING has the SDKs published: all from that step on, up to the next heading in bold. */
const [, sdkStep = ""] = /^\d+\. (The SDKs[\s\S]*?)^\*\*/m.exec(releasing) ?? [];

describe("What is added to a generated SDK", () => {
  let folder: string;
  const read = (file: string) => readFileSync(join(folder, file), "utf8");

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-sdk-"));
    writeFileSync(join(folder, "schema.json"), JSON.stringify(packageSchema(VERSION)));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const complete = async (language: string) =>
    (await load<SdkFiles>("package/sdkFiles.mjs")).complete(language, join(folder, "schema.json"), folder);

  it("keeps npm from publishing that for Node.js, which is source that nothing has compiled", async () => {
    writeFileSync(
      join(folder, "package.json"),
      '{"name": "pulumi-powerstore-import-sdk", "pulumi": {"resource": true}}',
    );
    await complete("nodejs");
    assert.deepEqual(JSON.parse(read("package.json")), {
      name: "pulumi-powerstore-import-sdk",
      private: true,
      pulumi: { resource: true },
    });
    assert.doesNotMatch(sdkStep, /`npm publish/);
  });

  it("makes a Maven project that builds, and that nobody is told to deploy as long as it says not where to", async () => {
    mkdirSync(join(folder, "src/main/resources/io/github/pulumi_powerstore_import/powerstore-import"), {
      recursive: true,
    });
    await complete("java");
    const deploys = /<distributionManagement>|central-publishing-maven-plugin/.test(read("pom.xml"));
    assert.equal(sdkStep.includes("`mvn deploy`"), deploys);
  });

  it("is told of for every language, in the step that publishes them", () => {
    for (const word of [".NET", "Java", "Python", "Go", "Node.js"]) assert.ok(sdkStep.includes(word), word);
  });
});
