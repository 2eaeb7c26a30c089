import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useBundle } from "./plugin";

const root = join(__dirname, "../..");

/** There may be no program here that builds images; what the build copies can be looked after without one. */
describe("What the image is built from", () => {
  let folder: string;
  useBundle();

  before("pack what npm run package packs", async () => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-image-"));
    mkdirSync(join(folder, "dist/release"), { recursive: true });
    const { writeArchives, writeTarball } = await import("../../tools/package/archives.mjs");
    const release = join(folder, "dist/release");
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    await Promise.all([writeTarball(release), writeTarball(release, "policy"), writeArchives(release, version)]);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  const lines = readFileSync(join(root, "deploy/image/Dockerfile"), "utf8").split("\n");
  const values = Object.fromEntries(
    lines.flatMap((line) => [...line.matchAll(/^ARG (\w+)=(\S+)/g)].map(([, name, value]) => [name, value])),
  );
  const filled = (path: string) => path.replace(/\$\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const copied = lines
    .filter((line) => line.startsWith("COPY "))
    .flatMap((line) => line.split(" ").slice(1, -1))
    .map(filled);

  it("is all there after npm run package, or in the repository", () => {
    assert.ok(copied.length >= 5);
    for (const source of copied) {
      assert.ok(existsSync(join(source.startsWith("dist/release/") ? folder : root, source)), source);
    }
  });

  it("passes what docker is told to leave out", () => {
    const kept = readFileSync(join(root, "deploy/image/Dockerfile.dockerignore"), "utf8").match(/^!(.+)$/gm) ?? [];
    for (const source of copied)
      assert.ok(
        kept.some((line) => source.startsWith(line.slice(1))),
        source,
      );
  });

  it("has the command in the package, the executable in the plugin's archive, and the manifest in the policy pack", () => {
    const listed = (name: string) =>
      execFileSync("tar", ["-tzf", join(folder, name)], { encoding: "utf8" }).split("\n");
    const [own = "", policy = "", plugin = ""] = copied;
    assert.ok(listed(own).includes("package/powerstore-import.js"));
    assert.ok(listed(policy).includes("package/PulumiPolicy.yaml"));
    assert.ok(listed(policy).includes("package/dist/index.js"));
    assert.ok(listed(plugin).includes("pulumi-resource-powerstore-import"));
  });
});
