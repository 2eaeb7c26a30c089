import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { EngineRun } from "../../../provider/lifecycle/engineRun/engineRun";
import type { Fact } from "../../../provider/lifecycle/engineRun/facts";
import { commandLedger, folderLedger } from "../../../provider/surface/runFolder";

const ADDRESS = "127.0.0.1:50123";
const object = { id: "s-1", clusterId: "PS1" };
const urn = "urn:pulumi:prod::shop::powerstore-import:index:ImportSession::db";
const fact: Fact = { kind: "holds", urn, object };

const { readFileSync: realReadFileSync } = fs;

describe("The folder of a run's account", () => {
  let parent: string;
  let root: string;
  beforeEach(() => {
    parent = fs.mkdtempSync(path.join(os.tmpdir(), "powerstore-import-ledger-"));
    root = path.join(parent, "runs");
  });
  afterEach(() => fs.rmSync(parent, { recursive: true, force: true }));

  const open = (address: string | undefined = ADDRESS) => folderLedger(address, root);
  const folders = () => (fs.existsSync(root) ? fs.readdirSync(root) : []);
  /** The account of a process that is gone: its number is another's, which has ended. */
  const killed = (address = ADDRESS) => {
    const ledger = open(address);
    ledger.append(fact);
    const [folder = ""] = folders().filter((name) => name.includes(address.split(":")[1] ?? ""));
    const own = fs.readdirSync(path.join(root, folder)).filter((name) => name.startsWith(`${process.pid}-`));
    const number = (name: string) => Number(name.split("-")[1]);
    const file = own.sort((one, other) => number(one) - number(other)).at(-1) ?? "";
    const { pid } = spawnSync(process.execPath, ["--version"]);
    const dead = path.join(root, folder, file.replace(`${process.pid}-`, `${pid}-`));
    fs.renameSync(path.join(root, folder, file), dead);
    return dead;
  };
  const age = (file: string, hours: number) => {
    const then = new Date(Date.now() - hours * 3_600_000);
    for (const each of [file, path.dirname(file)]) fs.utimesSync(each, then, then);
  };

  it("tells which process is still there by what it is known by", async () => {
    const [one, other] = [open(), open()];
    assert.notEqual(one.self, other.self);
    assert.ok(one.isThere(other.self));
    const dead = path.basename(killed(), ".jsonl");
    assert.ok(!one.isThere(dead), "it was killed, and its number is nobody's");
    const { pid } = process;
    const later = dead.replace(/^\d+/, String(pid));
    if (process.platform === "linux") assert.ok(!one.isThere(later.replace(/\d+$/, "1")), "its number is another's");
    for (const each of [one, other]) each.close(false);
  });

  it("shows each process what the others have written, once", () => {
    const [one, other] = [open(), open()];
    assert.deepEqual([one.unshared, other.unshared], [undefined, undefined]);
    one.append(fact);
    one.append({ kind: "ending", urn, object });
    assert.deepEqual(other.readOthers(), [fact, { kind: "ending", urn, object }]);
    assert.deepEqual(other.readOthers(), []);
    assert.deepEqual(one.readOthers(), [], "not its own");
    one.close(false);
    other.close(false);
  });

  it("shows what several have written in the order in which that was done, whatever their files are called", () => {
    const processes = Array.from({ length: 12 }, () => open());
    const reader = open();
    const told = processes.map((_, place): Fact => ({ ...fact, urn: `resource ${place}` }));
    const order = [...processes.keys()].map((place) => (place * 5) % processes.length);
    for (const place of order) processes[place]?.append(told[place] ?? fact);
    assert.deepEqual(
      reader.readOthers(),
      order.map((place) => told[place]),
    );
    for (const each of [...processes, reader]) each.close(false);
  });

  it("shows with what was written while it reads what others had written before that", () => {
    const [first, second] = [open(), open()];
    const reader = open();
    const [cause, effect] = ["cause", "effect"].map((name): Fact => ({ ...fact, urn: name }));
    const { statSync } = fs;
    let reads = 0;
    const betweenFiles = ((file: string, ...more: []) => {
      const about = statSync(file, ...more);
      if (++reads === 1) {
        first.append(cause as Fact);
        second.append(effect as Fact);
      }
      return about;
    }) as typeof statSync;
    assert.deepEqual(
      inSystem({ statSync: betweenFiles }, () => reader.readOthers()),
      [cause, effect],
    );
    for (const each of [first, second, reader]) each.close(false);
  });

  it("shows what a former version has written, which says no time", () => {
    const [former, reader] = [open(), open()];
    const [folder = ""] = folders();
    const [file = ""] = fs.readdirSync(path.join(root, folder)).sort();
    fs.appendFileSync(path.join(root, folder, file), `${JSON.stringify(fact)}\n`);
    assert.deepEqual(reader.readOthers(), [fact]);
    for (const each of [former, reader]) each.close(false);
  });

  /** A command, until it is killed. */
  const lasting = () => spawn(process.execPath, ["-e", "setInterval(() => undefined, 1e6)"]);

  it("of a command stays from one of its processes to the next, and goes with the next command", async () => {
    const command = lasting();
    const pid = Number(command.pid);
    const place = ["here"];
    const planning = commandLedger(pid, place, root);
    planning.append(fact);
    planning.close(false);
    assert.equal(folders().length, 1, "it is not known to be the last process");
    const elsewhere = open();
    assert.deepEqual(elsewhere.readAbandoned(), [], "the command is there");
    elsewhere.close(false);

    const applying = commandLedger(pid, place, root);
    assert.deepEqual(applying.readOthers(), [fact]);
    applying.close(false);

    command.kill("SIGKILL");
    await once(command, "exit");
    const next = commandLedger(process.pid, place, root);
    assert.deepEqual([next.readOthers(), next.readAbandoned()], [[], []]);
    assert.equal(folders().length, 1, "its own");
    next.close(false);
  });

  /** Does something as on a system whose files under `/proc` are others. */
  function inSystem<T>(
    files: Partial<Pick<typeof fs, "readFileSync" | "readlinkSync" | "statSync">>,
    work: () => T,
  ): T {
    const { readFileSync, readlinkSync, statSync } = fs;
    Object.assign(fs, files);
    try {
      return work();
    } finally {
      Object.assign(fs, { readFileSync, readlinkSync, statSync });
    }
  }
  const ageOwn = (hours: number) => {
    const [folder = ""] = folders();
    for (const name of fs.readdirSync(path.join(root, folder))) age(path.join(root, folder, name), hours);
  };

  for (const [hours, time] of [
    [2, "two hours"],
    [8 * 24, "eight days"],
  ] as const) {
    it(`of a command is there for its next process when somebody has taken ${time} to answer its prompt`, () => {
      const command = lasting();
      const pid = Number(command.pid);
      try {
        const planning = commandLedger(pid, ["here"], root);
        planning.append(fact);
        planning.close(false);
        ageOwn(hours);
        open().close(false);
        const applying = commandLedger(pid, ["here"], root);
        assert.deepEqual([applying.readOthers(), applying.readAbandoned()], [[fact], []]);
        applying.close(false);
      } finally {
        command.kill("SIGKILL");
      }
    });
  }

  it("of a command is put aside after an hour where nothing tells whether another process has its number by now", () => {
    const { readFileSync } = fs;
    const withoutProc = ((file: string, ...more: [BufferEncoding]) => {
      if (String(file).startsWith("/proc/")) throw new Error("ENOENT");
      return readFileSync(file, ...more);
    }) as typeof readFileSync;
    inSystem({ readFileSync: withoutProc }, () => {
      const planning = commandLedger(process.pid, ["here"], root);
      planning.append(fact);
      planning.close(true);
      ageOwn(2);
      const applying = commandLedger(process.pid, ["here"], root);
      const beside = commandLedger(process.pid, ["here"], root);
      for (const each of [applying, beside]) {
        assert.deepEqual(
          [each.readOthers(), each.readAbandoned()],
          ["unreadable", [[fact]]],
          "nobody concludes from it",
        );
        each.close(false);
      }
    });
  });

  const elsewhere: Readonly<Record<string, Parameters<typeof inSystem>[0]>> = {
    "in another container": { readlinkSync: (() => "pid:[1]") as unknown as typeof fs.readlinkSync },
    "in another container, of which the system hides the machine": {
      readlinkSync: (() => "pid:[1]") as unknown as typeof fs.readlinkSync,
      readFileSync: ((file: string, ...more: []) => {
        if (String(file).endsWith("/boot_id")) throw new Error("EACCES");
        return realReadFileSync(file, ...more);
      }) as typeof fs.readFileSync,
    },
    "on another machine, with which the folder is shared": {
      readFileSync: ((file: string, ...more: []) =>
        String(file).endsWith("/boot_id")
          ? "another-boot\n"
          : realReadFileSync(file, ...more)) as typeof fs.readFileSync,
    },
  };
  for (const [where, system] of Object.entries(elsewhere))
    it(`of a command ${where} stays for a week: whether that has ended is not to be seen from here`, async () => {
      const command = lasting();
      inSystem(system, () => {
        const planning = commandLedger(Number(command.pid), ["here"], root);
        planning.append(fact);
        planning.close(false);
      });
      const [theirs = ""] = folders();
      command.kill("SIGKILL");
      await once(command, "exit");
      const next = () => {
        const ledger = commandLedger(process.pid, ["here"], root);
        assert.deepEqual([ledger.readOthers(), ledger.readAbandoned()], [[], []]);
        ledger.close(false);
      };
      next();
      assert.equal(folders().includes(theirs), true);
      for (const name of fs.readdirSync(path.join(root, theirs))) age(path.join(root, theirs, name), 8 * 24);
      next();
      assert.equal(folders().includes(theirs), false);
    });

  it("of a command in another container that was killed tells a later one what it has made", () => {
    const ledger = commandLedger(process.pid, ["here"], root);
    ledger.append(fact);
    ledger.close(true);
    const [own = ""] = folders();
    fs.renameSync(path.join(root, own), path.join(root, "v1-command-7-123-1"));
    const next = commandLedger(process.pid, ["here"], root);
    assert.deepEqual([next.readOthers(), next.readAbandoned()], [[], [[fact]]]);
    next.close(false);
  });

  it("of a command that was killed stays for later ones, and another of the same number does not take it for its own", () => {
    const ledger = commandLedger(process.pid, ["here"], root);
    ledger.append(fact);
    ledger.close(true);
    const [own = ""] = folders();
    // Begun at another time: the number was given again.
    fs.renameSync(path.join(root, own), path.join(root, own.replace(/^(v1-command-\d+)-\d*/, "$1-1")));
    const next = commandLedger(process.pid, ["here"], root);
    assert.deepEqual([next.readOthers(), next.readAbandoned()], [[], [[fact]]]);
    next.close(false);
  });

  it("still shows what a process wrote that has left, or was killed", () => {
    const [one, other] = [open(), open()];
    one.append(fact);
    one.close(false);
    assert.deepEqual(other.readOthers(), [fact]);
    other.close(false);

    const survivor = open();
    killed();
    assert.deepEqual(survivor.readOthers(), [fact]);
    survivor.close(false);
  });

  it("keeps runs of two engines apart", () => {
    const [one, other] = [open(), open("127.0.0.1:50124")];
    one.append(fact);
    assert.deepEqual(other.readOthers(), []);
    one.close(false);
    other.close(false);
  });

  it("is gone when the last process has left", () => {
    const [one, other] = [open(), open()];
    one.close(false);
    assert.equal(folders().length, 1);
    other.close(false);
    assert.equal(fs.existsSync(root), false);
  });

  it("is for this user alone, and not trusted where others can write", () => {
    const ledger = open();
    const [folder = ""] = folders();
    for (const each of [root, path.join(root, folder)]) assert.equal(fs.statSync(each).mode & 0o077, 0);
    ledger.close(false);

    fs.mkdirSync(root);
    fs.chmodSync(root, 0o777);
    assert.match(open().unshared ?? "", /it is not this user's alone/);
  });

  it("says why it cannot be used, and serves the process alone then", () => {
    fs.writeFileSync(root, "a file in its place");
    assert.match(open().unshared ?? "", /cannot be used/);
    assert.match(folderLedger(undefined, root).unshared ?? "", /has not told its address/);
    assert.match(folderLedger("no address", root).unshared ?? "", /has not told its address/);
  });

  it("counts as unreadable when somebody has removed it in the middle: then nothing that may be lost is ended", () => {
    const run = new EngineRun(open());
    fs.rmSync(root, { recursive: true });
    const decision = run.beginEnding({ urn: "another", object, marks: [] });
    assert.deepEqual(decision, {
      kind: "unlessAtStake",
      objection: { because: "unreadable", why: "the account of this run cannot be read any more" },
    });
    assert.equal(run.take(urn, object).kind, "unshared");
  });

  it("tells a later run, of another engine, what a killed one has made", () => {
    killed();
    const run = new EngineRun(open("127.0.0.1:50199"));
    assert.equal(run.isOwn(urn, object), true);
    assert.equal(run.isOwn("another", object), false, "another resource's");
    assert.equal(run.isOwn(urn, { ...object, id: "s-2" }), false, "another session");
    assert.equal(run.isOwn(urn, { ...object, clusterId: "PS2" }), false, "another array's");
    run.close();
  });

  it("tells a later run what may have been made when the outcome stayed unknown, also after an orderly end", () => {
    const lost = new EngineRun(open());
    lost.making(urn, "PS1", "name:db");
    lost.close();
    const run = new EngineRun(open("127.0.0.1:50199"));
    assert.equal(run.wasMadeEarlier(urn, object, "name:db"), true);
    assert.equal(run.wasMadeEarlier(urn, { ...object, clusterId: "PS2" }, "name:db"), false, "another array");
    run.close();
  });

  const unreadable: [what: string, spoil: (folder: string) => void][] = [
    [
      "holds a line that is broken",
      (folder) => fs.writeFileSync(path.join(folder, "99999999-1-1.jsonl"), '{"place":1}\n{"ki\n'),
    ],
    [
      "is gone by the time that it is read",
      (folder) => fs.symlinkSync("nowhere", path.join(folder, "99999999-1-1.left.jsonl")),
    ],
    ["cannot be opened", (folder) => fs.mkdirSync(path.join(folder, "99999999-1-1.kept.jsonl"))],
  ];
  for (const [what, spoil] of unreadable) {
    for (const whose of ["a third one's", "its own"]) {
      it(`tells a later run what a killed one has made, also where another file among ${whose} ${what}`, () => {
        const dead = killed();
        const other = path.join(root, "v1-127.0.0.1_50001");
        if (whose !== "its own") fs.mkdirSync(other);
        spoil(whose === "its own" ? path.dirname(dead) : other);
        const run = new EngineRun(open("127.0.0.1:50199"));
        assert.equal(run.isOwn(urn, object), true);
        run.close();
      });
    }
  }

  it("is there for all runs to come, though what another one has left cannot be taken away", () => {
    const other = path.join(root, "v1-127.0.0.1_50001");
    const directory = path.join(other, "99999999-1-1.kept.jsonl");
    fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
    age(directory, 24 * 8);
    const [one, second] = [open(), open()];
    one.append(fact);
    assert.deepEqual([one.unshared, second.unshared, second.readOthers()], [undefined, undefined, [fact]]);
    one.close(false);
    second.close(false);
  });

  it("tells what came before a line that is broken, and after it: not what that may have taken back", () => {
    const dead = killed();
    const making: Fact = { kind: "making", urn, clusterId: "PS1", mark: "name:db" };
    const later: Fact = { ...fact, object: { ...object, id: "s-2" } };
    fs.appendFileSync(dead, `${JSON.stringify(making)}\n{"kind":"hol\n${JSON.stringify(later)}\n`);
    const ledger = open("127.0.0.1:50199");
    assert.deepEqual(ledger.readAbandoned(), [[fact, later]]);
    ledger.close(false);
  });

  it("tells later runs what a delete has asked for that has ended well, until one has seen the end of it", () => {
    const inRun = <T>(port: number, work: (run: EngineRun) => T): T => {
      const run = new EngineRun(open(`127.0.0.1:${port}`));
      const told = work(run);
      run.close();
      return told;
    };
    const request = { action: "cancel", jobId: "j-1" };
    const askedBefore = (run: EngineRun) => run.askedBefore(urn, object);
    inRun(50_201, (run) => run.asked(urn, object, request));
    assert.deepEqual(inRun(50_202, askedBefore), [request]);
    assert.deepEqual(inRun(50_203, askedBefore), [request], "it is open still");
    const another = inRun(50_204, (run) => run.askedBefore(urn, { ...object, id: "s-2" }));
    assert.deepEqual(another, []);
    inRun(50_205, (run) => run.answered(urn, "j-1"));
    assert.deepEqual(inRun(50_206, askedBefore), []);
  });

  it("tells a later run what a killed one has made whose number another process has by now", () => {
    const dead = killed();
    // This process, begun at another time.
    fs.renameSync(dead, dead.replace(/\/\d+-(.*)-\d+\.jsonl$/, `/${process.pid}-$1-1.jsonl`));
    const run = new EngineRun(open("127.0.0.1:50199"));
    assert.equal(run.isOwn(urn, object), true);
    run.close();
  });

  it("is left once: a process that leaves twice closes nothing of what it has opened since", () => {
    const former = open();
    former.close(false);
    const [one, other] = [open(), open()];
    former.close(false);
    one.append(fact);
    assert.deepEqual([one.unshared, other.readOthers()], [undefined, [fact]]);
    one.close(false);
    other.close(false);
  });

  it("takes nothing more from a process that has left, and writes nowhere else", () => {
    const former = open();
    former.close(false);
    const [one, other] = [open(), open()];
    former.append(fact);
    assert.deepEqual([other.readOthers(), former.unshared === undefined], [[], false]);
    one.close(false);
    other.close(false);
  });

  it("is read whole where a process leaves in the middle of that, and gives its file another name", () => {
    const [first, leaving, reading] = [open(), open(), open()];
    for (const ledger of [first, leaving]) ledger.append(fact);
    const { readdirSync } = fs;
    const listing = (folder: string) => {
      const names = readdirSync(folder);
      fs.readdirSync = readdirSync;
      leaving.close(false);
      return names;
    };
    fs.readdirSync = listing as typeof readdirSync;
    assert.deepEqual(reading.readOthers(), [fact, fact]);
    for (const ledger of [first, reading]) ledger.close(false);
  });

  /** Calls of the file system, before one of which somebody else gets a turn. */
  const calls = [
    "lstatSync",
    "mkdirSync",
    "openSync",
    "readdirSync",
    "renameSync",
    "rmdirSync",
    "rmSync",
    "statSync",
  ] as const;

  /** Lets another do something before call number `turn` of what is done. @returns whether there was such a call. */
  function interrupted(turn: number, work: () => void, other: () => void): boolean {
    const originals = calls.map((name) => [name, fs[name]] as const);
    const restore = () => Object.assign(fs, Object.fromEntries(originals));
    let before = turn;
    for (const [name, original] of originals) {
      const counting = (...args: unknown[]) => {
        if (before-- === 0) {
          restore();
          other();
        }
        return (original as (...args: unknown[]) => unknown)(...args);
      };
      Object.assign(fs, { [name]: counting });
    }
    try {
      work();
    } finally {
      restore();
    }
    return before < 0;
  }

  /** The other one leaves last, so that it takes everything away; or comes, when everything is about to be taken away. */
  const meetings = [
    { name: "a process of the same run leaves while it begins", address: ADDRESS, isLeaving: true },
    { name: "a process of another run leaves while it begins", address: "127.0.0.1:50199", isLeaving: true },
    { name: "a process of the same run begins while it leaves", address: ADDRESS, isLeaving: false },
    { name: "a process of another run begins while it leaves", address: "127.0.0.1:50199", isLeaving: false },
  ];
  for (const { name, address, isLeaving } of meetings) {
    it(`is there for all who are in it, at whichever call ${name}`, () => {
      let turn = 0;
      for (let wasMet = true; wasMet; turn++) {
        const there = open(isLeaving ? address : ADDRESS);
        let came: ReturnType<typeof open> | undefined;
        const comes = () => {
          came = open(isLeaving ? ADDRESS : address);
        };
        const leaves = () => there.close(false);
        wasMet = isLeaving ? interrupted(turn, comes, leaves) : interrupted(turn, leaves, comes);
        if (!wasMet) (isLeaving ? leaves : comes)();
        assert.deepEqual([came?.unshared, came?.readOthers()], [undefined, []], `call ${turn}`);
        came?.append(fact);
        const third = open(isLeaving ? ADDRESS : address);
        assert.deepEqual(third.readOthers(), [fact], `call ${turn}`);
        third.close(false);
        came?.close(false);
        assert.equal(fs.existsSync(root), false, `call ${turn}: nothing is left`);
      }
      assert.ok(turn > 3, "there were calls to come between");
    });
  }

  it("is there for all who are in it, at whichever call another process puts aside what an earlier run has left", () => {
    let turn = 0;
    for (let wasMet = true; wasMet; turn++) {
      age(killed(), 2);
      const came: ReturnType<typeof open>[] = [];
      const comes = () => void came.push(open());
      wasMet = interrupted(turn, comes, comes);
      for (const ledger of came)
        assert.deepEqual([ledger.unshared, ledger.readOthers()], [undefined, []], `call ${turn}`);
      for (const ledger of came) assert.deepEqual(ledger.readAbandoned(), [[fact]], `call ${turn}`);
      for (const ledger of came) ledger.close(false);
      fs.rmSync(root, { recursive: true });
    }
    assert.ok(turn > 5, "there were calls to come between");
  });

  it("says that it cannot be written where a disk takes a part of a fact alone", () => {
    const [one, other] = [open(), open()];
    const { writeSync } = fs;
    const full = (file: number, text: string) => writeSync(file, text.slice(0, 20));
    try {
      fs.writeSync = full as typeof writeSync;
      one.append(fact);
    } finally {
      fs.writeSync = writeSync;
    }
    assert.match(one.unshared ?? "", /cannot be written/);
    assert.equal(new EngineRun(one).take(urn, object).kind, "unshared");
    one.close(false);
    other.close(false);
  });

  /** As long as it takes, the disk is full. */
  const onFullDisk = (work: () => void) => {
    const { writeSync } = fs;
    try {
      fs.writeSync = (() => {
        throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
      }) as typeof writeSync;
      work();
    } finally {
      fs.writeSync = writeSync;
    }
  };
  const ending = { urn: "another", object, marks: [] };
  const unseen = {
    kind: "unlessAtStake",
    objection: { because: "unreadable", why: "the account of this run cannot be read any more" },
  };

  it("cannot be read by the others where one of them could not write all that it had to tell", () => {
    const [one, other] = [open(), open()];
    onFullDisk(() => one.append(fact));
    one.append({ kind: "kept", urn, object });
    const decision = new EngineRun(other).beginEnding(ending);
    assert.deepEqual(decision, unseen);
    for (const each of [one, other]) each.close(false);
  });

  it("cannot be read by those that come after one that could not write, and has left", () => {
    const command = lasting();
    const pid = Number(command.pid);
    try {
      const planning = commandLedger(pid, ["here"], root);
      onFullDisk(() => planning.append(fact));
      planning.close(false);
      const decision = new EngineRun(commandLedger(pid, ["here"], root)).beginEnding(ending);
      assert.deepEqual(decision, unseen);
    } finally {
      command.kill("SIGKILL");
    }
  });

  it("cannot be read by the others where one of them could not even begin to write", () => {
    const other = open();
    onFullDisk(() => assert.match(open().unshared ?? "", /ENOSPC/));
    const decision = new EngineRun(other).beginEnding(ending);
    assert.deepEqual(decision, unseen);
    other.close(false);
  });

  it("tells no run after that what may have been made, once it is known: of this array, this name and this resource alone", () => {
    const makings = [
      { urn, clusterId: "PS1", mark: "name:db" },
      { urn: `${urn}-2`, clusterId: "PS1", mark: "name:db" },
    ];
    for (const { urn: each, clusterId, mark } of makings) {
      const lost = new EngineRun(open(`127.0.0.1:5013${each.length % 10}`));
      lost.making(each, clusterId, mark);
      lost.close(true);
    }
    const knows = (each: string) => {
      const run = new EngineRun(open("127.0.0.1:50199"));
      const answer = run.wasMadeEarlier(each, object, "name:db");
      run.close();
      return answer;
    };
    const run = new EngineRun(open());
    run.settled(urn, "PS1", "name:other");
    run.settled(urn, "PS2", "name:db");
    assert.deepEqual(
      makings.map((making) => knows(making.urn)),
      [true, true],
    );
    run.settled(urn, "PS1", "name:db");
    run.close();
    assert.deepEqual(
      makings.map((making) => knows(making.urn)),
      [false, true],
    );
  });

  it("is no evidence for a run in another folder: that may be another stack's of the same names", () => {
    killed();
    const before = process.cwd();
    process.chdir(parent);
    try {
      const run = new EngineRun(open("127.0.0.1:50199"));
      assert.equal(run.isOwn(urn, object), false);
      run.close();
    } finally {
      process.chdir(before);
    }
  });

  it("is no evidence for a run whose stacks are in another backend, be it one that `pulumi login` has chosen meanwhile", () => {
    const before = process.env.PULUMI_HOME;
    const logIn = (url: string) =>
      fs.writeFileSync(path.join(parent, "credentials.json"), JSON.stringify({ current: url, accessTokens: {} }));
    process.env.PULUMI_HOME = parent;
    try {
      logIn("file:///one");
      killed();
      const isOwn = () => {
        const run = new EngineRun(open("127.0.0.1:50199"));
        const answer = run.isOwn(urn, object);
        run.close();
        return answer;
      };
      assert.equal(isOwn(), true);
      logIn("file:///other");
      assert.equal(isOwn(), false);
    } finally {
      if (before === undefined) delete process.env.PULUMI_HOME;
      else process.env.PULUMI_HOME = before;
    }
  });

  it("is another run's, at the same address, when nothing has been written for an hour", () => {
    age(killed(), 2);
    const ledger = open();
    assert.deepEqual(ledger.readOthers(), []);
    assert.deepEqual(ledger.readAbandoned(), [[fact]]);
    ledger.close(false);
  });

  it("does not grow: what killed runs have left is removed after a week", () => {
    age(killed(), 24 * 8);
    const ledger = open("127.0.0.1:50199");
    assert.equal(folders().length, 1);
    ledger.close(false);
    assert.equal(fs.existsSync(root), false);
  });
});
