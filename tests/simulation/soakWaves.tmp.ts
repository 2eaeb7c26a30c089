import fc from "fast-check";
import { openArray, readingNames } from "./array";
import { wavesHistory } from "./waves/history";
import { simulateWaves } from "./waves/simulate";
import { countWaves, describeWavesTally, newWavesTally } from "./waves/tally";
import { waveReadings } from "./waves/world";

(async () => {
  const [from, batches, size] = process.argv.slice(2).map(Number) as [number, number, number];
  const tally = newWavesTally();
  for (let seed = from; seed < from + batches; seed++) {
    const reading = readingNames[seed % 2]!;
    const simulator = await openArray(waveReadings[reading]);
    const details = await fc.check(
      fc.asyncProperty(wavesHistory, async (h) => countWaves(tally, await simulateWaves(simulator, h))),
      { seed, numRuns: size },
    );
    await simulator.close();
    if (details.failed) {
      console.log(
        "FAILED seed",
        seed,
        reading,
        details.counterexamplePath,
        fc.stringify(details.counterexample),
        String((details.errorInstance as Error)?.stack ?? details.errorInstance).slice(0, 8000),
      );
    }
  }
  console.log(describeWavesTally(tally));
})();
