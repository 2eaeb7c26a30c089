import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { skipWithout } from "../../skipLoudly";
import { useSimulator } from "../http/useSimulator";
import { sectionOf } from "./readme";

type Command = { readonly text: string; readonly output: string };

/** What a section shows of a console: commands behind `$`, each with what it prints. */
function commandsIn(heading: string): readonly Command[] {
  const lines = sectionOf(heading)
    .split("\n")
    .filter((line) => line.startsWith("    "))
    .map((line) => line.slice(4));
  const start = lines.findIndex((line) => line.startsWith("$ "));
  const commands = lines.slice(start).join("\n").split(/^\$ /m).slice(1);
  return commands.map((text) => {
    const [, command = "", output = ""] = /^((?:[^\n]*\\\n)*[^\n]*)\n?(.*)$/s.exec(text) ?? [];
    return { text: command, output: output.trim() };
  });
}

describe("what the README shows of a console", () => {
  const simulator = useSimulator();

  it("is what curl prints, with the simulator's own address and certificate", async function () {
    skipWithout(this, "curl");
    const { origin } = new URL(simulator().endpoint);
    const commands = [...commandsIn("## Start"), ...commandsIn("### Faults")];
    assert.ok(commands.length >= 6, `${commands.length} commands`);
    let variables = "";
    for (const { text, output } of commands) {
      const script = text.replaceAll("https://127.0.0.1:8443", origin).replaceAll("ca.pem", simulator().caFile);
      const { stdout } = await promisify(execFile)("sh", ["-c", `${variables}${script}`]);
      assert.equal(stdout.trim(), output, text);
      if (output === "") variables += `${script}\n`;
    }
  });
});
