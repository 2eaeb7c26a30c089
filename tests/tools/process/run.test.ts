import assert from "node:assert/strict";
import { load } from "../load";

interface Options {
  readonly signal?: AbortSignal;
  readonly onLine?: (line: string, stream: "stdout" | "stderr") => void;
}
interface RunModule {
  run(command: string, args: readonly string[], options?: Options): Promise<object & { readonly code: number }>;
}

const runCommand = async (command: string, args: readonly string[], options?: Options) =>
  (await load<RunModule>("process/run.mjs")).run(command, args, options);
const run = (script: string, options?: Options) => runCommand(process.execPath, ["-e", script], options);

describe("running a program", () => {
  it("answers its output and exit code", async () => {
    const result = await run("console.log('out'); console.error('err'); process.exitCode = 7");
    assert.deepEqual(result, { code: 7, stdout: "out\n", stderr: "err\n" });
  });

  it("answers 128 + n for a program that a signal ended, as a shell does", async () => {
    assert.equal((await run("process.kill(process.pid, 'SIGKILL')")).code, 137);
  });

  it("shows the lines as they come", async () => {
    const lines: string[] = [];
    await run("console.log('one'); console.error('two')", {
      onLine: (line, stream) => lines.push(`${stream} ${line}`),
    });
    assert.deepEqual(lines.sort(), ["stderr two", "stdout one"]);
  });

  it("starts nothing when it is told to stop before", async () => {
    await assert.rejects(run("", { signal: AbortSignal.abort(new Error("no")) }), /no/);
  });

  it("rejects for a program that is not there", async () => {
    await assert.rejects(runCommand("/nowhere/to/be/found", []), /ENOENT/);
  });
});
