// A simulated week in a process of its own; see `child.mjs`.

import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import { serveParent } from "./child.mjs";
import { countChanges, fill, playWeek, week, weekOptions } from "./weekOfImports.mjs";

const require = createRequire(import.meta.url);
/** @type {typeof import("../../../simulator/src/world/index.js")} */
const { createWorld } = require("../../../simulator/dist/world/index.js");

const filled = () => {
  const world = createWorld(weekOptions);
  fill(world);
  return world;
};

const timed = filled();
const start = performance.now();
playWeek(timed);
const seconds = (performance.now() - start) / 1000;

// Looking takes longer than the week itself, so it is played once more for that.
const counted = filled();
const count = countChanges(counted);
playWeek(counted, count.look);
if (!isDeepStrictEqual(counted.snapshot(), timed.snapshot())) throw new Error("the two weeks were not the same");

serveParent({ ...week, sessions: timed.count("import_session"), seconds, changes: count.changes() }, () => undefined);
