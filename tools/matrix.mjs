// `npm run matrix`: writes what the last whole run of `npm test` came to on both lanes into the README.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lanes } from "./lanes/lanes.mjs";
import { describeMatrix, replaceMatrix } from "./lanes/matrix.mjs";
import { readResult } from "./lanes/results.mjs";
import { Failure, runCommand } from "./process/interruption.mjs";
import { root } from "./root.mjs";

await runCommand(async () => {
  const runs = Object.values(lanes).map((lane) => {
    const result = readResult(lane.name);
    if (result?.engine !== lane.engine || result.sdk !== lane.sdk) {
      throw new Failure(`nothing is known of the ${lane.name} set: npm test, or npm run lane -- ${lane.name}`);
    }
    return { lane, result };
  });
  const readme = join(root, "README.md");
  writeFileSync(readme, replaceMatrix(readFileSync(readme, "utf8"), describeMatrix(runs)));
  return 0;
});
