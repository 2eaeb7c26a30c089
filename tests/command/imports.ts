import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Simulator, SimulatorOptions } from "../../simulator/src";

export const GIB = 2 ** 30;

/** An array with so many volumes that can be imported, all at once. */
export const manyVolumes = (volumes: number, more: SimulatorOptions = {}): SimulatorOptions => ({
  sources: [{ name: "Unity-01", type: "Unity", volumes, sizeBytes: GIB, groups: [2] }],
  maxActiveSessions: volumes,
  setUpSeconds: 0,
  ids: "counted",
  ...more,
});

export type State = Parameters<Simulator["world"]["forceState"]>[1];

type Made = {
  readonly name: string;
  readonly state?: State;
  readonly source?: string;
  readonly type?: "Agentless" | "Non_Disruptive";
};

/** Somebody begins an import at the array; in another state if it is given. */
export function importAt(
  { world }: Simulator,
  { name, state, source, type = "Non_Disruptive" }: Made,
  more: object = {},
): string {
  const [next] = (world.rows("import_unity_volume") ?? []).filter(
    ({ importable_criteria, id }) => importable_criteria === "Ready" && !/-cg-|group/.test(id),
  );
  const source_resource_id = source ?? next?.id;
  const body = { name, type, remote_system_id: "rs-unity-01", source_resource_id, ...more };
  world.operations["POST /import_session"]?.({ id: "", body });
  const id = (world.rows("import_session") ?? []).find((row) => row.name === name)?.id;
  assert.ok(id, `no session ${name}`);
  if (state !== undefined) world.forceState(id, state);
  return id;
}

/** A program `pulumi` that says what it is told to, for the tests of what is made of it. */
export class FakePulumi {
  readonly #folder = mkdtempSync(join(tmpdir(), "powerstore-import-pulumi-"));
  readonly #files: Readonly<Record<string, string>>;

  /** @param answers by the beginning of the command line, as `stack export` */
  constructor(answers: Readonly<Record<string, string>>) {
    const fileOf = (index: number) => join(this.#folder, `answer-${index}`);
    this.#files = Object.fromEntries(Object.keys(answers).map((words, index) => [words, fileOf(index)]));
    const cases = Object.entries(this.#files).map(([words, file]) => `"--non-interactive ${words}"*) cat '${file}';;`);
    for (const [words, text] of Object.entries(answers)) this.answer(words, text);
    const script = [
      "#!/bin/sh",
      'case "$*" in',
      ...cases,
      '*) echo "error: no stack named so found: $*" >&2; exit 255;;',
      "esac",
      "",
    ];
    writeFileSync(join(this.#folder, "pulumi"), script.join("\n"));
    chmodSync(join(this.#folder, "pulumi"), 0o755);
  }

  /** From now on; to words that it knows. */
  answer(words: string, text: string): void {
    const file = this.#files[words];
    assert.ok(file, `it does not know ${words}`);
    writeFileSync(file, text);
  }

  get path(): string {
    return `${this.#folder}${delimiter}${process.env.PATH}`;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
