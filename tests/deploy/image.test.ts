import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";

const root = join(__dirname, "../..");
const text = (file: string) => readFileSync(join(root, file), "utf8");
const manifest = (file: string) => JSON.parse(text(file));

/** Without continuations and comments: one instruction a line. */
const instructions = text("deploy/image/Dockerfile")
  .replace(/^#.*\n/gm, "")
  .replace(/\\\n\s*/g, " ")
  .split("\n")
  .filter((line) => line !== "");
const argument = (name: string) => instructions.find((line) => line.startsWith(`ARG ${name}=`))?.split("=")[1];

describe("The image", () => {
  it("holds the versions that belong together: this package's, and the newest Pulumi that the tests run on", () => {
    const { version } = manifest("package.json");
    const newest = manifest("tools/lanes/newest/package.json").dependencies;
    const { dependencies } = manifest("deploy/image/program.package.json");
    assert.equal(argument("VERSION"), version);
    assert.equal(argument("PULUMI_VERSION"), newest["@pulumi/pulumi"]);
    for (const name of ["@pulumi/pulumi", "ts-node", "typescript"])
      assert.equal(dependencies[name], newest[name], name);
    for (const name of ["pulumi-powerstore-import", "pulumi-powerstore-import-policy"]) {
      assert.equal(dependencies[name], `file:../packages/${name}-${version}.tgz`);
    }
  });

  it("runs as nobody in particular, and is root only while it is built", () => {
    const users = instructions.filter((line) => line.startsWith("USER "));
    assert.deepEqual(users, ["USER root", "USER pulumi"]);
  });

  it("is made from the one image of Pulumi's that there is without root, and whose user the operator runs it as (1000)", () => {
    // Those of one language (pulumi/pulumi-nodejs) have no such tag: release.yml of pulumi/pulumi-docker-containers, 2026-08-20.
    const base = instructions.filter((line) => line.startsWith("FROM "));
    assert.match(base.join("\n"), /^FROM pulumi\/pulumi:\$\{PULUMI_VERSION\}-nonroot$/);
  });

  it("fetches nothing when it runs: neither plugins, nor packages, nor news of newer versions", () => {
    const set = instructions.filter((line) => line.startsWith("ENV ")).join(" ");
    for (const name of [
      "PULUMI_SKIP_UPDATE_CHECK=1",
      "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true",
      "NPM_CONFIG_OFFLINE=true",
    ]) {
      assert.ok(set.includes(name), name);
    }
    const last = instructions.map((line) => line.split(" ")[0]).lastIndexOf("RUN");
    assert.ok(last < instructions.findIndex((line) => line.includes("NPM_CONFIG_OFFLINE")), "after what is installed");
  });

  it("takes no secret along, and no latest of anything", () => {
    assert.ok(!instructions.some((line) => /PASSWORD|PASSPHRASE|TOKEN|:latest|ADD /.test(line)));
  });
});

describe("A program in the image", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-image-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const held = join(root, "deploy/image/program.package.json");
  const inFolder = (name: string) => readFileSync(join(folder, name), "utf8");
  const prepare = () => execFileSync(process.execPath, [join(root, "deploy/image/prepareProgram.mjs"), folder, held]);

  const projects = readdirSync(join(root, "examples"), { recursive: true, encoding: "utf8" }).filter(
    (file) => /(?:^|[\\/])Pulumi\.yaml$/.test(file) && !file.includes("node_modules"),
  );

  it("is as it was but for the plugins of a checkout, whatever stands behind these: all of the examples", () => {
    assert.ok(projects.length > 10);
    for (const project of projects) {
      const before = text(join("examples", project));
      writeFileSync(join(folder, "Pulumi.yaml"), before);
      prepare();
      const { plugins, ...others } = parse(before);
      assert.ok(plugins, project);
      assert.deepEqual(parse(inFolder("Pulumi.yaml")), others, project);
    }
  });

  it("keeps comments, and what has no plugins at all", () => {
    const lines = [
      "# A program",
      "name: x",
      "plugins:",
      "  # ours",
      "  providers: []",
      "",
      "# What it runs on",
      "runtime: nodejs",
      "",
    ];
    writeFileSync(join(folder, "Pulumi.yaml"), lines.join("\n"));
    prepare();
    const kept = ["# A program", "name: x", "# What it runs on", "runtime: nodejs", ""].join("\n");
    assert.equal(inFolder("Pulumi.yaml"), kept);
    prepare();
    assert.equal(inFolder("Pulumi.yaml"), kept);
  });

  it("has the packages of the image, and those of its own", () => {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: x\nruntime: nodejs\n");
    prepare();
    assert.deepEqual(JSON.parse(inFolder("package.json")), manifest("deploy/image/program.package.json"));
    const own = {
      name: "migration",
      dependencies: { "company-storage": "1.2.3", "pulumi-powerstore-import": "0.0.9" },
    };
    writeFileSync(join(folder, "package.json"), JSON.stringify(own));
    prepare();
    const { dependencies } = manifest("deploy/image/program.package.json");
    assert.deepEqual(JSON.parse(inFolder("package.json")), {
      name: "migration",
      dependencies: { "company-storage": "1.2.3", ...dependencies },
    });
  });
});
