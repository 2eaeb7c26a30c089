import assert from "node:assert/strict";
import { exitCodes } from "../../command/process/exits";
import { changeSchema } from "../../command/watch/changes";
import { type Around, CommandStage } from "./commandStage";
import { FakePulumi, GIB, importAt, manyVolumes } from "./imports";
import { CLUSTER, exported, recordedSession, recordedWave } from "./stack/stacks";

const lines = (text: string) => text.trimEnd().split("\n");
const withoutTime = (text: string) => lines(text).map((line) => line.replace(/^\S+ /, ""));
const reads = (requests: readonly string[]) => requests.every((each) => /^GET |^POST \S*\/logout$/.test(each));

describe("powerstore-import watch", () => {
  let stage: CommandStage;
  beforeEach(async () => {
    stage = await CommandStage.open(manyVolumes(20));
  });
  afterEach(() => stage.close());

  const begin = (name: string, state?: Parameters<typeof importAt>[1]["state"], more?: object) =>
    importAt(stage.simulator, { name, ...(state && { state }) }, more);
  const watch = (args: readonly string[] = [], around: Around = {}) => stage.run(["watch", ...args], around);

  /** Watches until the n-th sleep is over, then presses Ctrl-C. */
  const watchFor = async (sleeps: number, args: readonly string[] = [], around: Around = {}) => {
    const ctrlC = new AbortController();
    let count = 0;
    return watch(args, {
      ...around,
      stopped: ctrlC.signal,
      whileAsleep: (seconds) => {
        around.whileAsleep?.(seconds);
        if (++count === sleeps) ctrlC.abort();
      },
    });
  };

  it("writes the totals, then a line for each change, and the totals in the end", async () => {
    begin("db-01");
    const { stdout, stderr, exit } = await watch(["--until", "Ready_For_Cutover"]);
    assert.deepEqual([exit, stderr], [exitCodes.done, ""]);
    assert.deepEqual(
      withoutTime(stdout).map((line) => line.replace(/;.*copied.*$/, "")),
      [
        "1 import: 1 running",
        "db-01 Copy_In_Progress -> Ready_For_Cutover: on the hosts: check that the applications run well; then cut over",
        "1 import: 1 held",
      ],
    );
    for (const line of lines(stdout)) assert.match(line, /^2026-01-01T00:\d\d:\d\d\.\d{3}Z /);
  });

  it("shows where those went on to that leave the states that are asked for, and calls none of them gone", async () => {
    begin("db-01");
    const { stdout } = await watchFor(12, ["--state", "Copy_In_Progress"]);
    const changes = withoutTime(stdout).filter((line) => line.startsWith("db-01"));
    assert.equal(changes.length, 1, stdout);
    assert.match(changes[0] ?? "", /^db-01 Copy_In_Progress -> Ready_For_Cutover/);
  });

  it("tells from where those come that get into the states that are asked for", async () => {
    begin("db-01");
    const { stdout } = await watchFor(12, ["--state", "Ready_For_Cutover"]);
    const changes = withoutTime(stdout).filter((line) => line.startsWith("db-01"));
    assert.equal(changes.length, 1, stdout);
    assert.match(changes[0] ?? "", /^db-01 Copy_In_Progress -> Ready_For_Cutover/);
  });

  it("says once that an array's clock is off, however far it runs away", async () => {
    begin("db-01");
    const other = await CommandStage.open(manyVolumes(1));
    try {
      const ctrlC = new AbortController();
      let looks = 0;
      const { stderr } = await other.run(["watch"], {
        environment: stage.environment,
        stopped: ctrlC.signal,
        whileAsleep: () => {
          stage.simulator.advance(600);
          if (++looks === 3) ctrlC.abort();
        },
      });
      assert.equal(stderr.match(/its clock is/g)?.length, 1, stderr);
    } finally {
      await other.close();
    }
  });

  it("writes the same as documents, one a line", async () => {
    begin("db-01");
    const { stdout } = await watch(["--until", "Ready_For_Cutover", "-o", "json"]);
    const changes = lines(stdout).map((line) => changeSchema.parse(JSON.parse(line)));
    assert.deepEqual(
      changes.map(({ change }) => change),
      ["totals", "state", "totals"],
    );
    const [, moved] = changes;
    assert.ok(moved?.change === "state");
    assert.deepEqual(
      [moved.from, moved.session.state, moved.session.size],
      ["Copy_In_Progress", "Ready_For_Cutover", GIB],
    );
  });

  it("tells of sessions that come and go", async () => {
    const first = begin("first", "Import_Completed");
    let sleeps = 0;
    const { stdout } = await watchFor(3, [], {
      whileAsleep: () => {
        sleeps++;
        if (sleeps === 1) begin("second");
        if (sleeps === 2) stage.simulator.world.purgeSession(first);
      },
    });
    assert.deepEqual(withoutTime(stdout).slice(1, -1), ["second Copy_In_Progress", "first Import_Completed -> gone"]);
  });

  it("asks once an interval and array, and once for the sizes, whatever the number; and changes nothing", async () => {
    for (let index = 0; index < 15; index++) begin(`db-${index}`);
    stage.simulator.clearJournal();
    await watchFor(10, ["--interval", "10s"]);
    const asked = stage.requests();
    const count = (end: string) => asked.filter((each) => each.endsWith(end)).length;
    assert.deepEqual(
      [count("/login_session"), count("/import_session"), count("/volume"), count("/logout")],
      [1, 10, 1, 1],
    );
    assert.ok(reads(asked));
    assert.equal(stage.simulator.logins().open, 0);
  });

  it("sleeps as long as it is told", async () => {
    const slept: number[] = [];
    begin("db-01");
    await watchFor(3, ["--interval", "1m30s"], { whileAsleep: (seconds) => void slept.push(seconds) });
    assert.deepEqual(slept, [90, 90, 90]);
  });

  type Row = readonly [
    goal: string,
    states: readonly (readonly [string, object?])[],
    exit: keyof typeof exitCodes,
    reason: string,
  ];
  const rows: readonly Row[] = [
    ["done", [["Import_Completed"], ["Cancelled"]], "done", "nothing is left"],
    ["done", [], "done", "there is nothing to wait for"],
    ["done", [["Copy_In_Progress", { automatic_cutover: true }]], "done", "the array does it all"],
    ["done", [["Ready_For_Cutover"]], "attention", "nothing goes on by itself"],
    [
      "done",
      [["Failed"], ["Copy_In_Progress", { automatic_cutover: true }]],
      "attention",
      "when the others are done, nothing goes on",
    ],
    ["Ready_For_Cutover", [["Copy_In_Progress"], ["Import_Completed"]], "done", "a later state counts"],
    ["Ready_For_Cutover", [["Paused"]], "attention", "nothing goes on by itself"],
    [
      "Ready_For_Cutover",
      [["Import_Completed_With_Errors"]],
      "attention",
      "some of its members are to be imported anew",
    ],
    ["Ready_For_Cutover", [["Import_Cutover_Incomplete"]], "attention", "it is to be cut over once more"],
    ["Ready_For_Cutover", [["Cancelled"]], "attention", "nobody can cut it over"],
    ["Ready_For_Cutover", [["Cancelled"], ["Copy_In_Progress"]], "attention", "nobody waits for what was cancelled"],
    ["attention", [["Copy_In_Progress"]], "attention", "it stands at its gate"],
    ["attention", [["Copy_In_Progress", { automatic_cutover: true }]], "done", "nobody had to act"],
  ];
  for (const [goal, states, exit, reason] of rows) {
    it(`until ${goal} ends with ${exitCodes[exit]} for ${JSON.stringify(states)}: ${reason}`, async () => {
      for (const [index, [state, more]] of states.entries()) begin(`s-${index}`, state as "Paused", more);
      assert.equal((await watch(["--until", goal, "--timeout", "5h"])).exit, exitCodes[exit]);
    });
  }

  it("judges those that it was to show by where they are now, though they have left the states that are asked for", async () => {
    const id = begin("db-01");
    begin("db-02", "Failed");
    const fail = () => stage.simulator.world.forceState(id, "Failed");
    const args = ["--state", "Copy_In_Progress"];
    const { exit, stdout } = await watch([...args, "--until", "done", "--timeout", "5h"], { whileAsleep: fail });
    assert.match(stdout, /db-01 Copy_In_Progress -> Failed/);
    assert.equal(exit, exitCodes.attention);
  });

  /** By the number of its sleeps. */
  const watchUntil = (goal: string, args: readonly string[], meanwhile: Readonly<Record<number, () => void>>) => {
    let sleeps = 0;
    const around: Around = { whileAsleep: () => meanwhile[++sleeps]?.() };
    return watch([...args, "--until", goal, "--timeout", "5h"], around);
  };

  type Vanished = readonly [what: string, last: "Copy_In_Progress" | "Cancelled" | "Import_Completed", exit: number];
  const vanished: readonly Vanished[] = [
    ["somebody has cancelled and deleted it between two looks", "Copy_In_Progress", exitCodes.attention],
    ["its record was deleted after a look that saw it cancelled", "Cancelled", exitCodes.attention],
    ["it was completed before its record was deleted", "Import_Completed", exitCodes.done],
  ];
  for (const [what, last, exit] of vanished) {
    for (const [beside, others] of [
      ["beside one that becomes ready", ["other"]],
      ["alone", []],
    ] as const) {
      it(`until Ready_For_Cutover ends with ${exit} for one that is gone ${beside}: ${what}`, async () => {
        const id = begin("db-01");
        for (const name of others) begin(name);
        const ended = await watchUntil("Ready_For_Cutover", [], {
          1: () => stage.simulator.world.forceState(id, last),
          2: () => stage.simulator.world.purgeSession(id),
        });
        assert.equal(ended.exit, exit, ended.stdout);
      });
    }
  }

  for (const args of [[], ["--state", "Copy_In_Progress"]]) {
    it(`until Ready_For_Cutover waits for the one that a program makes in the place of one that has failed: ${args.join(" ")}`, async () => {
      const id = begin("db-01");
      begin("other");
      const { exit, stdout } = await watchUntil("Ready_For_Cutover", args, {
        1: () => stage.simulator.world.forceState(id, "Failed"),
        2: () => stage.simulator.world.purgeSession(id),
        // Before it is shown, it has to be waited for.
        3: () => begin("db-01", "Queued"),
      });
      assert.equal(exit, exitCodes.done, stdout);
      assert.match(stdout, /db-01 Copy_In_Progress -> Ready_For_Cutover/);
    });
  }

  it("until Ready_For_Cutover waits for the one that somebody begins in the place of one that copied", async () => {
    const [id] = [begin("db-01"), begin("other")];
    const { exit, stdout } = await watchUntil("Ready_For_Cutover", ["--state", "Copy_In_Progress"], {
      1: () => {
        stage.simulator.world.purgeSession(id);
        begin("db-01", "Queued");
      },
    });
    assert.equal(exit, exitCodes.done, stdout);
    assert.match(stdout, /db-01 Copy_In_Progress -> Ready_For_Cutover/);
  });

  it("until Ready_For_Cutover names what is gone where it ends with 4 for that", async () => {
    const [id] = [begin("db-01"), begin("other")];
    const { exit, stderr } = await watchUntil("Ready_For_Cutover", [], {
      1: () => stage.simulator.world.purgeSession(id),
    });
    assert.equal(exit, exitCodes.attention);
    assert.match(stderr, /--until Ready_For_Cutover: gone without having been completed: db-01\n/);
    assert.doesNotMatch(stderr, /other/);
  });

  it("until done ends with 0 for one that somebody has cancelled and deleted, as for one that was cancelled", async () => {
    const id = begin("db-01");
    const { exit } = await watchUntil("done", [], { 1: () => stage.simulator.world.purgeSession(id) });
    assert.equal(exit, exitCodes.done);
  });

  it("does not take for lost what its stack has begun anew by the next look", async () => {
    const [before, after] = [begin("before"), begin("after")];
    const EXPORT = "stack export --stack prod";
    const pulumi = new FakePulumi({ "config --stack prod": "{}", [EXPORT]: exported(recordedSession(before)) });
    let sleeps = 0;
    try {
      const { exit } = await watch(["--stack", "prod", "--until", "Ready_For_Cutover", "--interval", "2m"], {
        environment: { ...stage.environment, PATH: pulumi.path },
        whileAsleep: () => {
          if (++sleeps !== 1) return;
          stage.simulator.world.purgeSession(before);
          pulumi.answer(EXPORT, exported(recordedSession(after)));
        },
      });
      assert.equal(exit, exitCodes.done);
    } finally {
      pulumi.remove();
    }
  });

  for (const args of [[], ["--state", "Copy_In_Progress"]]) {
    for (const others of [[], ["other"]]) {
      const beside = `${others.length} others ${args.join(" ")}`;
      it(`does not take for lost what its stack has completed and cleared away between two looks, beside ${beside}`, async () => {
        const id = begin("db-01");
        for (const name of others) begin(name);
        const EXPORT = "stack export --stack prod";
        const pulumi = new FakePulumi({ "config --stack prod": "{}", [EXPORT]: exported(recordedSession(id)) });
        let sleeps = 0;
        try {
          const { exit, stderr } = await watch(
            [...args, "--stack", "prod", "--until", "Ready_For_Cutover", "--interval", "2m", "--timeout", "5h"],
            {
              environment: { ...stage.environment, PATH: pulumi.path },
              whileAsleep: () => {
                if (++sleeps !== 1) return;
                stage.simulator.world.purgeSession(id);
                pulumi.answer(EXPORT, exported(recordedSession(id, {}, { state: "Import_Completed" })));
              },
            },
          );
          assert.equal(exit, exitCodes.done, stderr);
        } finally {
          pulumi.remove();
        }
      });
    }
  }

  for (const [args, isReached] of [
    [[], true],
    [["--state", "Import_Completed"], true],
    [["--state", "Queued"], false],
  ] as const) {
    const what = isReached ? "is reached" : "is not reached";
    it(`until Ready_For_Cutover ${what} where all of a stack are completed, and their records deleted: ${args.join(" ")}`, async () => {
      const recorded = recordedWave({ a: { id: "s-1", state: "Import_Completed" } });
      const pulumi = new FakePulumi({ "config --stack prod": "{}", "stack export --stack prod": exported(recorded) });
      try {
        const environment = { ...stage.environment, PATH: pulumi.path };
        const { stderr } = await watch(
          [...args, "--stack", "prod", "--until", "Ready_For_Cutover", "--timeout", "1m"],
          {
            environment,
          },
        );
        assert.equal(!stderr.includes("not reached"), isReached, stderr);
      } finally {
        pulumi.remove();
      }
    });
  }

  it("waits until Ready_For_Cutover for somebody to get there: of none nobody knows that they are ready", async () => {
    const id = begin("db-01", "Queued");
    const { exit, stdout, stderr } = await watchUntil("Ready_For_Cutover", ["--state", "Copy_In_Progress"], {
      3: () => stage.simulator.world.forceState(id, "Copy_In_Progress"),
    });
    assert.equal(exit, exitCodes.done);
    assert.match(stdout, /db-01 Copy_In_Progress -> Ready_For_Cutover/);
    assert.match(stderr, /--until Ready_For_Cutover: there is no such import yet\n/);
  });

  describe("until Ready_For_Cutover with a stack that has nothing, and an array as empty", () => {
    let pulumi: FakePulumi;
    beforeEach(() => {
      pulumi = new FakePulumi({ "config --stack prod": "{}", "stack export --stack prod": exported() });
    });
    afterEach(() => pulumi.remove());
    const args = ["--stack", "prod", "--until", "Ready_For_Cutover"];
    const around = (more: Around = {}): Around => ({
      environment: { ...stage.environment, PATH: pulumi.path },
      ...more,
    });

    it("ends with 10 at its timeout, for nothing is reached", async () => {
      const { exit, stderr } = await watch([...args, "--timeout", "1m"], around());
      assert.match(stderr, /--until Ready_For_Cutover: not reached after 1 min\n/);
      assert.equal(exit, exitCodes.underWay);
    });

    it("ends with 10 at Ctrl-C", async () => {
      assert.equal((await watchFor(2, [...args, "--timeout", "5h"], around())).exit, exitCodes.underWay);
    });

    it("ends with 10 at its first look where it would wait for ever, and says why", async () => {
      let sleeps = 0;
      const { exit, stderr } = await watchFor(3, args, around({ whileAsleep: () => void sleeps++ }));
      assert.deepEqual([exit, sleeps], [exitCodes.underWay, 0]);
      assert.match(stderr, /neither the stack nor an array has an import.*--timeout/);
    });

    it("waits where it is to, for states that somebody may get into", async () => {
      let sleeps = 0;
      const state = ["--state", "Copy_In_Progress"];
      await watchFor(3, [...args, ...state], around({ whileAsleep: () => void sleeps++ }));
      assert.equal(sleeps, 3);
    });
  });

  it("ends at Ctrl-C by where they are now as well", async () => {
    const id = begin("db-01");
    const fail = () => stage.simulator.world.forceState(id, "Failed");
    const { exit } = await watchFor(2, ["--state", "Copy_In_Progress"], { whileAsleep: fail });
    assert.equal(exit, exitCodes.attention);
  });

  it("judges what it was to show of a stack before it had a session by what has become of it", async () => {
    const wave = (members: Readonly<Record<string, object>>) => exported(recordedWave(members as never));
    const pulumi = new FakePulumi({ "config --stack prod": "{}", "stack export --stack prod": wave({ a: {} }) });
    const begun = begin("other", "Import_Completed");
    const meanwhile = () => {
      stage.simulator.world.forceState(begun, "Failed");
      pulumi.answer("stack export --stack prod", wave({ a: { id: begun, state: "Failed" } }));
    };
    try {
      const args = ["--stack", "prod", "--state", "Not_Started", "--until", "done", "--interval", "2m"];
      const environment = { ...stage.environment, PATH: pulumi.path };
      const { exit } = await watch([...args, "--timeout", "20m"], { environment, whileAsleep: meanwhile });
      assert.equal(exit, exitCodes.attention);
    } finally {
      pulumi.remove();
    }
  });

  it("ends when time is up, with the code of what is known, and says what was not reached", async () => {
    begin("db-01");
    const before = stage.simulator.now();
    const { exit, stderr } = await watch(["--until", "done", "--timeout", "12s"]);
    assert.equal(exit, exitCodes.underWay);
    assert.match(stderr, /--until done: not reached after 12 s/);
    assert.equal(stage.simulator.now() - before, 12_000);
  });

  it("ends at Ctrl-C with the code of what is known", async () => {
    begin("db-01", "Failed");
    const { exit, stderr } = await watchFor(1);
    assert.deepEqual([exit, stderr], [exitCodes.attention, ""]);
  });

  it("ends at Ctrl-C before anything is known as an error, without a trace", async () => {
    const { exit, stderr } = await watch([], { stopped: AbortSignal.abort() });
    assert.equal(exit, exitCodes.error);
    assert.doesNotMatch(stderr, /\n\s+at /);
  });

  for (const [name, args, text] of [
    ["an interval that is none", ["--interval", "soon"], /--interval: "soon" is no time/],
    ["an interval of nothing", ["--interval", "0s"], /--interval/],
    ["a goal that there is not", ["--until", "Monday"], /Ready_For_Cutover, done, attention/],
    ["a timeout without a unit", ["--timeout", "90"], /--timeout: "90" is no time such as 90s/],
  ] as const) {
    it(`is a wrong use with ${name}`, async () => {
      const { exit, stderr } = await watch(args);
      assert.equal(exit, exitCodes.usage);
      assert.match(stderr, text);
    });
  }

  describe("through trouble", () => {
    it("survives a fail-over: says so once, goes on, and says that it is over", async () => {
      begin("db-01");
      let sleeps = 0;
      const environment = { ...stage.environment, POWERSTORE_TIMEOUT: "1" };
      const { stdout, stderr, exit } = await watch(["--until", "Ready_For_Cutover", "--timeout", "5h"], {
        environment,
        whileAsleep: () => {
          if (++sleeps === 2) stage.simulator.failOver(120);
        },
      });
      assert.equal(exit, exitCodes.done);
      assert.match(withoutTime(stdout).join("\n"), /db-01 Copy_In_Progress -> Ready_For_Cutover/);
      const said = lines(stderr);
      assert.equal(said.length, 2, stderr);
      assert.match(said[1] ?? "", /answers again$/);
    });

    it("ends with the login's code where a password is refused for good", async () => {
      begin("db-01");
      let sleeps = 0;
      const { exit, stderr } = await watch([], {
        whileAsleep: () => {
          if (++sleeps !== 2) return;
          stage.simulator.changeAccount({ password: "Another123#" });
          stage.simulator.endLogins();
        },
      });
      assert.equal(exit, exitCodes.login);
      assert.match(stderr, /user or password are refused/);
      assert.doesNotMatch(stderr, /Password123#|Another123#|pulumi (up|refresh)/);
    });

    it("ends at once where the first login is refused, or the only array does not answer", async () => {
      const wrong = { ...stage.environment, POWERSTORE_PASSWORD: "hunter2" };
      assert.equal((await watch([], { environment: wrong })).exit, exitCodes.login);
      const nowhere = { ...stage.environment, POWERSTORE_ENDPOINT: "https://127.0.0.1:1/api/rest" };
      const { exit, stderr } = await watch([], { environment: nowhere });
      assert.equal(exit, exitCodes.error);
      assert.match(stderr, /127\.0\.0\.1:1/);
    });

    it("watches the others where one array does not answer, and does not call them done", async () => {
      begin("db-01", "Import_Completed");
      const dead = { endpoint: "https://127.0.0.1:1/api/rest", username: "admin", password: "hunter2" };
      const environment = { POWERSTORE_IMPORT_ARRAYS: JSON.stringify({ berlin: stage.profile, dead }) };
      const { exit, stdout, stderr } = await watch(["--until", "done", "--timeout", "2m"], { environment });
      assert.equal(exit, exitCodes.error);
      assert.match(stdout, /1 import: 1 done/);
      assert.equal(lines(stderr).filter((line) => /dead: /.test(line)).length, 1, stderr);
    });

    for (const [title, args] of [
      ["until time is up, with a goal that all others reach", ["--until", "done", "--timeout", "5m"]],
      ["until time is up, without a goal", ["--timeout", "5m"]],
    ] as const) {
      it(`ends as an error where an array has fallen silent, whatever it said before: ${title}`, async () => {
        const other = await CommandStage.open(manyVolumes(1, { cluster: { name: "Hamburg" } }));
        try {
          const id = begin("db-01", undefined, { scheduled_timestamp: "2026-01-02T00:00:00Z" });
          importAt(other.simulator, { name: "db-02", state: "Import_Completed" });
          const environment = {
            POWERSTORE_IMPORT_ARRAYS: JSON.stringify({ berlin: stage.profile, hamburg: other.profile }),
          };
          // Who is looked at for the second time has answered.
          const looks = () => other.requests().filter((each) => each === "GET /api/rest/import_session").length;
          let isDown = false;
          const { exit, stdout } = await watch(args, {
            environment,
            whileAsleep: (seconds) => {
              if (!isDown && looks() === 2) {
                isDown = true;
                other.simulator.restart(100_000);
              }
              // Its silence was noticed, and it is asked again later.
              if (isDown && seconds === 30) stage.simulator.world.forceState(id, "Import_Completed");
            },
          });
          assert.match(stdout, /2 imports: 2 done/);
          assert.equal(exit, exitCodes.error);
        } finally {
          await other.close();
        }
      });
    }

    it("gives up after ten minutes where it waits for something, as the waits of a run do", async () => {
      begin("db-01");
      let sleeps = 0;
      const { exit, stderr } = await watch(["--until", "done"], {
        whileAsleep: () => {
          if (++sleeps === 1) stage.simulator.restart(100_000);
        },
      });
      assert.equal(exit, exitCodes.error);
      assert.match(stderr, /has not answered for 1\d min/);
    });
  });

  describe("at a terminal", () => {
    const terminal = { columns: 60, rows: 12 };
    const csi = "\u001b[";

    it("draws pages on the other screen, hides the cursor, and leaves both as they were below the last page", async () => {
      begin("db-01");
      const { stdout, exit } = await watchFor(3, [], terminal);
      assert.equal(exit, exitCodes.underWay);
      assert.ok(stdout.startsWith(`${csi}?1049h${csi}?25l`));
      const [drawn = "", left = ""] = stdout.split(`${csi}?25h${csi}?1049l`);
      assert.equal(drawn.split(`${csi}H`).length - 1, 3);
      assert.ok(!drawn.includes(`${csi}2J`));
      assert.match(left, /1 import: 1 running/);
      assert.match(left, /db-01/);
    });

    it("leaves the terminal as it was when it ends by an error, which is told behind it", async () => {
      begin("db-01");
      let sleeps = 0;
      const { stdout, stderr } = await watch([], {
        ...terminal,
        whileAsleep: () => {
          if (++sleeps !== 1) return;
          stage.simulator.changeAccount({ password: "Another123#" });
          stage.simulator.endLogins();
        },
      });
      assert.ok(stdout.includes(`${csi}?25h${csi}?1049l`));
      assert.match(stderr, /user or password are refused/);
    });

    it("shows no more than fits, what needs somebody first, and no line that is too wide", async () => {
      for (let index = 0; index < 15; index++) begin(`a-very-long-name-of-a-database-${index}`);
      begin("z-has-failed", "Failed");
      const narrow = { columns: 40, rows: 12, environment: { ...stage.environment, NO_COLOR: "1" } };
      const { stdout } = await watchFor(1, [], narrow);
      const page = stdout.split(`${csi}?1049l`)[1] ?? "";
      assert.ok(lines(page).length <= 11);
      assert.deepEqual(
        lines(page).filter((line) => line.length > 40),
        [],
      );
      assert.match(page, /z-has-failed/);
    });

    it("draws as on one of the usual height where the terminal does not tell its own", async () => {
      for (let index = 0; index < 6; index++) begin(`db-${index}`);
      const environment = { ...stage.environment, NO_COLOR: "1" };
      const page = ({ stdout }: { readonly stdout: string }) => stdout.split(`${csi}?1049l`)[1] ?? "";
      const unknown = page(await watchFor(1, [], { columns: 0, rows: 0, environment }));
      for (let index = 0; index < 6; index++) assert.match(unknown, new RegExp(`db-${index} +Copy_In_Progress`));
    });

    it("writes lines at a terminal that cannot draw", async () => {
      begin("db-01");
      const environment = { ...stage.environment, TERM: "dumb" };
      const { stdout } = await watchFor(1, [], { ...terminal, environment });
      assert.ok(!stdout.includes(csi));
    });
  });

  it("reads the stack again when a session has moved, and ends by what the program holds", async () => {
    const id = begin("db-01");
    const inputs = { waitFor: "Ready_For_Cutover" };
    const pulumi = new FakePulumi({
      "config --stack prod": "{}",
      "stack export --stack prod": exported(recordedSession(id, inputs, { clusterId: CLUSTER })),
    });
    try {
      const environment = { ...stage.environment, PATH: pulumi.path };
      const { exit, stdout } = await watchFor(12, ["--stack", "prod"], { environment });
      assert.equal(exit, exitCodes.underWay);
      assert.match(stdout, /Ready_For_Cutover: the program says waitFor: "Ready_For_Cutover", and no more/);
    } finally {
      pulumi.remove();
    }
  });

  describe("beside a stack that others change meanwhile", () => {
    const EXPORT = "stack export --stack prod";
    const record = (id: string, inputs: Readonly<Record<string, unknown>> = {}) =>
      exported(recordedSession(id, inputs));
    type Meanwhile = (sleeps: number, answer: (text: string) => void) => void;

    /** Until all is done, or twenty minutes are over. */
    const watchWhile = async (interval: string, before: string, meanwhile: Meanwhile) => {
      const pulumi = new FakePulumi({ "config --stack prod": "{}", [EXPORT]: before });
      let sleeps = 0;
      try {
        return await watch(["--stack", "prod", "--until", "done", "--interval", interval, "--timeout", "20m"], {
          environment: { ...stage.environment, PATH: pulumi.path },
          whileAsleep: () => meanwhile(++sleeps, (text) => pulumi.answer(EXPORT, text)),
        });
      } finally {
        pulumi.remove();
      }
    };

    it("tells and ends by what a run has recorded since it was read, though that run moved nothing on the array", async () => {
      const id = begin("db-01");
      const { exit, stdout } = await watchWhile("2m", record(id), (sleeps, answer) => {
        if (sleeps === 1) answer(record(id, { advanceTo: "Import_Completed" }));
      });
      assert.match(stdout, /db-01 Copy_In_Progress -> Ready_For_Cutover: the next "pulumi up" cuts over/);
      assert.doesNotMatch(stdout, /in the program/);
      assert.equal(exit, exitCodes.underWay);
    });

    it("does not end by a record that is older than the last move while it is too soon to read it again", async () => {
      const id = begin("db-01");
      const { exit } = await watchWhile("20s", record(id), (sleeps, answer) => {
        if (sleeps === 1) answer(record(id, { advanceTo: "Import_Completed" }));
        if (sleeps === 2) stage.simulator.world.forceState(id, "Ready_For_Cutover");
      });
      assert.equal(exit, exitCodes.underWay);
    });

    it("looks at the record once more after the last move: a wave puts its members on record when its run ends", async () => {
      const [one, two] = [begin("one", "Import_Completed"), begin("two")];
      const wave = (members: object) => exported(recordedWave({ one: { id: one }, two: {}, ...members }));
      const { exit } = await watchWhile("2m", wave({}), (sleeps, answer) => {
        if (sleeps === 1) stage.simulator.world.forceState(two, "Import_Completed");
        if (sleeps === 2) answer(wave({ two: { id: two } }));
      });
      assert.equal(exit, exitCodes.done);
    });
  });
});
