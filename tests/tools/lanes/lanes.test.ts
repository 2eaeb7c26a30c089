import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { load } from "../load";

type Lane = { name: string; folder: string; engine: string; sdk: string; node: string; python: string; java: string };
type Lanes = {
  lanes: Record<"oldest" | "newest", Lane>;
  otherLane(engine: string | undefined): Lane;
};
type Lock = {
  packages: Record<
    string,
    { version?: string; resolved?: string; engines?: { node?: string }; hasInstallScript?: boolean }
  >;
};

const root = join(__dirname, "../../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
/** The SDK's own, for the project has none. */
const semver = createRequire(require.resolve("@pulumi/pulumi"))("semver");
const satisfies = (version: string, range: string): boolean => semver.satisfies(version, range);

describe("the lanes", () => {
  let lanes: Lanes["lanes"];
  let otherLane: Lanes["otherLane"];
  before(async () => {
    ({ lanes, otherLane } = await load<Lanes>("lanes/lanes.mjs"));
  });

  const engines = [
    { name: "the newest beside the oldest engine", engine: () => lanes.oldest.engine, other: () => lanes.newest },
    { name: "the newest beside an engine in between", engine: () => "3.260.0", other: () => lanes.newest },
    { name: "the newest where there is no engine", engine: () => undefined, other: () => lanes.newest },
    { name: "the oldest beside the newest engine", engine: () => lanes.newest.engine, other: () => lanes.oldest },
  ];
  for (const { name, engine, other } of engines) {
    it(`are complemented by ${name}`, () => assert.equal(otherLane(engine()), other()));
  }

  it("name exact versions that their lock files have, and no registry", () => {
    for (const { folder, node, sdk } of Object.values(lanes)) {
      const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      const { packages }: Lock = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
      for (const [name, version] of Object.entries({ ...dependencies, ...optionalDependencies }))
        assert.equal(packages[`node_modules/${name}`]?.version, version, name);
      assert.deepEqual([...new Set(Object.values(optionalDependencies))], [node]);
      assert.equal(dependencies["@pulumi/pulumi"], sdk);
      assert.deepEqual(
        Object.values(packages).filter(({ resolved }) => resolved !== undefined),
        [],
      );
      assert.ok(existsSync(join(folder, "engine", "go.sum")));
    }
  });

  it("begin where the package says that its support begins", () => {
    const { engines: own, peerDependencies, devDependencies } = JSON.parse(read("package.json"));
    const { engine, sdk, node } = lanes.oldest;
    assert.equal(peerDependencies["@pulumi/pulumi"], `^${sdk}`);
    assert.equal(devDependencies["@pulumi/pulumi"], sdk);
    assert.ok(satisfies(node, own.node));
    assert.equal(semver.minVersion(own.node).major, semver.major(node));
    assert.equal(engine, sdk);
    for (const file of ["tools/engine/codegen/go.mod", "examples/go/go.mod", "tests/e2e/go/go.mod"])
      assert.match(
        read(file),
        new RegExp(`github\\.com/pulumi/pulumi/\\w+/v3 v${sdk.replaceAll(".", "\\.")}\\n`),
        file,
      );
  });

  it("have the generator for Java of the version that its language host has", () => {
    assert.match(read("tools/engine/codegen/older.mod"), new RegExp(`pulumi-java/pkg v${lanes.oldest.java}\\n`));
    assert.equal(lanes.newest.java, lanes.oldest.java);
  });

  it("need no Node that their packages refuse, and no script of an installation that nobody has looked at", () => {
    const { allowScripts } = JSON.parse(read("package.json"));
    const { packages }: Lock = JSON.parse(read("package-lock.json"));
    for (const [path, { engines: wanted, hasInstallScript }] of Object.entries(packages)) {
      for (const { node } of Object.values(lanes))
        assert.ok(
          satisfies(node, wanted?.node ?? "*"),
          `${path} wants Node ${wanted?.node}, and there is a lane with ${node}`,
        );
      const name = path.split("node_modules/").at(-1) ?? "";
      assert.ok(!hasInstallScript || name in allowScripts, `${name} has a script that allowScripts does not speak of`);
    }
    for (const { folder, node } of Object.values(lanes)) {
      const { packages: own }: Lock = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
      for (const [path, { engines: wanted }] of Object.entries(own))
        assert.ok(satisfies(node, wanted?.node ?? "*"), `${path} wants Node ${wanted?.node}`);
    }
  });
});
