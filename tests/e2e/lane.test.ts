import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "../tools/load";
import { useEngine } from "./engine";
import { expectSuccess } from "./migration";

type Versions = { readonly node: string; readonly sdk: string; readonly engine?: string };

/** Tells what it runs on, and from where this package and the program itself have the SDK. */
const program = `
import { createRequire } from "node:module";

const sdkOf = (load: NodeRequire) => load.resolve("@pulumi/pulumi");
export const node = process.version;
export const sdk = require("@pulumi/pulumi/package.json").version;
export const sdks = [sdkOf(require), sdkOf(createRequire(require.resolve("pulumi-powerstore-import")))];
`;

describe("What the end-to-end tests run on", () => {
  const engine = useEngine({ name: "lane", files: { "index.ts": program } });

  it("is the lane's engine, Node and SDK, or the machine's; and a program has one SDK", async () => {
    const { chosenLane } = await load<{ chosenLane(env: NodeJS.ProcessEnv): Versions | undefined }>("lanes/lanes.mjs");
    const installed = join(__dirname, "../../node_modules/@pulumi/pulumi/package.json");
    const machine = { node: process.versions.node, sdk: JSON.parse(readFileSync(installed, "utf8")).version };
    const lane: Versions = chosenLane(process.env) ?? machine;
    expectSuccess(await engine().up());
    const { node, sdk, sdks } = await engine().outputs();
    assert.deepEqual([node, sdk], [`v${lane.node}`, lane.sdk]);
    const [ofProgram, ofPackage] = sdks as string[];
    assert.equal(ofPackage, ofProgram);
    const { stdout } = expectSuccess(await engine().run(["version"]));
    if (lane.engine !== undefined) assert.equal(stdout.trim(), `v${lane.engine}`);
  });
});
