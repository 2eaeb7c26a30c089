import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { mock } from "node:test";
import { writeWhole } from "../../../command/report/writeWhole";

const root = resolve(__dirname, "../../..");

/** Permissions do not bind root. The temporary folder may be of a run of tests alone, in which another user finds nothing. */
function asAnybody<T>(act: () => T): T {
  if (process.getuid?.() !== 0) return act();
  const { mode } = fs.statSync(tmpdir());
  fs.chmodSync(tmpdir(), mode | 0o011);
  process.seteuid?.(65534);
  try {
    return act();
  } finally {
    process.seteuid?.(0);
    fs.chmodSync(tmpdir(), mode & 0o7777);
  }
}

describe("a file that report writes", () => {
  let folder: string;
  const inFolder = (name: string) => join(folder, name);
  const textIn = (name: string) => fs.readFileSync(inFolder(name), "utf8");
  const modeOf = (name: string) => (fs.statSync(inFolder(name)).mode & 0o7777).toString(8);
  const write = (name: string) => writeWhole("--out", inFolder(name), "new");

  beforeEach(() => {
    folder = fs.mkdtempSync(join(tmpdir(), "powerstore-import-write-whole-"));
    fs.mkdirSync(inFolder("share"));
    fs.writeFileSync(inFolder("share/report.md"), "what was there");
    fs.symlinkSync("share/report.md", inFolder("link.md"));
  });
  afterEach(() => {
    mock.restoreAll();
    fs.rmSync(folder, { recursive: true });
  });

  describe("where it is the standard output, by its path", () => {
    before(function () {
      if (process.platform !== "linux") this.skip();
    });

    /** A process of its own, as a shell starts it; between two others that write to the same. */
    function writeToStdout(path: string, handle: number) {
      const call = `require(${JSON.stringify(join(root, "command/report/writeWhole"))}).writeWhole("--out", ${JSON.stringify(path)}, "new\\n")`;
      const register = join(root, "tools/types/register.cjs");
      fs.writeSync(handle, "A\n");
      const { stderr } = spawnSync(process.execPath, ["-r", register, "-e", call], {
        cwd: root,
        stdio: ["ignore", handle, "pipe"],
        encoding: "utf8",
      });
      assert.equal(stderr, "");
      fs.writeSync(handle, "B\n");
    }

    for (const flags of ["a", "w"]) {
      it(`stays between what others write there: ${flags === "a" ? ">>" : ">"}`, () => {
        const handle = fs.openSync(inFolder("all.md"), flags);
        writeToStdout("/dev/stdout", handle);
        fs.closeSync(handle);
        assert.equal(textIn("all.md"), "A\nnew\nB\n");
      });
    }

    it("is reached by a link as well", () => {
      fs.symlinkSync("/dev/fd/1", inFolder("out.md"));
      const handle = fs.openSync(inFolder("all.md"), "a");
      writeToStdout(inFolder("out.md"), handle);
      fs.closeSync(handle);
      assert.equal(textIn("all.md"), "A\nnew\nB\n");
    });

    it("may be a file that has no name any more", () => {
      const handle = fs.openSync(inFolder("unlinked"), "w+");
      fs.rmSync(inFolder("unlinked"));
      writeToStdout("/dev/stdout", handle);
      const read = Buffer.alloc(99);
      const length = fs.readSync(handle, read, 0, read.length, 0);
      fs.closeSync(handle);
      assert.equal(read.toString("utf8", 0, length), "A\nnew\nB\n");
    });
  });

  it("may be any other handle of the process", function () {
    if (process.platform !== "linux") this.skip();
    const handle = fs.openSync(inFolder("unlinked"), "w+");
    fs.rmSync(inFolder("unlinked"));
    writeWhole("--out", `/dev/fd/${handle}`, "new");
    assert.equal(fs.fstatSync(handle).size, 3);
    fs.closeSync(handle);
  });

  for (const name of ["link.md", "share/report.md"]) {
    for (const mode of [0o600, 0o664]) {
      it(`keeps its mode ${mode.toString(8)}: ${name}`, () => {
        fs.chmodSync(inFolder("share/report.md"), mode);
        write(name);
        assert.deepEqual([textIn(name), modeOf("share/report.md")], ["new", mode.toString(8)]);
      });
    }

    it(`keeps its owner and group: ${name}`, function () {
      if (process.getuid?.() !== 0) this.skip();
      fs.chownSync(inFolder("share/report.md"), 65534, 65533);
      write(name);
      const { uid, gid } = fs.statSync(inFolder("share/report.md"));
      assert.deepEqual([textIn(name), uid, gid], ["new", 65534, 65533]);
    });

    it(`is written in place in a folder that takes no other file: ${name}`, () => {
      fs.chmodSync(folder, 0o755);
      fs.chmodSync(inFolder("share/report.md"), 0o666);
      fs.chmodSync(inFolder("share"), 0o555);
      asAnybody(() => write(name));
      assert.equal(textIn(name), "new");
      fs.chmodSync(inFolder("share"), 0o755);
    });

    for (const code of ["EBUSY", "EXDEV", "EPERM"]) {
      it(`is written in place where no other can take its place (${code}, such as a mount of a container): ${name}`, () => {
        mock.method(fs, "renameSync", () => {
          throw Object.assign(new Error(code), { code });
        });
        write(name);
        assert.equal(textIn(name), "new");
        assert.deepEqual(fs.readdirSync(inFolder("share")), ["report.md"]);
      });
    }
  }

  it("is written in place where its name leaves no room for that of another", () => {
    const name = "n".repeat(250);
    fs.writeFileSync(inFolder(name), "what was there");
    write(name);
    assert.equal(textIn(name), "new");
  });

  it("stays as it is where there is no room for another", () => {
    mock.method(fs, "fsyncSync", () => {
      throw Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
    });
    assert.throws(() => write("link.md"), /ENOSPC; nothing was written/);
    assert.equal(textIn("link.md"), "what was there");
    assert.deepEqual(fs.readdirSync(inFolder("share")), ["report.md"]);
  });

  it("is refused where neither it nor its folder may be written", () => {
    fs.chmodSync(folder, 0o755);
    fs.chmodSync(inFolder("share/report.md"), 0o444);
    fs.chmodSync(inFolder("share"), 0o555);
    asAnybody(() => assert.throws(() => write("link.md"), /--out: writing .*EACCES.*; nothing was written/));
    fs.chmodSync(inFolder("share"), 0o755);
    assert.equal(textIn("link.md"), "what was there");
  });
});
