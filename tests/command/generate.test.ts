import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import Papa from "papaparse";
import * as ts from "typescript";
import { parse as parseYaml } from "yaml";
import { distinct, identifiers, keyOf } from "../../command/generate/program/names";
import { copiedPhases, inputKinds } from "../../command/generate/program/program";
import { exitCodes } from "../../command/process/exits";
import { phaseOf } from "../../provider/lifecycle/importWave/decide/phase";
import { skipWithout } from "../skipLoudly";
import { CommandStage, type Ended } from "./commandStage";
import { fakePulumi } from "./fakePulumi";
import { exported, recordedSession, recordedWave, withSecret } from "./stack/stacks";

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: no template is what they are about
/** What people, spreadsheets and attackers write; each is a key and a description of an import. */
const hostile: readonly string[] = [
  'say "hello"',
  "back\\slash\\",
  "it's",
  "two\nlines\r\nand a tab\t.",
  "${config.password}",
  "$${x} $$ $",
  "`${process.exit(1)}`",
  "{{ x }} %{if true}",
  "no",
  "null",
  "0777",
  "1e3",
  "- item: [a, b] # comment",
  "!!python/object:os.system",
  "*alias &anchor",
  "'''\"\"\"",
  "*/ // /*",
  "\u00e4\u00f6\u00fc \u65e5\u672c \u{1f4be}",
  "del\u007f nel\u0085 ls\u2028 ps\u2029 bom\ufeff rtl\u202e",
  "half\ud800",
  "__proto__",
  "constructor",
  "=1+1",
];
/** The same for an array. */
const HOSTILE_DESCRIPTION = 'a "b" ${c}';
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above
/** As a reader of UTF-8 sees it. */
const seen = (text: string) => text.replace(/\p{Cs}/gu, "\ufffd");
/** A key has no control characters, and is none that every object has. */
const keys = hostile.map((text) => (text in {} ? `${text}-01` : text.replace(/[\p{Cc}\p{Cs}]/gu, "~")));

type Recorded = Readonly<Record<string, { readonly args: Readonly<Record<string, unknown>> }>>;

