import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { exitCodes } from "../../command/process/exits";
import { CommandStage } from "../command/commandStage";

/** The parts of workflow files that these tests look at. What else they may say: tests/e2e/workflows.test.ts. */
type Step = { readonly uses?: string; readonly run?: string; readonly name?: string; readonly if?: string };
type Job = {
  readonly uses?: string;
  readonly steps?: readonly Step[];
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly "runs-on"?: readonly string[];
  readonly "timeout-minutes"?: number;
};
type Workflow = {
  readonly on: { readonly schedule?: readonly { readonly cron: string; readonly timezone?: string }[] };
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
};

const deploy = join(__dirname, "../../deploy");
const read = (path: string) => readFileSync(join(deploy, path), "utf8");

const files = readdirSync(join(deploy, "github")).filter((name) => name.endsWith(".yml"));
const workflows = files.map((file) => ({
  file,
  text: read(`github/${file}`),
  workflow: parse(read(`github/${file}`)) as Workflow,
}));
const jobs = workflows.flatMap(({ file, workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ file, name, job })),
);
const steps = jobs.flatMap(({ file, name, job }) => (job.steps ?? []).map((step) => ({ file, name, step })));

const gitlab = parse(read("gitlab/powerstore.gitlab-ci.yml"));
const gitlabScripts = Object.entries<{ script?: readonly string[] }>(gitlab).flatMap(([job, { script = [] }]) =>
  script.map((line, at) => ({ job, line, isLast: at === script.length - 1 })),
);

