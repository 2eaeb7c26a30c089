import assert from "node:assert/strict";
import { dirname } from "node:path";
import { createWorld } from "../../../simulator/src/world";
import { useFolder } from "../seed/temporaryFolder";
import { accessEffects, freePort } from "./optionEffects/access";
import { readingEffects } from "./optionEffects/readings";
import { type OptionEffect, StartedCommand } from "./optionEffects/startedCommand";
import { timeEffects } from "./optionEffects/time";
import { seedFile, worldEffects } from "./optionEffects/world";
import { Surroundings } from "./surroundings";

const effects: readonly OptionEffect[] = [...accessEffects, ...timeEffects, ...worldEffects, ...readingEffects];

/** Which end the command at once, and have a test of their own. */
const ending = ["--help", "--version"];

describe("an option of the command", () => {
  const file = useFolder();
  let folder: string;
  beforeEach(() => {
    folder = dirname(file("seed.yaml", seedFile));
    file("world.json", JSON.stringify(createWorld({ cluster: { name: "Saved-01" } }).snapshot()));
  });

  async function observe(args: readonly string[], look: OptionEffect["observe"]): Promise<unknown> {
    const command = new StartedCommand(args, folder);
    try {
      return await look(command);
    } finally {
      await command.stop();
    }
  }

  for (const { args, besides = ["--clock", "manual"], observe: look, reason, ...seen } of effects) {
    it(`has an effect: ${args("").join(" ")}, for ${reason}`, async () => {
      assert.notDeepEqual(seen.with, seen.without);
      assert.deepEqual(await observe(besides, look), seen.without);
      assert.deepEqual(await observe([...besides, ...args(folder)], look), seen.with);
    });
  }

  it("has an effect: --port, for it is listened at there", async () => {
    const port = await freePort();
    const look = async (command: StartedCommand) => Number(new URL((await command.ready()).endpoint).port);
    assert.equal(await observe(["--port", String(port)], look), port);
  });

  it("is in this table, whichever the command has: nobody adds one without a test that sees its effect", async () => {
    const around = new Surroundings();
    assert.equal(await around.run("--help"), 0);
    const all = [...String(around.stdout.read()).matchAll(/^ +(?:-\w, )?(--[a-z-]+)/gm)].map(([, name]) => name);
    assert.ok(all.length > 25, "the help lists options");
    const tested = ["--port", ...effects.map(({ args }) => args("")[0])];
    assert.deepEqual(all.filter((name) => name && !ending.includes(name)).sort(), tested.sort());
  });
});
