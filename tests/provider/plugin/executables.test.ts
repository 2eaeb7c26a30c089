import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../../..");
const name = "pulumi-resource-powerstore-import";

describe("The executables in the package's root", () => {
  it("are what the engine looks for: one to execute, and one for Windows, both starting the same file", () => {
    assert.ok(statSync(join(root, name)).mode & 0o100, "executable");
    const shell = readFileSync(join(root, name), "utf8");
    const command = readFileSync(join(root, `${name}.cmd`), "utf8");
    assert.match(shell, /^#!\/bin\/sh\n/);
    assert.match(shell, /exec node .*\/dist\/plugin\/plugin\.cjs" "\$@"\n$/);
    // `%~dp0` is the folder of the command, with its backslash; `%*` all arguments.
    assert.match(command, /\r\nnode "%~dp0dist\\plugin\\plugin\.cjs" %\*\r\n$/);
    assert.ok(command.startsWith("@echo off\r\n"), "nothing but the port may be printed");
    assert.equal(command.replaceAll("\r\n", "").includes("\n"), false, "Windows line ends");
  });

  it("are part of the npm package", () => {
    const { files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    for (const file of [name, `${name}.cmd`, "dist/plugin"]) assert.ok(files.includes(file), file);
  });
});
