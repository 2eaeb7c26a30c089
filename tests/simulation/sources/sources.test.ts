import assert from "node:assert/strict";
import fc from "fast-check";
import type { Simulator } from "../../../simulator/src";
import { openArray } from "../array";
import { through } from "../surfaces/surface";
import { sourcesHistory } from "./history";
import { simulateSources } from "./simulate";
import type { SourcesHistory } from "./steps";
import { countSources, describeSourcesTally, newSourcesTally } from "./tally";
import type { SourceReading } from "./world";
import { sourceReadingNames, sourceReadings } from "./world";

const histories: Readonly<Record<SourceReading, number>> = { kind: 30, harsh: 12, approving: 12 };
/** Through Terraform's protocol, beside those that choose their surfaces by themselves. */
const TERRAFORM_HISTORIES = 8;

/** Always the same histories, so that a run tells of a change and not of luck; `npm run soak` plays others. */
const SEED = 20_261_129;

for (const reading of sourceReadingNames) {
  describe(`Random histories of sources, hosts and groups around imports, on an array that is ${reading},`, function () {
    this.timeout(600_000);
    let simulator: Simulator;
    const tally = newSourcesTally();
    before(async () => {
      simulator = await openArray(sourceReadings[reading]);
    });
    after(async () => {
      await simulator.close();
      console.log(describeSourcesTally(tally).replace(/^/gm, "      "));
    });

    it(`make each thing once, lose none, and touch nobody else's (${histories[reading]} histories)`, async () => {
      const play = async (each: SourcesHistory) => countSources(tally, await simulateSources(simulator, each));
      await fc.assert(fc.asyncProperty(sourcesHistory, play), { numRuns: histories[reading], seed: SEED });
      assert.ok(
        tally.deaths * 20 > tally.histories && tally.faults * 5 > tally.histories,
        "the histories are harmless",
      );
    });

    it(`do so through Terraform's protocol as well (${TERRAFORM_HISTORIES} histories)`, async () => {
      const play = async (each: SourcesHistory) => void (await simulateSources(simulator, through("terraform", each)));
      await fc.assert(fc.asyncProperty(sourcesHistory, play), { numRuns: TERRAFORM_HISTORIES, seed: SEED });
    });
  });
}