describe("The workflow files for GitHub", () => {
  it("name each action of others by its commit, and say which version that is", () => {
    for (const { file, text } of workflows) {
      const uses = text.split("\n").filter((line) => /^\s*(?:- )?uses:/.test(line));
      for (const line of uses)
        assert.match(line, /uses: (?:\.\/\S+\.yml|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/, file);
    }
  });

  it("say for every job where it runs and how long at most, or which workflow that says", () => {
    for (const { file, name, job } of jobs) {
      if (job.uses) continue;
      assert.deepEqual(job["runs-on"], ["self-hosted", "powerstore"], `${file}: ${name}`);
      assert.ok((job["timeout-minutes"] ?? 360) <= 60, `${file}: ${name}`);
    }
  });

  it("run the command that is installed, or none: npx would fetch whatever has its name, with the secrets in its environment", () => {
    for (const { file, text } of [...workflows, { file: "gitlab", text: read("gitlab/powerstore.gitlab-ci.yml") }])
      assert.doesNotMatch(text, /\bnpx\b/, file);
    const calling = steps.filter(({ step }) => step.run?.includes("powerstore-import "));
    assert.equal(calling.length, 2);
    for (const { step } of calling) assert.match(step.if ?? "", /steps\.install\.outcome == 'success'/, step.name);
  });

  it("ask for no right that they do not need", () => {
    for (const { file, workflow } of workflows) assert.deepEqual(workflow.permissions, { contents: "read" }, file);
  });

  it("have schedules in a time zone, and not at the full hour, when runs come late", () => {
    const schedules = workflows.flatMap(({ workflow }) => workflow.on.schedule ?? []);
    assert.equal(schedules.length, 2);
    for (const { cron, timezone } of schedules) {
      assert.match(timezone ?? "", /^\w+\/\w+$/);
      assert.doesNotMatch(cron, /^0 /);
    }
  });

  it("put nothing into a script that somebody else writes: no expression, no secret", () => {
    for (const { file, step } of steps) assert.doesNotMatch(step.run ?? "", /\$\{\{/, `${file}: ${step.name}`);
  });

  it("let the runner's signals reach every pulumi that changes something: exec, and nothing after it", () => {
    const changing = steps.filter(({ step }) => /pulumi (?:up|cancel|refresh|destroy)/.test(step.run ?? ""));
    assert.equal(changing.length, 3);
    for (const { file, step } of changing)
      assert.match(step.run?.trim() ?? "", /^exec pulumi [^\n]*$/, `${file}: ${step.name}`);
  });

  it("let one run at a time go to an array, and end none that is under way", () => {
    const [{ job } = { job: {} as Job }] = jobs.filter(({ job }) => job.uses?.endsWith("powerstore-array.yml"));
    assert.equal(job.concurrency?.["cancel-in-progress"], false);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's
    assert.equal(job.concurrency?.group, "powerstore-${{ matrix.entry.array }}");
  });

  it("take a lock away only where they have ended the run themselves", () => {
    const cancels = steps.filter(({ step }) => step.run?.includes("pulumi cancel"));
    assert.deepEqual(
      cancels.map(({ step }) => step.if),
      ["always() && steps.up.outcome == 'cancelled'"],
    );
  });

  it("know every exit code of the command that is not an error of its own", () => {
    const script = steps.find(({ step }) => step.run?.includes("powerstore-import status"))?.step.run ?? "";
    const told = [...script.matchAll(/^\s*(\d+)\) echo/gm)].map(([, code]) => Number(code));
    const { error: _, usage: __, ...others } = exitCodes;
    assert.deepEqual(told.sort(), Object.values(others).sort());
    assert.match(script, new RegExp(`${exitCodes.done} \\| ${exitCodes.underWay}\\) ;;`), "those two are success");
  });
});

describe("The pipeline for GitLab", () => {
  it("has the same stacks on the same arrays as the one for GitHub", () => {
    const entries = gitlab[".stacks"].parallel.matrix as readonly { ARRAY: string; STACK: readonly string[] }[];
    assert.deepEqual(
      entries.map(({ ARRAY, STACK }) => ({ array: ARRAY, stacks: STACK })),
      JSON.parse(read("github/stacks.json")),
    );
  });

  it("runs the same commands: up, preview and the look at what drifted", () => {
    const commandsOf = (text: string) =>
      [...text.replace(/\\\n\s*/g, "").matchAll(/pulumi (?:up|preview|refresh) -[^\n>]*/g)]
        .map(([command]) => command.replace(/ 2$/, "").trim())
        .sort();
    const ours = steps.map(({ step }) => step.run ?? "").join("\n");
    const theirs = gitlabScripts.map(({ line }) => line).join("\n");
    assert.deepEqual(commandsOf(theirs), commandsOf(ours));
    assert.equal(commandsOf(ours).length, 3);
  });

  it("lets the runner's signals reach every pulumi that changes something: exec, and nothing after it", () => {
    const changing = gitlabScripts.filter(({ line }) => /pulumi (?:up|cancel|refresh|destroy)/.test(line));
    assert.deepEqual(
      changing.map(({ job, isLast, line }) => [job, isLast, line.startsWith("exec pulumi ")]),
      [
        ["up", true, true],
        ["drift", true, true],
      ],
    );
  });

  it("lets one job at a time go to an array, and takes 'under way' for no failure", () => {
    assert.deepEqual(
      [gitlab.up.resource_group, gitlab.up.interruptible ?? gitlab[".stacks"].interruptible],
      ["powerstore-$ARRAY", false],
    );
    assert.deepEqual(gitlab.report.allow_failure, { exit_codes: exitCodes.underWay });
    assert.match(gitlab.report.script.at(-1), /^node_modules\/\.bin\/powerstore-import status /);
  });

  it("keeps the history of the report also where the status is an error, as it is as long as there is something to keep", () => {
    assert.equal(gitlab.report.cache.when, "always");
  });

  it("calls no variable protected that a merge request's preview needs: its branch gets none of these", () => {
    assert.doesNotMatch(read("gitlab/powerstore.gitlab-ci.yml"), /masked and protected/);
  });

  it("gives no token as an argument, which every process of the runner could read", () => {
    for (const { job, line } of gitlabScripts)
      assert.doesNotMatch(line, /(?:--header|-H)\s+"?(?:PRIVATE-TOKEN|Authorization)/, job);
  });
});

describe("The command, as the workflow files call it", () => {
  let stage: CommandStage;
  before(async () => {
    stage = await CommandStage.open();
  });
  after(() => stage.close());

  const scripts = [...steps.map(({ step }) => step.run ?? ""), ...gitlabScripts.map(({ line }) => line)].join("\n");
  const calls = [...scripts.matchAll(/powerstore-import (report|status) ([^\n]*)/g)].map(
    ([, name = "", options = ""]) => ({
      name,
      options: options.match(/--[a-z]+/g) ?? [],
    }),
  );

  it("has what they ask it for", async () => {
    assert.equal(calls.length, 4);
    for (const { name, options } of calls) {
      const { exit, stdout } = await stage.run([name, "--help"]);
      assert.equal(exit, exitCodes.done);
      for (const option of options) assert.match(stdout, new RegExp(`${option}\\b`), `${name} ${option}`);
    }
  });
});
