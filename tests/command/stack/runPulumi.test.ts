import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { exitCodes } from "../../../command/process/exits";
import { exitCodeOf, textOf } from "../../../command/process/failures";
import { runPulumi } from "../../../command/stack/runPulumi";

/** Who reads "wrong use" corrects a command line that was right. */
describe("A pulumi that fails", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-run-pulumi-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** How it ends where that is what the command does. */
  const ended = async (script: string, stopped = new AbortController().signal) => {
    const file = join(folder, "pulumi");
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    const environment = { PATH: [folder, ...(process.env.PATH ?? "").split(delimiter)].join(delimiter) };
    const error = await runPulumi(["stack", "export", "--stack", "prod"], undefined, {
      environment,
      folder,
      stopped,
    }).catch((thrown: unknown) => thrown);
    return { code: exitCodeOf(error), text: textOf(error) };
  };

  // As versions 3.248 and 3.276 write it.
  const rows: readonly (readonly [stderr: string, code: number])[] = [
    ["error: no stack named 'prod' found", exitCodes.usage],
    ["error: a stack name may not be empty", exitCodes.usage],
    ["error: no Pulumi.yaml project file found (searching upwards from /home/me)", exitCodes.usage],
    [
      "error: if you're using the --stack flag, pass the fully qualified name (organization/project/stack)",
      exitCodes.usage,
    ],
    ["error: incorrect passphrase", exitCodes.error],
    ["error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions", exitCodes.error],
    ["error: performing HTTP request: Get https://127.0.0.1/api/user: connection refused", exitCodes.error],
    ["error: [503] Service Unavailable", exitCodes.error],
    ["", exitCodes.error],
  ];
  for (const [stderr, code] of rows) {
    it(`ends the command with ${code} where it says "${stderr}", which is told`, async () => {
      const seen = await ended(`cat >&2 <<'TEXT'\n${stderr}\nTEXT\nexit 255`);
      assert.equal(seen.code, code);
      assert.ok(seen.text.includes(`"pulumi stack export --stack prod" failed: ${stderr}`), seen.text);
    });
  }

  it("is said to have been stopped where it was, and that is no wrong use", async () => {
    const ctrlC = new AbortController();
    const ending = ended("exec sleep 60", ctrlC.signal);
    ctrlC.abort();
    const { code, text } = await ending;
    assert.deepEqual([code, text], [exitCodes.error, '--stack: "pulumi stack export --stack prod" was stopped']);
  });

  it("is a wrong use where there is none, or no folder for it", async () => {
    const run = (cwd: string | undefined) =>
      runPulumi(["stack", "export"], cwd, {
        environment: { PATH: folder },
        folder,
        stopped: new AbortController().signal,
      }).catch((thrown: unknown) => thrown);
    const missing = [await run(undefined), await run("nowhere")];
    assert.deepEqual(missing.map(exitCodeOf), [exitCodes.usage, exitCodes.usage]);
    assert.match(textOf(missing[0]), /the command pulumi was not found/);
    assert.match(textOf(missing[1]), /there is no folder .*nowhere$/);
  });
});
