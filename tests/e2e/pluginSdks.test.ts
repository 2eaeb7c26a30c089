import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { HOMEPAGE, VERSION } from "../../provider/plugin/publication";
import { packageSchema } from "../../provider/plugin/schema/packageSchema";
import { skipLoudly } from "../skipLoudly";

const root = join(__dirname, "../..");

type Properties = Readonly<Record<string, object>>;
type Schema = {
  readonly pluginDownloadURL: string;
  readonly resources: Readonly<
    Record<string, { readonly inputProperties: Properties; readonly properties: Properties }>
  >;
  readonly functions: Properties;
};
const schema = packageSchema(VERSION) as Schema;

/** Where each language's package says what it is, and what it must say there. */
const packages: readonly { language: string; file: string; says: readonly string[]; plugin: string }[] = [
  {
    language: "nodejs",
    file: "package.json",
    says: ['"name": "pulumi-powerstore-import-sdk"', `"version": "${VERSION}"`, `"repository": "${HOMEPAGE}"`],
    plugin: "package.json",
  },
  {
    language: "python",
    file: "pyproject.toml",
    says: ['name = "pulumi_powerstore_import"', `version = "${VERSION}"`, `Repository = "${HOMEPAGE}"`],
    plugin: "pulumi_powerstore_import/pulumi-plugin.json",
  },
  {
    language: "go",
    file: "powerstoreimport/go.mod",
    says: ["module github.com/pulumi-powerstore-import/pulumi-powerstore-import/sdk/go/powerstoreimport\n"],
    plugin: "powerstoreimport/pulumi-plugin.json",
  },
  {
    language: "dotnet",
    file: "PulumiPowerStoreImport.PowerStoreImport.csproj",
    says: [
      `<Version>${VERSION}</Version>`,
      `<RepositoryUrl>${HOMEPAGE}</RepositoryUrl>`,
      "<PackageIcon>logo.png</PackageIcon>",
    ],
    plugin: "pulumi-plugin.json",
  },
  {
    language: "java",
    file: "pom.xml",
    says: [
      "<groupId>io.github.pulumi-powerstore-import</groupId>\n  <artifactId>powerstore-import</artifactId>",
      `<version>${VERSION}</version>`,
      `<scm>\n    <url>${HOMEPAGE}</url>`,
    ],
    plugin: "src/main/resources/io/github/pulumi_powerstore_import/powerstore-import/plugin.json",
  },
];

describe("The SDKs of the package", () => {
  let folder: string;
  let archives: string[];
  const sdk = (language: string, file: string) => readFileSync(join(folder, "unpacked", language, file), "utf8");

  before("generate and pack them, and unpack them again", async function () {
    this.timeout(600_000);
    const { canGenerate } = await import("../../tools/package/generateSdk.mjs");
    const { writeSdkArchives } = await import("../../tools/package/sdkArchives.mjs");
    if (!canGenerate()) return skipLoudly(this, "Go", "no go on PATH, by which the SDKs are generated");
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-sdks-"));
    const schemaFile = join(folder, "schema.json");
    writeFileSync(schemaFile, JSON.stringify(schema));
    archives = await writeSdkArchives(folder, schemaFile, join(folder, "generated"), VERSION);
    mkdirSync(join(folder, "unpacked"));
    for (const archive of archives) execFileSync("tar", ["-xzf", archive, "-C", join(folder, "unpacked")]);
  });
  after(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  for (const { language, file, says, plugin } of packages) {
    it(`are there for ${language}, with name, version and repository, and say which plugin they want`, () => {
      assert.ok(archives.includes(join(folder, `powerstore-import-sdk-${language}-v${VERSION}.tar.gz`)));
      const text = sdk(language, file);
      for (const part of says) assert.ok(text.includes(part), `${part} in ${text}`);
      const said = JSON.parse(sdk(language, plugin));
      const { name, server, ...wanted } = said.pulumi ?? said;
      assert.deepEqual([name, server, wanted.version], ["powerstore-import", schema.pluginDownloadURL, VERSION]);
    });
  }

  it("compile for Node.js as they are", () => {
    const place = join(folder, "unpacked/nodejs");
    for (const name of ["@pulumi/pulumi", "@types/node"]) {
      mkdirSync(dirname(join(place, "node_modules", name)), { recursive: true });
      symlinkSync(join(root, "node_modules", name), join(place, "node_modules", name));
    }
    execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--noEmit", "-p", place]);
  });

  // There is no compiler for it among the packages that this machine can install.
  it("have for .NET every input, output and function of the schema, and the logo as NuGet wants it", () => {
    const resource = schema.resources["powerstore-import:index:ImportSession"];
    const [outputs = "", inputs = ""] = sdk("dotnet", "ImportSession.cs").split(
      "public sealed class ImportSessionArgs",
    );
    assert.match(outputs, /\nnamespace PulumiPowerStoreImport\.PowerStoreImport\n/);
    assert.match(outputs, /\[PowerStoreImportResourceType\("powerstore-import:index:ImportSession"\)\]/);
    const named = (text: string, kind: string) =>
      [...text.matchAll(new RegExp(`\\[${kind}\\("(\\w+)"`, "g"))].map(([, name]) => name).sort();
    assert.deepEqual(named(outputs, "Output"), Object.keys(resource?.properties ?? {}).sort());
    assert.deepEqual(named(inputs, "Input"), Object.keys(resource?.inputProperties ?? {}).sort());
    for (const token of Object.keys(schema.functions)) {
      const name = token.replace(/^.*:g/, "G");
      assert.match(sdk("dotnet", `${name}.cs`), new RegExp(`InvokeAsync<${name}Result>\\("${token}"`));
    }
    const logo = readFileSync(join(folder, "unpacked/dotnet/logo.png"));
    assert.deepEqual(logo, readFileSync(join(root, "docs/logo.png")));
  });
});
