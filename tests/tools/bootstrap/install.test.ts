import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "../load";

const zod = { version: "4.6.7", integrity: "sha512-zod" };
const linuxOnly = { version: "1.0.0", integrity: "sha512-linux", optional: true };
const lock = { "": { name: "project" }, "node_modules/zod": zod, "node_modules/linux-only": linuxOnly };

describe("whether the dependencies are installed", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-install-"));
    writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages: lock }));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const cases: { name: string; installed: object | undefined; expected: boolean }[] = [
    { name: "no in a fresh clone", installed: undefined, expected: false },
    {
      name: "yes if npm recorded just these",
      installed: { "node_modules/zod": zod, "node_modules/linux-only": linuxOnly },
      expected: true,
    },
    {
      name: "yes without an optional package of another platform",
      installed: { "node_modules/zod": zod },
      expected: true,
    },
    { name: "no if a package is missing", installed: { "node_modules/linux-only": linuxOnly }, expected: false },
    {
      name: "no if the lock file asks for another version",
      installed: { "node_modules/zod": { ...zod, version: "4.6.6" } },
      expected: false,
    },
    {
      name: "no if the same version has another content",
      installed: { "node_modules/zod": { ...zod, integrity: "sha512-other" } },
      expected: false,
    },
  ];
  for (const { name, installed, expected } of cases) {
    it(name, async () => {
      mkdirSync(join(folder, "node_modules"));
      if (installed !== undefined) {
        writeFileSync(join(folder, "node_modules", ".package-lock.json"), JSON.stringify({ packages: installed }));
      }
      const { isInstalled } = await load<{ isInstalled(folder: string): boolean }>("bootstrap/install.mjs");
      assert.equal(isInstalled(folder), expected);
    });
  }
});