/** What a program in TypeScript declares, by running it with classes that write it down. */
function declaredByTypeScript(program: string): Recorded {
  const { outputText, diagnostics } = ts.transpileModule(program, {
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  assert.deepEqual(diagnostics, []);
  const made = new Map<string, { args: Readonly<Record<string, unknown>> }>();
  class Recording {
    readonly phase = { apply: (decide: (phase: string) => boolean) => decide("Running") };
    constructor(name: string, args: Readonly<Record<string, unknown>>) {
      made.set(name, { args });
    }
  }
  const module = { exports: {} };
  new Function("require", "module", "exports", outputText)(
    () => ({ ImportWave: Recording, ImportSession: Recording }),
    module,
    module.exports,
  );
  return Object.fromEntries(made);
}

const pythonStub = `
import json, sys, types
made = {}
class Args:
    def __init__(self, **values): self.values = values
class Phase:
    def apply(self, decide): return decide("Running")
class Recording:
    phase = Phase()
    state = None
    def __init__(self, name, **values): made[name] = values
def plain(value):
    if isinstance(value, Args): return plain(value.values)
    if isinstance(value, dict): return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value
pulumi = types.ModuleType("pulumi")
pulumi.export = lambda name, value: None
sdk = types.ModuleType("pulumi_powerstore_import")
sdk.ImportWave = sdk.ImportSession = Recording
sdk.WaveMemberArgs = sdk.WindowArgs = Args
sys.modules["pulumi"], sys.modules["pulumi_powerstore_import"] = pulumi, sdk
exec(compile(open(sys.argv[1], encoding="utf-8").read(), "program", "exec"), {})
print(json.dumps({name: {"args": plain(values)} for name, values in made.items()}))
`;

/** The expressions of a YAML program undone: no text is one. */
function undone(value: unknown): unknown {
  if (typeof value === "string") {
    assert.doesNotMatch(value.replaceAll("$$", ""), /\$\{/, "an expression");
    return value.replaceAll("$$", "$");
  }
  if (Array.isArray(value)) return value.map(undone);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [undone(key), undone(each)]));
}

describe("powerstore-import generate", () => {
  let stage: CommandStage;
  /** Another array, with sources of its own. */
  let west: CommandStage;
  let folder: string;
  before(async () => {
    stage = await CommandStage.open({ sources: [{ name: "Unity-01", type: "Unity", volumes: 6, groups: [2] }] });
    west = await CommandStage.open({
      cluster: { name: "West" },
      sources: [{ name: "Unity-02", type: "Unity", volumes: 2 }],
    });
  });
  beforeEach(() => {
    stage.simulator.reset();
    folder = mkdtempSync(join(tmpdir(), "powerstore-import-generate-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  after(async () => {
    await stage.close();
    await west.close();
  });

  const generate = (...args: readonly string[]): Promise<Ended> => stage.run(["generate", ...args], { folder });

  const written = async (...args: readonly string[]): Promise<string> => {
    const { exit, stdout, stderr } = await generate(...args);
    assert.equal(exit, exitCodes.done, stderr);
    return stdout;
  };

  const csv = (rows: readonly Readonly<Record<string, string>>[]) =>
    writeFileSync(join(folder, "wave.csv"), Papa.unparse(rows as object[]));

  const create = (source: string, more: object = {}): string => {
    const body = {
      name: `s-${source}`,
      remote_system_id: "rs-unity-01",
      source_resource_id: source,
      type: "Non_Disruptive",
      ...more,
    };
    const made = stage.simulator.world.operations["POST /import_session"]?.({ id: "", body });
    assert.ok(made);
    return (made.body as { id: string }).id;
  };

  describe("from a file", () => {
    const hostileCsv = () =>
      csv(
        hostile.map((description, index) => ({ key: keys[index] ?? "", sourceResourceId: `v-${index}`, description })),
      );
    /** `fromCsv` takes the white space at the ends away. */
    const expected = Object.fromEntries(
      hostile.map((description, index) => [
        keys[index] ?? "",
        { sourceResourceId: `v-${index}`, description: seen(description).trim() },
      ]),
    );

    it("writes TypeScript that says what the file says, whatever is in it", async () => {
      hostileCsv();
      const made = declaredByTypeScript(await written("--from", "wave.csv", "--remote-system", "rs"));
      assert.deepEqual(Object.keys(made), ["wave"]);
      assert.deepEqual(made.wave?.args.sessions, expected);
      assert.equal(made.wave?.args.remoteSystemId, "rs");
    });

    it("writes Python that says the same", async function () {
      skipWithout(this, "python3");
      hostileCsv();
      writeFileSync(
        join(folder, "program.py"),
        await written("--from", "wave.csv", "--remote-system", "rs", "-l", "python"),
      );
      writeFileSync(join(folder, "stub.py"), pythonStub);
      const output = execFileSync("python3", [join(folder, "stub.py"), join(folder, "program.py")], {
        encoding: "utf8",
      });
      const sessions = Object.fromEntries(
        Object.entries(expected).map(([key, { sourceResourceId, description }]) => [
          key,
          { source_resource_id: sourceResourceId, description },
        ]),
      );
      assert.deepEqual(JSON.parse(output).wave.args.sessions, sessions);
    });

    it("writes YAML that says the same, and no expression", async () => {
      hostileCsv();
      const program = parseYaml(await written("--from", "wave.csv", "--remote-system", "rs", "-l", "yaml"));
      const { properties, name } = program.resources.waveImport ?? program.resources.wave;
      assert.equal(name, "wave");
      assert.deepEqual(undone(properties.sessions), expected);
    });

    for (const key of ["__proto__", "constructor"]) {
      it(`refuses ${key} for a key, which no program could tell from none`, async () => {
        csv([{ key, sourceResourceId: "v-1" }]);
        const { exit, stdout, stderr } = await generate("--from", "wave.csv", "--remote-system", "rs");
        assert.equal(exit, exitCodes.usage);
        assert.equal(stdout, "");
        assert.match(stderr, new RegExp(`wave\\.csv: .*"${key}".*take another`));
      });
    }

    it("writes a resource for each import if asked for, each with a variable of its own", async () => {
      hostileCsv();
      const program = await written("--from", "wave.csv", "--remote-system", "rs", "--separate");
      const made = declaredByTypeScript(program);
      assert.deepEqual(Object.keys(made).sort(), [...keys].sort());
      const variables = [...program.matchAll(/^const (\w+) = /gm)].map(([, name]) => name);
      assert.equal(new Set(variables).size, hostile.length);
    });

    it("writes every input that a file can have, in every language", async () => {
      const row = {
        key: "db-01",
        sourceResourceId: "v-1",
        name: "db",
        type: "Agentless",
        hostIds: "name:a; name:b",
        automaticCutover: "false",
        paused: "yes",
        advanceTo: "Ready_For_Cutover",
        waitFor: "None",
        priority: "10",
      };
      csv([row]);
      const { args } =
        declaredByTypeScript(await written("--from", "wave.csv", "--remote-system", "rs", "--separate"))["db-01"] ?? {};
      assert.deepEqual(args, {
        remoteSystemId: "rs",
        sourceResourceId: "v-1",
        name: "db",
        type: "Agentless",
        hostIds: ["name:a", "name:b"],
        automaticCutover: false,
        paused: true,
        advanceTo: "Ready_For_Cutover",
        waitFor: "None",
      });
      const go = await written("--from", "wave.csv", "--remote-system", "rs", "-l", "go");
      assert.match(go, /HostIds: pulumi\.StringArray\{pulumi\.String\("name:a"\), pulumi\.String\("name:b"\)\}/);
      assert.match(
        go,
        /Paused: pulumi\.Bool\(true\), AdvanceTo: powerstoreimport\.AdvanceTarget\("Ready_For_Cutover"\)/,
      );
      assert.match(go, /Priority: pulumi\.Int\(10\)/);
    });

    it("knows the columns of the SDK's fromCsv", () => {
      const source = readFileSync(join(__dirname, "../../sdk/fromCsv.ts"), "utf8");
      const columns = /columns[^{]*\{([^}]*)\}/.exec(source)?.[1]?.match(/\w+(?=: as)/g) ?? [];
      assert.ok(columns.length > 15);
      assert.deepEqual(
        columns.filter((name) => !(name in inputKinds)),
        [],
      );
    });

    it("gives windows to the wave", async () => {
      csv([{ key: "a", sourceResourceId: "v-1" }]);
      const windows = [
        "--time-zone",
        "Europe/Berlin",
        "--start-window",
        "0 22 * * * for 8h",
        "--cutover-window",
        "2026-12-04T22:00 for 4h",
      ];
      const { args } =
        declaredByTypeScript(await written("--from", "wave.csv", "--remote-system", "rs", ...windows)).wave ?? {};
      assert.deepEqual(args?.startWindows, [{ schedule: "0 22 * * *", duration: "8h" }]);
      assert.deepEqual(
        [args?.timeZone, args?.cutoverWindows],
        ["Europe/Berlin", [{ schedule: "2026-12-04T22:00", duration: "4h" }]],
      );
      const go = await written("--from", "wave.csv", "--remote-system", "rs", "-l", "go", ...windows);
      assert.match(
        go,
        /StartWindows: powerstoreimport\.WindowArray\{powerstoreimport\.WindowArgs\{Schedule: pulumi\.String\("0 22 \* \* \*"\)/,
      );
    });

    const wrong: readonly { name: string; text: string; args?: readonly string[]; message: RegExp }[] = [
      { name: "a column that is none", text: "key,size\n", message: /no column "size"/ },
      {
        name: "a type that there is not",
        text: "key,sourceResourceId,type\na,v,Fast\n",
        message: /a type .*Agentless/,
      },
      {
        name: "an id with a blank",
        text: "key,sourceResourceId\na,v 1\n",
        message: /a sourceResourceId must not contain white space/,
      },
      {
        name: "no remote system",
        text: "key,sourceResourceId\na,v\n",
        args: [],
        message: /a names no remote system: .*--remote-system/,
      },
      { name: "no line", text: "key,sourceResourceId\n", message: /has no imports/ },
      {
        name: "a window without a zone",
        text: "key,sourceResourceId\na,v\n",
        args: ["--remote-system", "rs", "--start-window", "0 22 * * * for 8h"],
        message: /--time-zone: is required/,
      },
      {
        name: "a window that is none",
        text: "key,sourceResourceId\na,v\n",
        args: ["--remote-system", "rs", "--time-zone", "Europe/Berlin", "--start-window", "0 25 * * * for 8h"],
        message: /--start-window: /,
      },
      {
        name: "a window without a length",
        text: "key,sourceResourceId\na,v\n",
        args: ["--remote-system", "rs", "--start-window", "0 22 * * *"],
        message: /such as "0 22 \* \* \* for 8h"/,
      },
    ];
    for (const { name, text, args = ["--remote-system", "rs"], message } of wrong) {
      it(`is a wrong use with ${name}`, async () => {
        writeFileSync(join(folder, "wave.csv"), text);
        const { exit, stdout, stderr } = await generate("--from", "wave.csv", ...args);
        assert.deepEqual([exit, stdout], [exitCodes.usage, ""], stderr);
        assert.match(stderr, message);
      });
    }

    it("asks no array", async () => {
      csv([{ key: "a", sourceResourceId: "v-1" }]);
      stage.simulator.clearJournal();
      const { exit } = await stage.run(["generate", "--from", "wave.csv", "--remote-system", "rs"], {
        folder,
        environment: {},
      });
      assert.equal(exit, exitCodes.done);
      assert.deepEqual(stage.requests(), []);
    });
  });

  describe("from what can be imported", () => {
    const plan = ["--plan", "1h", "--rate", "100MB/s"];

    it("has the waves of the plan, each held until the one before it is copied", async () => {
      const made = declaredByTypeScript(await written("--discover", ...plan));
      assert.deepEqual(Object.keys(made), ["wave-1", "wave-2", "wave-3", "wave-4"]);
      assert.deepEqual(Object.keys(made["wave-1"]?.args.sessions ?? {}), ["Unity-01-CG-01"]);
      assert.deepEqual([made["wave-1"]?.args.hold, made["wave-2"]?.args.hold], [undefined, true]);
    });

    const besides: readonly (readonly [states: readonly string[], isHeld: boolean, reason: string])[] = [
      [["Ready_For_Cutover", "Import_Completed"], false, "there is no more to copy"],
      [["Ready_For_Cutover", "Copy_In_Progress"], true, "one copies yet"],
      [["Ready_For_Cutover", "Failed"], false, "what has failed copies nothing"],
      [["Cutover_In_Progress", "Failed"], false, "neither while others are cut over"],
      [["Import_Completed", "Failed"], true, "somebody should look first"],
      [["Ready_For_Cutover", "In_Progress"], true, "a failed one is made anew"],
    ];
    for (const [states, isHeld, reason] of besides) {
      it(`${isHeld ? "holds" : "lets go"} a wave behind one that is ${states.join(" and ")}: ${reason}`, () => {
        const members = states.map((state, index) => [`m-${index}`, { id: `s-${index}`, state }]);
        const phase = phaseOf(Object.fromEntries(members), false);
        assert.equal(!copiedPhases.some((each) => each === phase), isHeld, phase);
      });
    }

    it("is the same by way of a document of discover", async () => {
      const { stdout } = await stage.run(["discover", "-o", "json", ...plan]);
      writeFileSync(join(folder, "found.json"), stdout);
      const direct = await written("--discover", ...plan);
      assert.equal(await written("--from", "found.json"), direct);
    });

    it("takes what is ready and asked for, and says what it leaves out of a document", async () => {
      const { stdout } = await stage.run(["discover", "-o", "json"]);
      const document = JSON.parse(stdout);
      document.sources[1] = { ...document.sources[1], isReady: false, reason: "a file system uses it" };
      writeFileSync(join(folder, "found.json"), JSON.stringify(document));
      const { stdout: program, stderr } = await generate("--from", "found.json");
      assert.equal(
        Object.keys(declaredByTypeScript(program).wave?.args.sessions ?? {}).length,
        document.sources.length - 1,
      );
      assert.match(stderr, /left out: "Unity-01-Vol-01": a file system uses it/);
    });

    it("says what of the names that were asked for it leaves out, and why", async () => {
      const hosts = await CommandStage.open({
        sources: [{ name: "Unity-01", type: "Unity", volumes: 3, criteria: { 2: "Host_Not_Added" } }],
      });
      try {
        const asked = ["generate", "--discover", "--name", "Unity-01-Vol-01", "Unity-01-Vol-02"];
        const { stdout, stderr } = await hosts.run(asked, { folder });
        const { sessions } = declaredByTypeScript(stdout).wave?.args ?? {};
        assert.deepEqual(Object.keys(sessions ?? {}), ["Unity-01-Vol-01"]);
        assert.match(stderr, /^powerstore-import: left out: "Unity-01-Vol-02": the hosts that use it .*\n$/);
        const none = await hosts.run(["generate", "--discover", "--name", "Unity-01-Vol-02"], { folder });
        assert.deepEqual([none.exit, none.stdout], [exitCodes.error, ""]);
        assert.match(none.stderr, /left out: "Unity-01-Vol-02": .*\n.*nothing that is ready/);
      } finally {
        await hosts.close();
      }
    });

    it("says that an import which is under way has to stay in the program that declares it", async () => {
      const id = create("unity-01-vol-01", { name: "db" });
      const { stdout, stderr } = await generate("--discover");
      assert.doesNotMatch(stdout, /unity-01-vol-01/);
      assert.match(
        stderr,
        /left out: "Unity-01-Vol-01": it has the import session "db", which is In_Progress: a program that declares it has to keep it/,
      );
      stage.simulator.world.forceState(id, "Import_Completed");
      assert.doesNotMatch((await generate("--discover")).stderr, /has to keep it/);
    });

    it("counts what has been imported already, and names what else is left out", async () => {
      const asked = ["unity-01-vol-01", "unity-01-vol-02", "unity-01-vol-03"] as const;
      const [first, second] = asked.map((source) => create(source));
      const leftOut = async (...args: readonly string[]) =>
        (await generate(...args)).stderr.split("\n").filter((line) => line.includes("left out"));
      stage.simulator.world.forceState(first ?? "", "Import_Completed");
      assert.match((await leftOut("--discover"))[0] ?? "", /left out: 1 source, imported to \S+ already$/);
      stage.simulator.world.forceState(second ?? "", "Import_Completed");
      const [counted = "", copying = "", ...others] = await leftOut("--discover");
      assert.match(counted, /left out: 2 sources, imported to \S+ already$/);
      assert.match(copying, /left out: "Unity-01-Vol-03": .* has to keep it$/);
      assert.deepEqual(others, []);
      const { stdout } = await stage.run(["discover", "-o", "json"]);
      writeFileSync(join(folder, "found.json"), stdout);
      assert.deepEqual(await leftOut("--from", "found.json"), [counted, copying]);
      const named = await leftOut("--discover", "--name", "Unity-01-Vol-01");
      assert.deepEqual(named.length, 1);
      assert.match(named[0] ?? "", /left out: "Unity-01-Vol-01": it has been imported already/);
    });

    it("names what was imported with errors, which somebody has to look at", async () => {
      stage.simulator.world.forceState(create("unity-01-vol-01"), "Import_Completed_With_Errors");
      assert.match(
        (await generate("--discover")).stderr,
        /left out: "Unity-01-Vol-01": .*Import_Completed_With_Errors/,
      );
    });

    it("sends nothing but reads and the log-out", async () => {
      stage.simulator.clearJournal();
      await written("--discover");
      const changing = stage.requests().filter((request) => !request.startsWith("GET "));
      assert.deepEqual(changing, ["POST /api/rest/logout"]);
    });

    it("is a wrong use with a file that is no such document", async () => {
      writeFileSync(join(folder, "found.json"), '{"schema":"powerstore-import/status/1"}');
      const { exit, stderr } = await generate("--from", "found.json");
      assert.equal(exit, exitCodes.usage);
      assert.match(stderr, /no document of "discover -o json"/);
    });

    it("says that nothing is ready", async () => {
      const { exit, stdout, stderr } = await generate("--discover", "--name", "none-of-them");
      assert.deepEqual([exit, stdout], [exitCodes.error, ""]);
      assert.match(stderr, /nothing that is ready/);
    });
  });

  describe("from sessions that exist", () => {
    it("takes each over as it is, and leaves out what the next up would act on", async () => {
      const paused = create("unity-01-vol-01");
      const failed = create("unity-01-vol-02", { name: "bad" });
      const scheduled = create("unity-01-vol-03", {
        scheduled_timestamp: "2099-01-01T00:00:00Z",
        description: HOSTILE_DESCRIPTION,
      });
      const group = create("unity-01-cg-01");
      stage.simulator.world.forceState(paused, "Paused");
      stage.simulator.world.forceState(failed, "Failed");
      const { stdout, stderr } = await generate("--existing");
      const { args } = declaredByTypeScript(stdout).wave ?? {};
      assert.equal(args?.remoteSystemId, "rs-unity-01");
      assert.deepEqual(args?.sessions, {
        "s-unity-01-vol-01": { sourceResourceId: "unity-01-vol-01", paused: true, adoptSessionId: paused },
        "s-unity-01-vol-03": {
          sourceResourceId: "unity-01-vol-03",
          description: HOSTILE_DESCRIPTION,
          scheduledTimestamp: stage.simulator.world.row("import_session", scheduled)?.scheduled_timestamp,
          adoptSessionId: scheduled,
        },
        "s-unity-01-cg-01": { sourceResourceId: "unity-01-cg-01", adoptSessionId: group },
      });
      assert.match(stderr, /left out: import session "bad" \(.*\): it is Failed: read the error/);
    });

    it("takes a group over as its members stand, for the array shows it In_Progress all the while", async () => {
      const group = create("unity-01-cg-01");
      stage.simulator.advance(60);
      const rows = stage.simulator.world.rows("import_session") ?? [];
      const members = rows.filter((row) => row.parent_session_id === group);
      assert.ok(members.length > 1);
      for (const { id } of members) stage.simulator.world.forceState(id, "Paused");
      assert.equal(stage.simulator.world.row("import_session", group)?.state, "In_Progress");
      const source = { sourceResourceId: "unity-01-cg-01", paused: true };
      const { args } = declaredByTypeScript(await written("--existing")).wave ?? {};
      assert.deepEqual(args?.sessions, { "s-unity-01-cg-01": { ...source, adoptSessionId: group } });
      const imported = declaredByTypeScript(await written("--existing", "--separate", "--imported"));
      assert.deepEqual(imported["s-unity-01-cg-01"]?.args, { remoteSystemId: "rs-unity-01", ...source });
    });

    it("writes an import file, and the program without adoptions for afterwards", async () => {
      const id = create("unity-01-vol-01", { name: "import~volume.1" });
      const file = JSON.parse(await written("--existing", "-l", "import-file"));
      const name = "import-volume.1";
      assert.deepEqual(file, { resources: [{ type: "powerstore-import:index:ImportSession", name, id }] });
      const made = declaredByTypeScript(await written("--existing", "--separate", "--imported"));
      assert.deepEqual(made, {
        [name]: { args: { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-vol-01" } },
      });
    });

    for (const form of [
      [],
      ["--separate"],
      ["-l", "python"],
      ["-l", "go"],
      ["-l", "yaml"],
      ["--separate", "--imported"],
      ["-l", "import-file"],
    ]) {
      it(`warns that what another stack has is taken for this one's: ${form.join(" ") || "a wave"}`, async () => {
        create("unity-01-vol-01");
        create("unity-01-vol-02");
        const { exit, stdout, stderr } = await generate("--existing", ...form);
        assert.equal(exit, exitCodes.done);
        assert.equal(stderr.match(/this stack's own.*take out what another stack has/g)?.length, 1, stderr);
        const comments = stdout.match(/^(?:#|\/\/) .*take out what another stack has/gm) ?? [];
        assert.equal(comments.length, form.includes("import-file") ? 0 : 1, stdout);
      });
    }

    describe("beside a stack", () => {
      const beside = (stack: string, ...args: readonly string[]) => {
        const environment = { ...stage.environment, ...fakePulumi(folder, JSON.parse(stack), {}) };
        return stage.run(["generate", "--existing", "--stack", "prod", ...args], { folder, environment });
      };

      it("leaves out what that stack has recorded, alone or in a wave, and names it", async () => {
        const [alone, member] = [create("unity-01-vol-01"), create("unity-01-vol-02")];
        create("unity-01-vol-03");
        const stack = exported(recordedSession(alone), recordedWave({ "db-01": { id: member } }));
        const { exit, stdout, stderr } = await beside(stack);
        assert.equal(exit, exitCodes.done, stderr);
        assert.deepEqual(Object.keys(declaredByTypeScript(stdout).wave?.args.sessions ?? {}), ["s-unity-01-vol-03"]);
        assert.match(
          stderr,
          /left out: import session "s-unity-01-vol-01" \(.*\): the stack prod has it already, as database\n/,
        );
        assert.match(stderr, /"s-unity-01-vol-02" \(.*\): the stack prod has it already, as night\["db-01"\]\n/);
        const file = await beside(exported(recordedSession(alone)), "-l", "import-file");
        assert.doesNotMatch(file.stdout, new RegExp(alone));
      });

      it("keeps what the stack has of the same id on another array", async () => {
        const { stdout } = await beside(
          exported(recordedSession(create("unity-01-vol-01"), {}, { clusterId: "PS0000000002" })),
        );
        assert.match(stdout, /s-unity-01-vol-01/);
      });

      it("adopts nothing where nobody can tell what a wave of that stack has, and names the wave", async () => {
        const id = create("unity-01-vol-01");
        const wave = recordedWave({ "db-01": { id, state: "Copy_In_Progress" } });
        const { exit, stdout, stderr } = await beside(
          exported(withSecret(wave, "description", { Copy_In_Progress: 1 })),
        );
        assert.deepEqual([exit, stdout], [exitCodes.usage, ""]);
        assert.match(
          stderr,
          /--stack: wave night: an input of it is a secret, .*; leave --stack out, and take out .*\n/,
        );
        assert.doesNotMatch(stderr, /v1:abc/);
      });

      it("keeps what pulumi import has put into it, for the program of just that", async () => {
        const id = create("unity-01-vol-01");
        const { stdout } = await beside(exported(recordedSession(id)), "--separate", "--imported");
        assert.match(stdout, /s-unity-01-vol-01/);
      });

      it("writes nothing where all of them are the stack's", async () => {
        const { exit, stdout, stderr } = await beside(exported(recordedSession(create("unity-01-vol-01"))));
        assert.deepEqual([exit, stdout], [exitCodes.error, ""]);
        assert.match(stderr, /has it already, as database\n.*nothing to write/);
      });
    });

    it("says that there is none", async () => {
      const { exit, stdout, stderr } = await generate("--existing");
      assert.deepEqual([exit, stdout], [exitCodes.error, ""]);
      assert.match(stderr, /nothing to write/);
    });

    it("writes 1,000 of them", async () => {
      const large = await CommandStage.open({ sources: [{ name: "Unity-01", type: "Unity", volumes: 1000 }] });
      try {
        const sessions = large.simulator.world.operations["POST /import_session"];
        for (const { id } of large.simulator.world.rows("import_unity_volume") ?? [])
          sessions?.({
            id: "",
            body: { name: `s-${id}`, remote_system_id: "rs-unity-01", source_resource_id: id, type: "Non_Disruptive" },
          });
        const { stdout } = await large.run(["generate", "--existing"], { folder });
        assert.equal(Object.keys(declaredByTypeScript(stdout).wave?.args.sessions ?? {}).length, 1000);
        assert.ok(large.requests().length <= 4, large.requests().join(", "));
      } finally {
        await large.close();
      }
    });
  });

  describe("into a folder", () => {
    const projects: readonly [language: string, files: readonly string[]][] = [
      ["typescript", ["Pulumi.yaml", "index.ts", "package.json"]],
      ["python", ["Pulumi.yaml", "__main__.py", "requirements.txt"]],
      ["go", ["Pulumi.yaml", "go.mod", "main.go"]],
      ["yaml", ["Pulumi.yaml"]],
    ];
    for (const [language, files] of projects) {
      it(`writes a whole project in ${language}, named after the folder`, async () => {
        assert.equal(await written("--discover", "-l", language, "--out", "night 1"), "");
        assert.deepEqual(readdirSync(join(folder, "night 1")).sort(), files);
        assert.equal(parseYaml(readFileSync(join(folder, "night 1/Pulumi.yaml"), "utf8")).name, "night-1");
      });
    }

    it("overwrites nothing unless told so, and then writes none of its files", async () => {
      writeFileSync(join(folder, "Pulumi.yaml"), "mine");
      const { exit, stderr } = await generate("--discover", "--out", ".");
      assert.equal(exit, exitCodes.usage);
      assert.match(stderr, /Pulumi\.yaml is there already; nothing was written.*--force/);
      assert.deepEqual(
        [readFileSync(join(folder, "Pulumi.yaml"), "utf8"), existsSync(join(folder, "index.ts"))],
        ["mine", false],
      );
      await written("--discover", "--out", ".", "--force");
      assert.match(readFileSync(join(folder, "Pulumi.yaml"), "utf8"), /runtime: nodejs/);
    });

    for (const language of ["typescript", "python", "go", "yaml"]) {
      for (const form of [[], ["--separate"]]) {
        it(`names the imports that an overwritten program had and the new one has not: ${[language, ...form].join(" ")}`, async () => {
          const args = ["--discover", "-l", language, ...form, "--out", "w", "--force"];
          assert.doesNotMatch((await generate(...args)).stderr, /no more/);
          create("unity-01-vol-01");
          create("unity-01-cg-01");
          const { exit, stderr } = await generate(...args);
          assert.equal(exit, exitCodes.done, stderr);
          assert.match(
            stderr,
            /\n.*: w.* had imports that it has no more, of "unity-01-cg-01", "unity-01-vol-01": the next "pulumi up" .*cancel/,
          );
          assert.doesNotMatch((await generate(...args)).stderr, /no more/);
        });
      }
    }

    for (const [title, hinder, isForced] of [
      [
        "a file stands where the last of the folders is to be",
        () => writeFileSync(join(folder, "all/west"), "mine"),
        false,
      ],
      [
        "a folder stands where one of the files is to be",
        () => mkdirSync(join(folder, "all/west/index.ts"), { recursive: true }),
        true,
      ],
      [
        "a link leads to a device",
        () => {
          mkdirSync(join(folder, "all/west"));
          symlinkSync("/dev/full", join(folder, "all/west/package.json"));
        },
        true,
      ],
    ] as const) {
      it(`writes nothing of several projects where ${title}, and says so`, async () => {
        writeFileSync(join(folder, "arrays.json"), JSON.stringify({ east: stage.profile, west: west.profile }));
        mkdirSync(join(folder, "all"));
        hinder();
        const before = readdirSync(join(folder, "all"), { recursive: true });
        const args = [
          "generate",
          "--discover",
          "--arrays",
          "arrays.json",
          "--out",
          "all",
          ...(isForced ? ["--force"] : []),
        ];
        const { exit, stderr } = await stage.run(args, { folder, environment: {} });
        assert.equal(exit, exitCodes.error);
        assert.match(stderr, /--out: writing into .*all: .*; nothing was written/);
        assert.deepEqual(readdirSync(join(folder, "all"), { recursive: true }), before);
      });
    }

    it("leaves no folder that it has made where another cannot be", async () => {
      writeFileSync(join(folder, "file"), "mine");
      const { exit, stderr } = await generate("--discover", "--out", "file/night");
      assert.deepEqual([exit, readdirSync(folder)], [exitCodes.error, ["file"]]);
      assert.match(stderr, /nothing was written/);
    });

    it("overwrites the file that a link leads to, and leaves the link", async () => {
      writeFileSync(join(folder, "own.yaml"), "mine");
      symlinkSync("own.yaml", join(folder, "Pulumi.yaml"));
      await written("--discover", "--out", ".", "--force");
      assert.equal(readlinkSync(join(folder, "Pulumi.yaml")), "own.yaml");
      assert.match(readFileSync(join(folder, "own.yaml"), "utf8"), /runtime: nodejs/);
    });

    it("keeps the mode of what it overwrites", async () => {
      for (const file of ["index.ts", "own.yaml"]) writeFileSync(join(folder, file), "mine", { mode: 0o600 });
      symlinkSync("own.yaml", join(folder, "Pulumi.yaml"));
      await written("--discover", "--out", ".", "--force");
      for (const file of ["index.ts", "own.yaml"]) {
        const { mode } = statSync(join(folder, file));
        assert.deepEqual([file, (mode & 0o777).toString(8)], [file, "600"]);
      }
    });

    it("loses no array to another whose name makes the same folder", async () => {
      writeFileSync(
        join(folder, "arrays.json"),
        JSON.stringify({ "Berlin 1": stage.profile, "berlin-1": west.profile }),
      );
      const args = ["generate", "--discover", "--arrays", "arrays.json", "--out", "all"];
      const { exit, stderr } = await stage.run(args, { folder, environment: {} });
      assert.deepEqual([exit, existsSync(join(folder, "all"))], [exitCodes.usage, false]);
      assert.match(stderr, /Berlin 1 and berlin-1 would both be written into the folder berlin-1; nothing was written/);
    });

    it("writes a folder for each of several arrays, and refuses to mix them on stdout", async () => {
      writeFileSync(join(folder, "arrays.json"), JSON.stringify({ east: stage.profile, west: west.profile }));
      const of = (...args: readonly string[]) =>
        stage.run(["generate", "--discover", "--arrays", "arrays.json", ...args], { folder, environment: {} });
      const mixed = await of();
      assert.deepEqual([mixed.exit, mixed.stdout], [exitCodes.usage, ""]);
      assert.match(mixed.stderr, /east, west: choose one by --array/);
      assert.equal((await of("--out", "all")).exit, exitCodes.done);
      assert.deepEqual(readdirSync(join(folder, "all")).sort(), ["east", "west"]);
      assert.match((await of("--array", "east")).stdout, /new ImportWave/);
    });
  });

  it("writes nothing where an array is down or refuses the password: a part must not pass for the whole", async () => {
    const down = { ...stage.profile, endpoint: "https://127.0.0.1:9/api/rest" };
    const wrong = { ...stage.profile, password: "wrong" };
    const cases = [
      [down, exitCodes.error],
      [wrong, exitCodes.login],
    ] as const;
    for (const [west, code] of cases) {
      writeFileSync(join(folder, "arrays.json"), JSON.stringify({ east: stage.profile, west }));
      const args = ["generate", "--discover", "--arrays", "arrays.json", "--out", "all"];
      const { exit, stderr } = await stage.run(args, { folder, environment: {} });
      assert.equal(exit, code, stderr);
      assert.ok(!existsSync(join(folder, "all")));
    }
  });

  for (const { title, columns, rows, message } of [
    {
      title: "two imports of one source",
      columns: "key,remoteSystemId,sourceResourceId",
      rows: ["a,rs,v1", "b,rs,v1"],
      message: /--from: wave\.csv: .*sessions\["b"\]\.sourceResourceId.* is that of sessions\["a"\] already/,
    },
    {
      title: "a goal that nothing reaches",
      columns: "key,remoteSystemId,sourceResourceId,waitFor",
      rows: ["a,rs,v1,Import_Completed"],
      message: /--from: wave\.csv: .*waitFor.* cannot be reached/,
    },
  ]) {
    it(`writes nothing that the provider would refuse: ${title}`, async () => {
      writeFileSync(join(folder, "wave.csv"), [columns, ...rows, ""].join("\n"));
      const { exit, stdout, stderr } = await generate("--from", "wave.csv");
      assert.deepEqual([exit, stdout], [exitCodes.usage, ""]);
      assert.match(stderr, message);
    });
  }

  const shared: readonly (readonly [input: string, one: string, other: string])[] = [
    ["sourceResourceId", "v1,,", "v1,,"],
    ["name", "v1,db,", "v2,db,"],
    ["adoptSessionId", "v1,,s1", "v2,,s1"],
  ];
  for (const [input, one, other] of shared) {
    it(`writes no two imports of their own that share a ${input}`, async () => {
      const columns = "key,remoteSystemId,sourceResourceId,name,adoptSessionId";
      writeFileSync(join(folder, "wave.csv"), [columns, `a,rs,${one}`, "c,rs,v3,,", `b,rs,${other}`, ""].join("\n"));
      const { exit, stdout, stderr } = await generate("--from", "wave.csv", "--separate");
      assert.deepEqual([exit, stdout], [exitCodes.usage, ""]);
      assert.match(stderr, new RegExp(`--from: wave\\.csv: b: ${input} is that of a already`));
    });
  }

  it("takes one source for two imports where it is on two remote systems", async () => {
    csv([
      { key: "a", remoteSystemId: "rs-1", sourceResourceId: "v1" },
      { key: "b", remoteSystemId: "rs-2", sourceResourceId: "v1" },
    ]);
    await written("--from", "wave.csv", "--separate");
  });

  it("writes no two waves that share a source", async () => {
    const { stdout } = await stage.run(["discover", "-o", "json", "--plan", "1h", "--rate", "100MB/s"]);
    const document = JSON.parse(stdout);
    const [first, second] = document.sources;
    document.sources.push({ ...first, wave: second.wave });
    writeFileSync(join(folder, "found.json"), JSON.stringify(document));
    const { exit, stderr } = await generate("--from", "found.json");
    assert.equal(exit, exitCodes.usage, stderr);
    assert.match(stderr, /wave-\d\/\S+: sourceResourceId is that of wave-1\/\S+ already/);
  });

  const misuses: readonly { args: readonly string[]; message: RegExp }[] = [
    { args: [], message: /one of --from, --discover, --existing and --handover, not 0/ },
    { args: ["--discover", "--existing"], message: /not 2/ },
    { args: ["--discover", "--imported"], message: /--imported goes with --existing/ },
    { args: ["--existing", "--imported"], message: /--imported goes with --separate/ },
    { args: ["--discover", "-l", "import-file"], message: /import-file goes with --existing/ },
    { args: ["--discover", "--force"], message: /--force goes with --out/ },
    { args: ["--existing", "--name", "db*"], message: /--name goes with --discover/ },
    { args: ["--from", "found.json", "--plan", "8h", "--rate", "1GB/s"], message: /--plan goes with --discover/ },
    { args: ["--from", "found.json", "--max-per-wave", "8"], message: /--max-per-wave goes with --discover/ },
    {
      args: ["--from", "found.json", "--remote-system", "rs"],
      message: /--remote-system goes with --discover, or with a CSV file/,
    },
    { args: ["--handover", "terraform", "--remote-system", "rs"], message: /--remote-system goes with/ },
    { args: ["--from", "missing.csv", "--remote-system", "rs"], message: /missing\.csv/ },
  ];
  for (const { args, message } of misuses) {
    it(`is a wrong use with ${args.join(" ") || "nothing"}`, async () => {
      const { exit, stderr } = await generate(...args);
      assert.equal(exit, exitCodes.usage);
      assert.match(stderr, message);
    });
  }
});

describe("Names in a generated program", () => {
  const names = fc.array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(...hostile, "a-b", "a_b", "A.b", "a-b-2", "class", "arguments", "err", "9"),
    ),
    {
      maxLength: 30,
    },
  );

  it("are keys that are distinct, whatever the names", () => {
    fc.assert(
      fc.property(names, (given) => {
        const made = distinct(given.map(keyOf));
        assert.equal(new Set(made.map((key) => key.toLowerCase())).size, given.length);
        for (const key of made) assert.match(key, /^[\w][\w.-]{0,90}$/);
      }),
    );
  });

  for (const casing of ["camel", "snake"] as const) {
    it(`are identifiers in ${casing} case that are distinct and no reserved words`, () => {
      fc.assert(
        fc.property(names, (given) => {
          const made = identifiers(given, casing);
          assert.equal(new Set(made).size, given.length);
          for (const name of made) {
            assert.match(name, /^[a-z]\w*$/);
            assert.doesNotThrow(() => new Function(`"use strict"; const ${name} = 1; return ${name};`));
          }
        }),
      );
    });
  }

  it("keep the name that nobody else wants", () => {
    assert.deepEqual(distinct(["a", "A", "a-2", "b"]), ["a", "A-3", "a-2", "b"]);
  });
});
