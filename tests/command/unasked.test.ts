import assert from "node:assert/strict";
import { exitCodes } from "../../command/process/exits";
import { reportSchema } from "../../command/report/content/document";
import { statusSchema } from "../../command/status/document";
import { CommandStage } from "./commandStage";
import { FakePulumi, importAt, manyVolumes } from "./imports";
import { exported, recordedSession } from "./stack/stacks";

describe("Imports of a stack on arrays that were not asked", () => {
  let stage: CommandStage;
  let pulumi: FakePulumi;
  let id: string;
  const on = (cluster: string, name: string, array?: string) => ({
    ...recordedSession(`s-${name}`, array === undefined ? {} : { array }, { clusterId: cluster }),
    name,
  });
  before(async () => {
    stage = await CommandStage.open(manyVolumes(2));
    id = importAt(stage.simulator, { name: "in-berlin", state: "Import_Completed" });
    pulumi = new FakePulumi({
      "config --stack prod": "{}",
      "config --stack whole": "{}",
      "stack export --stack whole": exported(recordedSession(id)),
      "stack export --stack prod": exported(
        recordedSession(id),
        on("PS-paris", "one", "paris"),
        on("PS-paris", "two", "paris"),
        on("PS-paris", "three", "paris"),
        on("PS-madrid", "four", "madrid"),
        on("PS-madrid", "five", "madrid"),
      ),
    });
  });
  after(async () => {
    pulumi.remove();
    await stage.close();
  });
  beforeEach(() => stage.simulator.world.forceState(id, "Import_Completed"));

  const askFor = (stack: string, ...args: readonly string[]) =>
    stage.run([...args, "--stack", stack], { environment: { ...stage.environment, PATH: pulumi.path } });
  const ask = (...args: readonly string[]) => askFor("prod", ...args);
  /** The same, where paris is asked as well and does not answer. */
  const askWithParis = (...args: readonly string[]) => {
    const paris = { endpoint: "https://127.0.0.1:1/api/rest", username: "admin", password: "hunter2" };
    const environment = {
      PATH: pulumi.path,
      POWERSTORE_IMPORT_ARRAYS: JSON.stringify({ berlin: stage.profile, paris }),
    };
    return stage.run([...args, "--stack", "prod"], { environment });
  };

  const formats: readonly (readonly [command: string, args: readonly string[], shown: RegExp])[] = [
    ["report", [], /\n## 5 imports are on arrays that were not asked\n/],
    [
      "report",
      [],
      /\n- 🟧 \*\*5 imports are on arrays that were not asked\*\*: name these by --arrays, or see whether /,
    ],
    ["report", ["--format", "html"], /<h1 class=held>5 imports are on arrays that were not asked<\/h1>/],
    [
      "report",
      ["--format", "html"],
      /<li class="held"><b>5 imports are on arrays that were not asked<\/b><p>Name these/,
    ],
    ["status", [], /^1 import: 1 done.*\nNot asked, and no part of this: the arrays of 5 imports of the stack\n/],
    ["status", ["-o", "wide"], /\nNot asked, and no part of this: the arrays of 5 imports of the stack\n/],
    ["status", ["-o", "markdown"], /\n\nNot asked, and no part of this: the arrays of 5 imports of the stack\n\n/],
    ["status", ["-o", "html"], /<h1 class=held>5 imports are on arrays that were not asked<\/h1>/],
    ["status", ["-o", "prometheus"], /\npowerstore_import_not_asked 5\n/],
  ];
  for (const [command, args, shown] of formats) {
    it(`are told by ${[command, ...args].join(" ")}, and pass for no work that is done: ${shown}`, async () => {
      const { stdout } = await ask(command, ...args);
      assert.match(stdout, shown);
      assert.doesNotMatch(stdout, /Nothing is left to do/);
    });
  }

  it("are counted in both documents, and documents that do not count them are read as before", async () => {
    const documents = [
      [statusSchema, (await ask("status", "-o", "json")).stdout],
      [reportSchema, (await ask("report", "--format", "json")).stdout],
    ] as const;
    for (const [schema, text] of documents) {
      const { elsewhere, ...earlier } = schema.parse(JSON.parse(text));
      assert.equal(elsewhere, 5);
      assert.deepEqual(schema.parse(earlier), earlier);
    }
  });

  it("are in no document where all arrays of the stack were asked", async () => {
    const { exit, stdout } = await askFor("whole", "status", "-o", "json");
    assert.equal(exit, exitCodes.done);
    assert.ok(!("elsewhere" in statusSchema.parse(JSON.parse(stdout))));
  });

  it("are told behind what goes on by itself, and behind what needs somebody", async () => {
    stage.simulator.world.forceState(id, "Queued");
    assert.match((await ask("report")).stdout, /## The migration goes on by itself; 5 imports are on arrays that were/);
    stage.simulator.world.forceState(id, "Failed");
    assert.match((await ask("report")).stdout, /## 1 import has failed; 5 imports are on arrays that were not asked/);
  });

  it("are told beside an array that does not answer, without those of that array", async () => {
    const { stdout, stderr, exit } = await askWithParis("report");
    assert.equal(exit, exitCodes.error);
    assert.match(stdout, /## 1 array did not answer; 2 imports are on arrays that were not asked\n/);
    assert.match(stderr, /the stack has 2 imports on arrays that were not asked/);
    assert.equal(statusSchema.parse(JSON.parse((await askWithParis("status", "-o", "json")).stdout)).elsewhere, 2);
  });
});
