import assert from "node:assert/strict";
import { ignoredOf } from "../../../../provider/lifecycle/importWave/inputs/member";

describe("A path of ignoreChanges of a wave", () => {
  const cases: [path: string, key: string, own: string, why: string][] = [
    ['sessions["db-01"].paused', "db-01", "paused", "it is an input of this import"],
    ["sessions.db.paused", "db", "paused", "keys without signs need no quotes"],
    ['["sessions"]["db"].paused', "db", "paused", "paths may begin in brackets"],
    ['sessions.db["paused"]', "db", '["paused"]', "an input may stand in brackets"],
    ["sessions[*].paused", "db", "paused", "it is an input of each import"],
    ["sessions.db", "db", "*", "all of the import is ignored"],
    ["paused", "db", "paused", "what is said for all is this import's, too"],
    ["sessions.dbpaused", "db", "sessions.dbpaused", "the key of another import only begins alike"],
    ["sessions.db*", "db", "sessions.db*", "it is no path of this import"],
  ];
  for (const [path, key, own, why] of cases) {
    it(`${path} is ${own} to the import ${key}: ${why}`, () => {
      assert.deepEqual(ignoredOf([path], key), [own]);
    });
  }
});
