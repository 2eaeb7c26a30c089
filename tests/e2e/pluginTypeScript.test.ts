import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Simulator } from "../../simulator/src";
import { startSimulator } from "../../simulator/src";
import { useEngine } from "./engine";
import { configureExample, liveExample } from "./exampleLife";
import { useBundle } from "./plugin";

const program = readFileSync(join(__dirname, "../../examples/typescript/index.ts"), "utf8");

describe("The TypeScript example on the real engine", () => {
  useBundle();
  const engine = useEngine({
    name: "typescript",
    files: { "index.ts": program },
    plugins: { "powerstore-import": "node_modules/pulumi-powerstore-import" },
  });
  let simulator: Simulator;

  before("start a simulator and configure the stack for it", async () => {
    simulator = await startSimulator({ setUpSeconds: 0, cancelSeconds: 0 });
    await configureExample(engine(), simulator);
  });
  after("stop the simulator", () => simulator?.close());

  it("imports, has nothing to do, pauses, and is destroyed", () => liveExample(engine(), simulator));
});
