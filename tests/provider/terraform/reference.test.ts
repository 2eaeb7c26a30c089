import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { resourcesOf } from "../../../provider/lifecycle/resources";
import { getProviderSchema } from "../../../provider/terraform/calls";
import type { Message } from "../../../provider/terraform/protocol/messages";
import { load } from "../../tools/load";

const root = join(__dirname, "../../..");
type Schema = Message<"GetProviderSchemaResponse">;
type Page = {
  readonly referenceFile: string;
  readonly guideFile: string;
  referencePage(schema: Schema): string;
  replaceArguments(guide: string, schema: Schema): string;
};

const schemaNow = () => getProviderSchema({ resources: resourcesOf.terraform });

describe("The reference of the Terraform provider", () => {
  const fileOf = (name: string) => readFileSync(join(root, name), "utf8");

  it("is in the repository as `npm run reference` makes it, and so are the arguments of the provider block", async () => {
    const page = await load<Page>("terraformReference/page.mjs");
    assert.equal(fileOf(page.referenceFile), page.referencePage(await schemaNow()));
    assert.equal(fileOf(page.guideFile), page.replaceArguments(fileOf(page.guideFile), await schemaNow()));
  });

  it("has every resource and data source that the guide names", async () => {
    const { guideFile, referenceFile } = await load<Page>("terraformReference/page.mjs");
    const names = [...fileOf(guideFile).matchAll(/`(powerstore-import_\w+)`/g)].map(([, name]) => `### ${name}\n`);
    assert.ok(names.length > 5);
    for (const name of names) assert.ok(fileOf(referenceFile).includes(name), name);
  });
});

describe("The descriptions of the Terraform schema", () => {
  type Described = { readonly where: string; readonly text: string };
  const attributes = (where: string, all: readonly Message<"Attribute">[] = []): Described[] =>
    all.flatMap(({ name, description = "", nestedType }) => [
      { where: `${where}.${name}`, text: description },
      ...attributes(`${where}.${name}`, nestedType?.attributes),
    ]);
  const described = async (): Promise<readonly Described[]> => {
    const { provider = {}, resourceSchemas, dataSourceSchemas } = await schemaNow();
    const dataSources = Object.entries(dataSourceSchemas ?? {}).map(([name, each]) => [`data.${name}`, each] as const);
    const all = [["provider", provider] as const, ...Object.entries(resourceSchemas ?? {}), ...dataSources];
    return all.flatMap(([name, { block }]) => [
      { where: name, text: block?.description ?? "" },
      ...attributes(name, block?.attributes),
    ]);
  };

  it("say what each attribute is", async () => {
    assert.deepEqual(
      (await described()).filter(({ text }) => text === "").map(({ where }) => where),
      [],
    );
  });

  it("are in Terraform's words: no names of another language, no stack, no program, no update", async () => {
    const names = /\b(?!iSCSI)[a-z]+[A-Z]\w*|\bget[A-Z]|\bImport(?!_)[A-Z]\w+|RemoteSystem|Universal[A-Z]/;
    const wrong = (await described()).filter(
      ({ text }) => names.test(text) || /pulumi|\bstacks?\b|\bprogram\b|\bupdates?\b(?!d)/i.test(text),
    );
    assert.deepEqual(wrong, []);
  });

  it("promise no name where one has to be given", async () => {
    const texts = new Map((await described()).map(({ where, text }) => [where, text]));
    assert.match(texts.get("powerstore-import_session.name") ?? "", /Generated from what is imported/);
    assert.doesNotMatch(texts.get("powerstore-import_remote_system.name") ?? "", /Generated/);
  });
});
