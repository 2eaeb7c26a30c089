// `npm run matrix`: writes what the last whole runs of both lanes came to into the README, as `npm test` does at its end.
import { writeMatrix } from "./lanes/readmeMatrix.mjs";
import { readResult } from "./lanes/results.mjs";
import { runCommand } from "./process/interruption.mjs";

await runCommand(async () => {
  writeMatrix(readResult);
  return 0;
});
