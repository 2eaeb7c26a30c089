import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ended, eventually } from "../../e2e/eventually";

const tools = pathToFileURL(join(__dirname, "../../../tools/")).href;

/** A command whose child writes its process id to a file and never ends by itself. */
const command = (childScript: string) => `
  const { runCommand } = await import("${tools}process/interruption.mjs");
  const { run } = await import("${tools}process/run.mjs");
  await runCommand(async (signal) => {
    try {
      await run(process.execPath, ["-e", ${JSON.stringify(childScript)}], { signal, graceSeconds: 0.2 });
    } finally {
      console.log("cleaned up");
    }
    return 0;
  });
`;

describe("a command that is interrupted", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-interruption-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const cases = [
    { name: "ends a child that obeys", stubborn: "", signal: "SIGINT", code: 130 },
    {
      name: "kills a child that ignores SIGINT",
      stubborn: "process.on('SIGINT', () => {});",
      signal: "SIGINT",
      code: 130,
    },
    { name: "answers the code of the signal", stubborn: "", signal: "SIGTERM", code: 143 },
  ] as const;
  for (const { name, stubborn, signal, code } of cases) {
    it(`${name}, cleans up and ends with code ${code}`, async () => {
      const pidFile = join(folder, "pid");
      const script = `${stubborn} require('fs').writeFileSync('${pidFile}', String(process.pid)); setInterval(() => {}, 1000)`;
      const child = spawn(process.execPath, ["--input-type=module", "-e", command(script)]);
      let output = "";
      child.stdout.on("data", (data) => {
        output += data;
      });
      const grandchild = await eventually("the child", () =>
        existsSync(pidFile) ? Number(readFileSync(pidFile, "utf8")) || undefined : undefined,
      );

      child.kill(signal);

      assert.deepEqual(await once(child, "close"), [code, null]);
      assert.equal(output, "cleaned up\n");
      await ended(grandchild);
    });
  }
});
