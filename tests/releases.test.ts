/** What pages say of registries, while there is nothing of ours on them. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { loadSimulator } from "../command/forecast/simulator";
import type { Surroundings } from "../command/process/surroundings";
import { HOMEPAGE, VERSION } from "../provider/plugin/publication";

const root = resolve(__dirname, "..");
const read = (page: string) => readFileSync(join(root, page), "utf8");

const pages = ["docs", "examples", "simulator", "policy", "pulumi-plugin", "deploy", "README.md"].flatMap((place) =>
  place.endsWith(".md")
    ? [place]
    : readdirSync(join(root, place), { recursive: true, withFileTypes: true })
        .map((entry) => relative(root, join(entry.parentPath, entry.name)))
        .filter((path) => path.endsWith(".md") && !path.includes("node_modules")),
);

/** An installation by name, for which somebody has to have published it. */
const byName =
  /(?:npm (?:install|i)|(?:yarn|pnpm|bun) add)(?: -[\w-]+)* (?:pulumi-)?powerstore-import(?:-simulator|-policy)?(?![\w./-])|pulumi package add powerstore-import\b/;

const sections = pages.flatMap((page) =>
  read(page)
    .split(/^(?=#+ )/m)
    .map((text) => ({ page, heading: text.split("\n", 1)[0], text })),
);

describe("What is installed from a registry", () => {
  it("is nothing yet, by the page about releases: when that changes, so do these tests and what the pages say", () => {
    assert.match(read("RELEASING.md"), /^No release has been made yet/m);
  });

  it("is said to be there from the first release on, wherever it is offered", () => {
    const offers = sections.filter(({ text }) => byName.test(text));
    assert.ok(offers.length >= 5, `${offers.length} offers`);
    const silent = offers.filter(({ text }) => !/from the first release/i.test(text));
    assert.deepEqual(
      silent.map(({ page, heading }) => `${page}: ${heading}`),
      [],
    );
  });

  it("comes after the archive where the README says how to use it", () => {
    const use = sections.find(({ page, heading }) => page === "README.md" && heading === "## Use it")?.text ?? "";
    const [archive, name] = [use.indexOf(`${VERSION}.tgz`), use.search(byName)];
    assert.ok(archive > 0 && name > archive, `${archive}, ${name}`);
  });

  it("is the plugin for YAML and TypeScript as well, whose programs do not tell the engine where it is", () => {
    const page = read("docs/installation-configuration.md");
    assert.doesNotMatch(page, /^\* YAML: nothing/m);
    const { pluginDownloadURL: server, version } = JSON.parse(read("schema.json"));
    const [command, options] = [
      `pulumi plugin install resource powerstore-import ${version} --server ${server}`,
      `options: {version: ${version}, pluginDownloadURL: "${server}"}`,
    ];
    for (const text of [command, options]) assert.ok(page.includes(text), text);
    const typeScript = page.split("\n").find((line) => line.startsWith("* JavaScript/TypeScript")) ?? "";
    assert.match(typeScript, /path: node_modules\/pulumi-powerstore-import\}/);
  });

  it("is asked of Pulumi's registry only once that lists the package", () => {
    const offers = pages.flatMap((page) => read(page).match(/.*`pulumi package add powerstore-import`.*/g) ?? []);
    assert.ok(offers.length > 0);
    for (const offer of offers) assert.match(offer, /once Pulumi's registry lists/);
  });

  it("is not what npx of the simulator needs: the README says where that is found", () => {
    const [text = ""] = sections.flatMap(({ text: each, heading }) =>
      heading?.startsWith("## Test your pipeline") ? [each] : [],
    );
    assert.match(text, /In a clone after `npm ci`, or where the simulator's archive is installed/);
  });
});

describe("What is published", () => {
  it("is what the workflow has put on the release, and nothing of the disk of whoever publishes it", () => {
    const [, published = ""] = read("RELEASING.md").split(/^5\. /m);
    assert.match(published, /`gh release download v<version> --dir [\w/]+`/);
    assert.doesNotMatch(published, /\bdist\//);
  });
});

describe("The Go module", () => {
  const { importBasePath } = JSON.parse(read("schema.json")).language.go;
  const repository = HOMEPAGE.replace("https://", "");

  it("lies in this repository, where its path says, and the tag of a release is the rest of its path", () => {
    assert.ok(importBasePath.startsWith(`${repository}/`), importBasePath);
    assert.match(read("RELEASING.md"), new RegExp(`tag \`${importBasePath.slice(repository.length + 1)}/v<version>\``));
  });

  it("is imported by that path wherever it is", () => {
    const places = ["examples/go", "tests/e2e/go", "command/generate", "docs/plugin.md"].flatMap((place) =>
      place.endsWith(".md")
        ? [place]
        : readdirSync(join(root, place), { recursive: true, encoding: "utf8" })
            .filter((file) => /\.(go|mod|ts)$/.test(file))
            .map((file) => join(place, file)),
    );
    const paths = places.flatMap(
      (file) => read(file).match(/github\.com\/pulumi-powerstore-import\S*\/sdk\/go/g) ?? [],
    );
    assert.ok(paths.length >= 8, `${paths.length}`);
    for (const path of paths) assert.equal(path, `${repository}/sdk/go`);
  });
});

describe("What the program itself tells somebody to install", () => {
  /** Neither a name, which somebody else may register before it is ours, nor one that is put in later. */
  const named =
    /(?:(?:npm|yarn|pnpm|bun|pip3?) (?:install|i|add)|go get|dotnet add package)(?: -[\w-]+)* (?!-|\S*[/.])\S+/g;
  const sources = ["command", "sdk", "provider"].flatMap((place) =>
    readdirSync(join(root, place), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join(place, file)),
  );

  it("is an archive, as long as no package is published", () => {
    assert.ok(sources.length > 300, `${sources.length}`);
    const offers = sources.flatMap((file) => (read(file).match(named) ?? []).map((text) => `${file}: ${text}`));
    assert.deepEqual(offers, []);
  });

  it("is the simulator's archive, of this version, where forecast does not find the simulator", () => {
    const loadPackage = () => {
      throw Object.assign(new Error("Cannot find module"), { code: "MODULE_NOT_FOUND" });
    };
    const surroundings = { folder: root, loadPackage } as unknown as Surroundings;
    assert.throws(() => loadSimulator(surroundings), {
      message:
        "forecast: needs the package powerstore-import-simulator, which is not installed here. Install its archive, which `npm run package` makes in a clone of powerstore-import's repository: " +
        `npm install --save-dev <clone>/dist/release/powerstore-import-simulator-${VERSION}.tgz`,
    });
  });
});
