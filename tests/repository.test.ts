import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

const root = resolve(__dirname, "..");

/** Who may import whom inside the project (CONTRIBUTING.md): folder -> the folders it may name. The longest folder that fits counts. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  "provider/abort.ts": [],
  "provider/clock.ts": ["provider/abort.ts"],
  "provider/powerstore": ["provider/clock.ts", "provider/abort.ts", "provider/powerstore"],
  "provider/lifecycle": ["provider/clock.ts", "provider/abort.ts", "provider/powerstore", "provider/lifecycle"],
  "provider/surface": ["provider/clock.ts", "provider/lifecycle", "provider/surface"],
  "provider/dynamic": [
    "provider/clock.ts",
    "provider/powerstore",
    "provider/lifecycle",
    "provider/surface",
    "provider/dynamic",
  ],
  "provider/plugin": [
    "provider/clock.ts",
    "provider/powerstore",
    "provider/lifecycle",
    "provider/surface",
    "provider/plugin",
  ],
  "provider/terraform": [
    "provider/clock.ts",
    "provider/powerstore",
    "provider/lifecycle",
    "provider/surface",
    "provider/terraform",
  ],
  command: [
    "provider/abort.ts",
    "provider/clock.ts",
    "provider/powerstore",
    "provider/lifecycle",
    "provider/plugin/publication.ts",
    "sdk/fromCsv.ts",
    "command",
  ],
  sdk: ["sdk", "provider/lifecycle"],
  policy: ["policy"],
  simulator: ["simulator"],
  examples: [],
};

type Import = { readonly from: string; readonly to: string; readonly isTypeOnly: boolean; readonly isPackage: boolean };

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((file) => !/(^|\/)(node_modules|dist)\//.test(file));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8");
  const statements = text.matchAll(
    /(?:import|export)(\s+type)?[^;"']*?from\s+["']([^"']+)["']|(?:import|require)\(["']([^"']+)["']\)/g,
  );
  return [...statements].map(([, typeOnly, source, called]) => {
    const target = source ?? called ?? "";
    const isPackage = !target.startsWith(".");
    const to = isPackage
      ? target
      : relative(root, resolve(root, dirname(file), target))
          .split(sep)
          .join("/");
    return { from: file, to, isTypeOnly: typeOnly !== undefined, isPackage };
  });
}

const folders = ["provider", "command", "sdk", "policy", "simulator", "examples"];
const imports = folders.flatMap((folder) => sourceFiles(folder)).flatMap(importsOf);
const isIn = (file: string, folder: string) =>
  file === folder || `${file}.ts` === folder || file.startsWith(`${folder}/`);

describe("The repository", () => {
  it("has a rule for every source file", () => {
    const without = folders
      .flatMap((folder) => sourceFiles(folder))
      .filter((file) => !Object.keys(mayImport).some((folder) => isIn(file, folder)));
    assert.deepEqual(without, []);
  });

  for (const [folder, allowed] of Object.entries(mayImport)) {
    it(`lets ${folder} import only ${allowed.join(", ") || "packages"}`, () => {
      const own = imports.filter((entry) => isIn(entry.from, folder));
      const wrong = own.filter((entry) => !entry.isPackage && !allowed.some((target) => isIn(entry.to, target)));
      assert.deepEqual(
        wrong.map((entry) => `${entry.from} -> ${entry.to}`),
        [],
      );
    });
  }

  it("lets the network be seen by the transport alone", () => {
    const network = /^(node:)?(https?|http2|net|tls|dgram)$/;
    const users = imports
      .filter((entry) => isIn(entry.from, "provider") && network.test(entry.to) && !entry.isTypeOnly)
      .map((entry) => entry.from);
    assert.deepEqual([...new Set(users)].sort(), [
      "provider/powerstore/http/agents.ts",
      "provider/powerstore/http/peerCertificate.ts",
      "provider/powerstore/http/transport.ts",
      "provider/powerstore/http/tunnel.ts",
    ]);
  });

  it("keeps axios in the one file that sends, in the provider and in the simulator", () => {
    const users = imports.filter((entry) => entry.to === "axios").map((entry) => entry.from);
    assert.deepEqual([...new Set(users)].sort(), [
      "provider/powerstore/http/transport.ts",
      "simulator/src/record/upstream.ts",
    ]);
  });

  it("keeps the SDK light: types only from the lifecycle", () => {
    const heavy = imports.filter((entry) => isIn(entry.from, "sdk") && isIn(entry.to, "provider") && !entry.isTypeOnly);
    assert.deepEqual(
      heavy.map((entry) => `${entry.from} -> ${entry.to}`),
      [],
    );
  });

  it("never loads the SDK's root in the provider process: it takes half a second and 100 MB", () => {
    const heavy = imports.filter(
      (entry) => isIn(entry.from, "provider") && entry.to === "@pulumi/pulumi" && !entry.isTypeOnly,
    );
    assert.deepEqual(
      heavy.map((entry) => entry.from),
      [],
    );
  });

  it("keeps the simulator an independent witness: it does not even name the provider's package", () => {
    const naming = sourceFiles("simulator").filter((file) =>
      readFileSync(join(root, file), "utf8").includes("pulumi-powerstore-import"),
    );
    assert.deepEqual(naming, []);
  });

  it("reads time and sets timers in provider/clock.ts alone, but for the network's own", () => {
    const timing = sourceFiles("provider")
      .filter((file) => file !== "provider/clock.ts")
      .filter((file) =>
        /(?<!socket\.)\b(setTimeout|setInterval|Date\.now)\(|new Date\(\)/.test(readFileSync(join(root, file), "utf8")),
      );
    assert.deepEqual(timing, []);
  });

  it("does not ask Pulumi to download a plugin for purely dynamic programs", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    assert.equal(manifest.pulumi?.resource, undefined);
  });
});

/** Folders whose files and folders need each other in one direction only, types included. */
const treelike = ["simulator/src", "provider", "command"];

/** Every edge that lies on a circle, `a -> b`; edges are by name of a file or folder. */
function circlesIn(edges: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean => {
    for (const next of edges.get(from) ?? []) {
      if (next === to) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      if (reaches(next, to, seen)) return true;
    }
    return false;
  };
  return [...edges].flatMap(([from, targets]) =>
    [...targets].filter((to) => from === to || reaches(to, from)).map((to) => `${from} -> ${to}`),
  );
}

describe("The order of the files", () => {
  for (const folder of treelike) {
    const files = sourceFiles(folder);
    const toFile = (name: string) => [`${name}.ts`, `${name}/index.ts`, name].find((file) => files.includes(file));
    const edges = new Map<string, Set<string>>();
    const folderEdges = new Map<string, Set<string>>();
    for (const { from, to } of files.flatMap(importsOf)) {
      const target = toFile(to);
      if (target === undefined) continue;
      edges.set(from, (edges.get(from) ?? new Set()).add(target));
      const [own, other] = [dirname(from), dirname(target)];
      if (own !== other) folderEdges.set(own, (folderEdges.get(own) ?? new Set()).add(other));
    }

    it(`has no circle of files or folders in ${folder}, types included`, () => {
      assert.ok(edges.size > 10, "the imports were found");
      assert.deepEqual([circlesIn(edges), circlesIn(folderEdges)], [[], []]);
    });
  }
});
