import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder with programs of our own making, which is all that a resolver sees of the machine. */
export class FakeMachine {
  readonly folder = mkdtempSync(join(tmpdir(), "powerstore-import-machine-"));
  readonly bin = join(this.folder, "bin");
  readonly caches = join(this.folder, "caches with a blank");

  /** The environment of the resolver; no download, for tests stay on this machine. */
  readonly env: NodeJS.ProcessEnv = {
    PATH: this.bin,
    HOME: this.folder,
    XDG_CACHE_HOME: this.caches,
    POWERSTORE_IMPORT_ENGINE: "path,cache,build",
  };

  /** Puts an executable shell script somewhere, by default into the folder that is on PATH. */
  addProgram(name: string, script: string, folder = this.bin): string {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  addPulumi(version: string, folder = this.bin): string {
    return this.addProgram("pulumi", `echo ${version}`, folder);
  }

  addHost(folder = this.bin): string {
    return this.addProgram("pulumi-language-nodejs", "exit 0", folder);
  }

  /**
   * A `go` that "builds" scripts in an instant, or waits as long as the file `hold` is there. The file `builds` gets a
   * line for each build, `go.pid` its process id.
   */
  addGo({ version = "go1.26.8", build = "exit 0" } = {}): void {
    const module = join(this.folder, "module");
    this.addProgram("pulumi-language-python-exec", "exit 0", join(module, "python", "cmd"));
    this.addProgram(
      "go",
      `case "$1" in
        version) echo "go version ${version} linux/amd64"; exit 0;;
        list) echo "${module}"; exit 0;;
      esac
      echo $$ > "${this.folder}/go.pid"
      echo build >> "${this.folder}/builds"
      while [ -e "${this.folder}/hold" ]; do sleep 0.02; done
      while [ "$1" != "-o" ]; do shift; done
      out="$2"; shift 2
      for package in "$@"; do
        program="$out$(basename "$package")"
        printf '#!/bin/sh\\necho v3.248.0\\n' > "$program" && chmod +x "$program"
      done
      ${build}`,
    );
  }

  get buildCount(): number {
    const file = join(this.folder, "builds");
    return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").length : 0;
  }

  /** Process id of the last build; nothing before the first one. */
  get goPid(): number | undefined {
    const file = join(this.folder, "go.pid");
    return existsSync(file) ? Number(readFileSync(file, "utf8")) || undefined : undefined;
  }

  hold(): void {
    writeFileSync(join(this.folder, "hold"), "");
  }

  release(): void {
    rmSync(join(this.folder, "hold"), { force: true });
  }

  /** What is in the folder of cached engines, temporary things included. */
  get cached(): string[] {
    const folder = this.cacheFolder;
    return existsSync(folder) ? readdirSync(folder) : [];
  }

  get cacheFolder(): string {
    return join(this.caches, "pulumi-powerstore-import", "engine");
  }

  /** The only entry of the cache. */
  get entry(): string {
    const [name, ...others] = this.cached;
    if (name === undefined || others.length > 0) {
      throw new Error(`expected one entry in the cache, found ${this.cached.join(", ")}`);
    }
    return join(this.cacheFolder, name);
  }

  remove(): void {
    this.release();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
