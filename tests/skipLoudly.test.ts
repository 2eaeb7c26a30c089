import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Context } from "mocha";
import { skipWithout } from "./skipLoudly";

/** Tests that leave themselves out in silence, or without failing in CI, and why they may. */
const excused: Readonly<Record<string, string>> = {
  "command/handover.test.ts": "Terraform, which is what the machine has",
  "command/report/writeWhole.test.ts": "Linux, whose /dev/stdout is a link into /proc; root, who may give files away",
  "provider/powerstore/transport.test.ts": "a network without IPv6",
  "simulator/package/terraform.test.ts": "Terraform, and Dell's provider from HashiCorp's registry",
  "simulator/page/browser.ts": "fails by a variable of its own",
  "simulator/readme/terraform.test.ts": "Terraform",
};

describe("A test that lacks something", () => {
  const path = process.env.PATH;
  const required = process.env.POWERSTORE_IMPORT_REQUIRE_PROGRAMS;
  beforeEach(() => {
    process.env.PATH = join(__dirname, "nowhere");
  });
  afterEach(() => {
    process.env.PATH = path;
    if (required === undefined) delete process.env.POWERSTORE_IMPORT_REQUIRE_PROGRAMS;
    else process.env.POWERSTORE_IMPORT_REQUIRE_PROGRAMS = required;
  });

  const skipped = () => {
    throw new Error("skipped");
  };
  const context = { skip: skipped } as unknown as Context;

  it("is skipped where nobody asks for it", () => {
    process.env.POWERSTORE_IMPORT_REQUIRE_PROGRAMS = "";
    assert.throws(() => skipWithout(context, "curl"), /^Error: skipped$/);
  });

  it("fails in CI, and says what it lacks", () => {
    process.env.POWERSTORE_IMPORT_REQUIRE_PROGRAMS = "1";
    assert.throws(() => skipWithout(context, "python3"), /no python3: it is not on PATH/);
  });

  it("says so in one way, but for those that the machine cannot be helped to; the engine's tests ask findEngine", () => {
    const files = readdirSync(__dirname, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
      .map((entry) => relative(__dirname, join(entry.parentPath, entry.name)).split(sep).join("/"))
      .filter((file) => !/^(e2e|tools\/mocha)\/|^skipLoudly/.test(file));
    const skipping = files.filter((file) => readFileSync(join(__dirname, file), "utf8").includes(".skip()"));
    assert.deepEqual(skipping.sort(), Object.keys(excused));
  });
});
