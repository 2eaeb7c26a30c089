import assert from "node:assert/strict";
import fc from "fast-check";
import type { Simulator } from "../../../simulator/src";
import { openArray, readingNames } from "../array";
import { through } from "../surfaces/surface";
import { wavesHistory } from "./history";
import { simulateWaves } from "./simulate";
import type { WavesHistory } from "./steps";
import { countWaves, describeWavesTally, newWavesTally } from "./tally";
import { waveReadings } from "./world";

const HISTORIES = 12;
/** Through Terraform's protocol, beside those that choose their surfaces by themselves. */
const TERRAFORM_HISTORIES = 4;

/** Always the same histories, so that a run tells of a change and not of luck; `npm run soak` plays others. */
const SEED = 20_261_128;

for (const reading of readingNames) {
  describe(`Random histories of waves in their windows, on an array that is ${reading},`, function () {
    this.timeout(600_000);
    let simulator: Simulator;
    const tally = newWavesTally();
    before(async () => {
      simulator = await openArray(waveReadings[reading]);
    });
    after(async () => {
      await simulator.close();
      console.log(describeWavesTally(tally).replace(/^/gm, "      "));
    });

    it(`begin no more than may be, keep to the windows, and lose no import (${HISTORIES} histories)`, async () => {
      const play = async (each: WavesHistory) => countWaves(tally, await simulateWaves(simulator, each));
      await fc.assert(fc.asyncProperty(wavesHistory, play), { numRuns: HISTORIES, seed: SEED });
      assert.ok(
        tally.deaths * 20 > tally.histories && tally.faults * 5 > tally.histories,
        "the histories are harmless",
      );
    });

    it(`do so through Terraform's protocol as well (${TERRAFORM_HISTORIES} histories)`, async () => {
      const play = async (each: WavesHistory) => void (await simulateWaves(simulator, through("terraform", each)));
      await fc.assert(fc.asyncProperty(wavesHistory, play), { numRuns: TERRAFORM_HISTORIES, seed: SEED });
    });
  });
}
