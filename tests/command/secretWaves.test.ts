import assert from "node:assert/strict";
import { forecastSchema } from "../../command/forecast/document";
import { exitCodes } from "../../command/process/exits";
import { reportSchema } from "../../command/report/content/document";
import { secretWaves } from "../../command/stack/secretWaves";
import { parseStackExport } from "../../command/stack/stackResources";
import { statusSchema } from "../../command/status/document";
import { CommandStage } from "./commandStage";
import { FakePulumi, importAt, manyVolumes } from "./imports";
import { exported, recordedSession, recordedWave, withSecret } from "./stack/stacks";

/** The plugin records all that it knows of the imports of such a wave as one secret. */
describe("A wave with a secret among its inputs", () => {
  let stage: CommandStage;
  let pulumi: FakePulumi;
  let id: string;
  const waveOf = (of: "description" | "sessions", counts: Readonly<Record<string, number>>) =>
    withSecret(recordedWave({ a: { id, state: "Copy_In_Progress" }, b: {}, c: {} }), of, counts);
  const EXPORT = "stack export --stack prod";
  const half = { Copy_In_Progress: 1, Import_Completed: 1, Not_Started: 1 };
  before(async () => {
    stage = await CommandStage.open(manyVolumes(3));
    id = importAt(stage.simulator, { name: "db-01", state: "Import_Completed" });
    pulumi = new FakePulumi({ "config --stack prod": "{}", [EXPORT]: "{}" });
  });
  after(async () => {
    pulumi.remove();
    await stage.close();
  });
  beforeEach(() => {
    stage.simulator.world.forceState(id, "Import_Completed");
    pulumi.answer(EXPORT, exported(waveOf("description", half)));
  });

  const ask = (...args: readonly string[]) =>
    stage.run([...args, "--stack", "prod"], { environment: { ...stage.environment, PATH: pulumi.path } });

  for (const of of ["description", "sessions"] as const) {
    it(`does not pass for done, nor for one that has not begun, where ${of} is a secret: it is named, with what its last run has counted`, async () => {
      pulumi.answer(EXPORT, exported(waveOf(of, half)));
      const { exit, stdout, stderr } = await ask("status", "-o", "json");
      assert.equal(exit, exitCodes.underWay);
      const { absent, secretImports } = statusSchema.parse(JSON.parse(stdout));
      assert.deepEqual([absent, secretImports], [[], 2]);
      assert.match(
        stderr,
        /wave night: an input of it is a secret, .*; its last run has counted 1 Copy_In_Progress, 1 Import_Completed, 1 Not_Started\n/,
      );
      assert.doesNotMatch(stderr + stdout, /v1:abc/);
    });

    for (const goal of ["done", "Ready_For_Cutover"]) {
      it(`lets no watch until ${goal} end as if it were, where ${of} is a secret`, async () => {
        pulumi.answer(EXPORT, exported(waveOf(of, half)));
        const { exit, stderr } = await ask("watch", "--until", goal, "--timeout", "5m");
        assert.equal(exit, exitCodes.underWay);
        assert.match(stderr, /not reached after 5 min/);
      });
    }
  }

  it("lets nobody say of a session at its gate that it is not of this stack", async () => {
    stage.simulator.world.forceState(id, "Ready_For_Cutover");
    const { exit, stdout } = await ask("status");
    assert.equal(exit, exitCodes.attention);
    assert.match(stdout, /cut over; whether it is of this stack is not known/);
    const watched = await ask("watch", "--until", "Ready_For_Cutover", "--timeout", "5m");
    assert.match(watched.stderr, /not reached after 5 min/);
  });

  type Counts = Readonly<Record<string, number>>;
  const { done, error, attention, underWay } = exitCodes;
  const codes: readonly (readonly [counts: Counts, code: number, args?: readonly string[]])[] = [
    [{ Not_Started: 2 }, underWay],
    [{ Copy_In_Progress: 1, Import_Completed: 1 }, underWay],
    [{ Ready_For_Cutover: 2 }, underWay],
    [{ Unknown: 1 }, underWay],
    [{ Not_Started: 1, Failed: 1 }, attention],
    [{ Cancelled: 1 }, attention],
    [{ Beyond_Copy: 1 }, attention],
    [{ Import_Completed_With_Errors: 1 }, done],
    [{ Not_Started: 2 }, done, ["--state", "Failed"]],
    [{ Not_Started: 2 }, underWay, ["--state", "Not_Started"]],
    [{ Not_Started: 2, Failed: 1 }, attention, ["--state", "Failed"]],
    [{ Not_Started: -2 }, error],
    [{ Not_Started: -2 }, error, ["--state", "Failed"]],
  ];
  for (const [counts, code, args = []] of codes) {
    it(`ends status ${args.join(" ")} with ${code} where its last run has counted ${JSON.stringify(counts)}`, async () => {
      pulumi.answer(EXPORT, exported(waveOf("description", counts)));
      assert.equal((await ask("status", ...args)).exit, code);
    });
  }

  const verdicts: readonly (readonly [goal: string, counts: Counts, verdict: number | "goes on"])[] = [
    ["done", { Not_Started: 2 }, "goes on"],
    ["attention", { Not_Started: 2 }, "goes on"],
    ["Ready_For_Cutover", { Not_Started: 2 }, "goes on"],
    ["done", { Ready_For_Cutover: 2 }, "goes on"],
    ["Ready_For_Cutover", { Ready_For_Cutover: 1, Import_Completed: 1 }, done],
    ["done", { Failed: 1 }, attention],
    ["attention", { Failed: 1 }, attention],
    ["Ready_For_Cutover", { Ready_For_Cutover: 1, Failed: 1 }, attention],
    ["Ready_For_Cutover", { Copy_In_Progress: 1, Failed: 1 }, "goes on"],
    ["done", { Not_Started: -2 }, error],
  ];
  for (const [goal, counts, verdict] of verdicts) {
    it(`lets a watch until ${goal} end with ${verdict} where its last run has counted ${JSON.stringify(counts)}`, async () => {
      pulumi.answer(EXPORT, exported(waveOf("description", counts)));
      const { exit, stderr } = await ask("watch", "--until", goal, "--timeout", "5m");
      assert.equal(/not reached/.test(stderr), verdict === "goes on", stderr);
      if (verdict !== "goes on") assert.equal(exit, verdict);
    });
  }

  it("lets a watch wait for the run that records what the array has completed, though no session moves any more", async () => {
    pulumi.answer(EXPORT, exported(waveOf("description", { Ready_For_Cutover: 1 })));
    let looks = 0;
    const { exit, stderr } = await stage.run(["watch", "--stack", "prod", "--until", "done", "--timeout", "5m"], {
      environment: { ...stage.environment, PATH: pulumi.path },
      whileAsleep: () => {
        if (++looks === 3) pulumi.answer(EXPORT, exported(waveOf("description", { Import_Completed: 1 })));
      },
    });
    assert.equal(exit, exitCodes.done);
    assert.doesNotMatch(stderr, /not reached/);
  });

  it("goes on where something of it does", async () => {
    stage.simulator.world.forceState(id, "Queued");
    assert.equal((await ask("status")).exit, exitCodes.underWay);
  });

  it("is done where its last run has counted nothing else", async () => {
    pulumi.answer(EXPORT, exported(waveOf("sessions", { Import_Completed: 3 })));
    const { exit, stdout } = await ask("status", "-o", "json");
    assert.equal(exit, exitCodes.done);
    assert.ok(!("secretImports" in statusSchema.parse(JSON.parse(stdout))));
  });

  it("counts where it is asked for by its name, and not where another wave is", async () => {
    const other = { ...recordedWave({ d: { id, state: "Import_Completed" } }), name: "morning" };
    pulumi.answer(EXPORT, exported(waveOf("description", half), recordedSession(id), other));
    const { exit, stderr } = await ask("status", "--wave", "night");
    assert.equal(exit, exitCodes.underWay, stderr);
    assert.equal((await ask("status", "--wave", "morning")).exit, exitCodes.done);
  });

  it("is told beside what is known, in both documents, and documents without it are read as before", async () => {
    const documents = [
      [statusSchema, (await ask("status", "-o", "json")).stdout],
      [reportSchema, (await ask("report", "--format", "json")).stdout],
    ] as const;
    for (const [schema, text] of documents) {
      const { secretImports, ...earlier } = schema.parse(JSON.parse(text));
      assert.equal(secretImports, 2);
      assert.deepEqual(schema.parse(earlier), earlier);
    }
  });

  const formats: readonly (readonly [command: string, args: readonly string[], shown: RegExp])[] = [
    ["report", [], /\n## 2 imports are secrets in the stack's state\n/],
    ["report", [], /\n- 🟧 \*\*2 imports are secrets in the stack's state\*\*: an input of their wave is a secret\n/],
    ["report", ["--format", "html"], /<h1 class=held>2 imports are secrets in the stack&#39;s state<\/h1>/],
    ["report", ["--format", "html"], /<p>An input of their wave is a secret<\/p>/],
    ["status", [], /^1 import: 1 done.*\nA secret in the stack's state: 2 imports, of which nobody knows the sessions/],
    ["status", ["-o", "wide"], /\nA secret in the stack's state: 2 imports/],
    ["status", ["-o", "markdown"], /\n\nA secret in the stack's state: 2 imports/],
    ["status", ["-o", "html"], /<h1 class=held>2 imports are secrets/],
    ["status", ["-o", "prometheus"], /\npowerstore_import_secret 2\n/],
  ];
  for (const [command, args, shown] of formats) {
    it(`is told of by ${[command, ...args].join(" ")}: ${shown}`, async () => {
      const { stdout } = await ask(command, ...args);
      assert.match(stdout, shown);
      assert.doesNotMatch(stdout, /Nothing is left to do/);
    });
  }

  for (const of of ["description", "sessions"] as const) {
    it(`is neither checked nor played as one that has not begun, where ${of} is a secret`, async () => {
      pulumi.answer(EXPORT, exported(waveOf(of, half)));
      const { exit, stdout } = await ask("preflight");
      assert.match(stdout, /warning program +night: an input of it is a secret.*not checked/);
      assert.match(stdout, /-> .*pulumi preview/);
      assert.doesNotMatch(stdout, /^error|remoteSystemId|source-a|has no imports|correct it/m);
      assert.equal(exit, exitCodes.attention);
      const played = await ask("forecast");
      assert.equal(played.exit, exitCodes.error);
      assert.match(played.stderr, /night is left out: an input of it is a secret/);
      assert.doesNotMatch(played.stdout + played.stderr, /has no imports|v1:abc/);
    });
  }

  it("lets the others of its stack be forecast", async () => {
    stage.simulator.world.forceState(id, "Copy_In_Progress");
    pulumi.answer(EXPORT, exported(waveOf("description", half), recordedSession(id)));
    const { stdout } = await ask("forecast", "-o", "json");
    const { forecasts, arrays } = forecastSchema.parse(JSON.parse(stdout));
    assert.deepEqual(
      forecasts.flatMap(({ imports }) => imports.map(({ label }) => label)),
      ["database"],
    );
    assert.match(arrays[0]?.assumptions.join("\n") ?? "", /^night is left out/m);
  });

  it("is checked and forecast where none of it has begun, as far as its inputs can be read", async () => {
    pulumi.answer(EXPORT, exported(waveOf("description", { Not_Started: 3 })));
    const { stdout } = await ask("preflight");
    assert.match(stdout, /night\/a, night\/b, night\/c: the array does not list/);
    assert.doesNotMatch(stdout, /not checked/);
    assert.match((await ask("forecast")).stdout, /night\/a/);
    pulumi.answer(EXPORT, exported(waveOf("sessions", { Not_Started: 3 })));
    const hidden = await ask("preflight");
    assert.match(hidden.stdout, /^warning .*not checked/m);
    assert.doesNotMatch(hidden.stdout, /^error/m);
  });

  it("shows its windows nevertheless, which are none", async () => {
    const { inputs, ...wave } = waveOf("description", half);
    const copyWindows = [{ schedule: "0 22 * * *", duration: "8h", timeZone: "UTC" }];
    pulumi.answer(EXPORT, exported({ ...wave, inputs: { ...inputs, copyWindows } }));
    const { exit, stdout } = await ask("windows");
    assert.equal(exit, exitCodes.done);
    assert.match(stdout, /22:00/);
  });

  type Row = readonly [what: string, wave: object, imports: number];
  const rows: readonly Row[] = [
    ["one at least where its counts cannot be read", { counts: "many" }, 1],
    ["none where it has none", { counts: {} }, 0],
    ["all where a replacement has deleted it: the next run begins them anew", { counts: { Import_Completed: 3 } }, 3],
  ];
  for (const [what, outputs, imports] of rows) {
    it(`has so many imports that nobody knows the sessions of: ${what}`, () => {
      const wave = waveOf("sessions", {});
      const read = parseStackExport(
        exported({
          ...wave,
          outputs: { ...wave.outputs, ...outputs },
          ...(imports === 3 && { pendingReplacement: true }),
        }),
      );
      assert.equal(secretWaves(read)[0]?.imports, imports);
    });
  }
});
