import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

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
