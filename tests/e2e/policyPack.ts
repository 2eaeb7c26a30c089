import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { findEngine } from "./engine";

const root = join(__dirname, "../..");

/** A name that no language host of this machine has: those that can be built here are too old to run policy packs (`policyHost.cjs`). */
const RUNTIME = "powerstorenode";

export type PolicyPack = {
  /** What `--policy-pack` is given. */
  readonly folder: string;
  /** In which the engine finds the host that runs the pack. */
  readonly env: NodeJS.ProcessEnv;
  /** Writes what `--policy-pack-config` is given. */
  configure(config: Readonly<Record<string, unknown>>): string;
};

/** The pack as a user has it: its own folder, with its own packages. */
export function usePolicyPack(): () => PolicyPack {
  let pack: (PolicyPack & { readonly above: string }) | undefined;
  before("install the policy pack", async function () {
    const engine = await findEngine();
    if (!engine) return this.skip();
    const above = mkdtempSync(join(tmpdir(), "powerstore-import-policy-"));
    const folder = join(above, "pack");
    await installPack(folder);
    const host = join(above, `pulumi-language-${RUNTIME}`);
    const runner = join(folder, "node_modules/@pulumi/pulumi/cmd/run-policy-pack/index.js");
    writeFileSync(host, `#!/bin/sh\nexec "${process.execPath}" "${join(__dirname, "policyHost.cjs")}" "${runner}"\n`);
    chmodSync(host, 0o755);
    pack = {
      above,
      folder,
      env: { PATH: [above, ...engine.pathEntries, process.env.PATH ?? ""].join(delimiter) },
      configure: (config) => {
        const file = join(above, "config.json");
        writeFileSync(file, JSON.stringify(config));
        return file;
      },
    };
  });
  after("remove the policy pack", () => {
    if (pack) rmSync(pack.above, { recursive: true, force: true });
  });
  return () => {
    if (!pack) throw new Error("the policy pack is there in hooks and tests only");
    return pack;
  };
}

async function installPack(folder: string): Promise<void> {
  const { link, packagePlaces } = await import("../../tools/engine/project.mjs");
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "@pulumi"), { recursive: true });
  for (const file of ["package.json", "dist"])
    cpSync(join(root, "policy", file), join(folder, file), { recursive: true });
  const manifest = readFileSync(join(root, "policy/PulumiPolicy.yaml"), "utf8");
  writeFileSync(join(folder, "PulumiPolicy.yaml"), manifest.replace("runtime: nodejs", `runtime: ${RUNTIME}`));
  // Copied, so that what it imports is what lies beside it, and not the checkout's.
  cpSync(join(root, "node_modules/@pulumi/policy"), join(modules, "@pulumi/policy"), { recursive: true });
  link(join(packagePlaces().modules, "@pulumi/pulumi"), join(modules, "@pulumi/pulumi"));
  for (const name of ["@grpc/grpc-js", "google-protobuf", "semver"]) {
    link(join(root, "node_modules", name), join(modules, name));
  }
}
