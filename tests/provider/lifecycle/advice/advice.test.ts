import assert from "node:assert/strict";
import { openStage, readyVolume } from "../importSession/stage";
import { aroundSessions } from "./aroundSessions";
import { collectAdvice } from "./collect";
import { elsewhere } from "./elsewhere";
import { ending } from "./ending";
import { goingOn } from "./goingOn";
import type { Ends, Played, Situation } from "./scene";
import { sceneOn } from "./scene";
import { taking } from "./taking";
import { waves } from "./waves";

const situations: readonly Situation[] = [...taking, ...goingOn, ...ending, ...elsewhere, ...aroundSessions, ...waves];
const played = situations.filter((situation): situation is Played => "meet" in situation);

/** What may be sent by somebody who follows a text. */
const mayNot: Readonly<Record<Ends, RegExp | undefined>> = {
  nothing: /\/(cancel|cleanup)\b|^DELETE/,
  "a dead record": /\/(cancel|cleanup)\b/,
  "the session": undefined,
};

describe("Advice", () => {
  const texts = collectAdvice([
    "provider/dynamic",
    "provider/lifecycle",
    "provider/plugin",
    "provider/powerstore",
    "provider/surface",
    "sdk",
  ]);

  it("that names a command is followed in a situation here: each text, and no other", () => {
    const inTable = situations.map(({ text }) => text);
    assert.deepEqual(
      [...new Set(inTable)].sort(),
      [...new Set(texts.map(({ key }) => key))].sort(),
      "a text that is new needs a row: what comes of it for who follows it?",
    );
  });

  // A function with two texts that name the same has two keys alike: each of the texts is recognised by a row of its own.
  for (const { key, text } of texts) {
    it(`is recognised in a row of the table: ${key}`, () => {
      const rows = situations.filter((situation) => situation.text === key);
      assert.ok(
        rows.some((row) => !("says" in row) || row.says.test(text)),
        text,
      );
    });
  }

  it("sends nobody to end all imports of the stack for the sake of one", () => {
    const ofAll = texts.filter(
      ({ file, text }) => file.includes("importSession/") && /destroy(?:ing)?\b(?! --target)/i.test(text),
    );
    assert.deepEqual(ofAll.map(({ key }) => key).sort(), [
      // Tells how a session may have come to be Cancelled.
      "cancelledReason: destroy, pulumi up --replace",
      // Warns of it.
      "notDeletedText: pulumi up, pulumi destroy",
      // The same, also where an earlier run has asked.
      "waysToIt: pulumi up, pulumi destroy",
      "waysToIt: pulumi up, pulumi destroy",
    ]);
  });

  for (const { text, says, when, ends = "nothing", options, meet, follow } of played) {
    it(`ends ${ends} when ${when} (${text})`, async () => {
      const stage = await openStage(options);
      try {
        const scene = sceneOn(stage, readyVolume(stage.simulator));
        const error = await meet(scene).then(
          () => "",
          (reason: Error) => reason.message,
        );
        const said = [error, ...stage.warnings, ...stage.infos].join("\n");
        assert.ok(says.test(said), `the text does not appear: ${said}`);
        stage.simulator.clearJournal();
        await follow(scene);
        const refused = mayNot[ends];
        if (refused)
          assert.deepEqual(
            stage.changes().filter((change) => refused.test(change)),
            [],
          );
      } finally {
        await stage.close();
      }
    });
  }

  it("that ends the session says so", () => {
    const plain = /cancel|clean|throw|roll|replac|delet|to end/i;
    const silent = played.filter(
      (row) => row.ends === "the session" && !texts.some(({ key, text }) => key === row.text && plain.test(text)),
    );
    assert.deepEqual(
      silent.map(({ text }) => text),
      [],
    );
  });
});
