// A process that holds the tests, and runs those of a mutant as often as it is asked: see runs.mjs.
import Mocha from "mocha";

const [, , staticMutant = "-1", ...files] = process.argv;

let active = Number(staticMutant);
/** What has been asked for since it was last emptied. @type {Set<number>} */
let seen = new Set();
/** @type {Record<string, unknown>} */ (globalThis).__mutant = (/** @type {number} */ id) => {
  seen.add(id);
  return id === active;
};

// A rejection that nobody hears is the mutant's doing, and the test's to notice.
process.on("unhandledRejection", () => undefined);
const mocha = new Mocha({ timeout: 30_000, reporter: /** @type {never} */ (class {}) });
mocha.cleanReferencesAfterRun(false);
for (const file of files) mocha.addFile(file);
await mocha.loadFilesAsync();
const atLoad = [...seen];

/**
 * @param {{ readonly mutant: number, readonly tests?: readonly string[], readonly bail: boolean }} wanted
 */
function run({ mutant, tests, bail }) {
  active = mutant;
  const chosen = tests && new Set(tests);
  mocha.bail(bail);
  mocha.grep(/** @type {never} */ ({ test: (/** @type {string} */ title) => chosen?.has(title) ?? true }));
  /** @type {Record<string, number[]>} */
  const covers = {};
  /** @type {string[]} */
  const failed = [];
  /** @type {Record<string, number>} */
  const milliseconds = {};
  /** @type {Map<unknown, Set<number>>} */
  const ofSuites = new Map();
  return new Promise((resolve) => {
    const runner = mocha.run(() => resolve({ covers, failed, milliseconds, atLoad }));
    seen = new Set();
    runner.on("hook end", (hook) => {
      // A hook before all of a suite counts for each test of it.
      if (!/"before all"/.test(hook.title)) return;
      ofSuites.set(hook.parent, new Set([...(ofSuites.get(hook.parent) ?? []), ...seen]));
    });
    runner.on("test end", (test) => {
      milliseconds[test.fullTitle()] = (milliseconds[test.fullTitle()] ?? 0) + (test.duration ?? 0);
      const above = [];
      for (let suite = test.parent; suite; suite = suite.parent) above.push(...(ofSuites.get(suite) ?? []));
      covers[test.fullTitle()] = [...new Set([...(covers[test.fullTitle()] ?? []), ...above, ...seen])];
      seen = new Set();
      process.send?.("test end");
    });
    runner.on("fail", (test) => failed.push(test.fullTitle()));
  });
}

process.on("message", async (wanted) => process.send?.(await run(/** @type {never} */ (wanted))));
process.once("disconnect", () => process.exit(1));
process.send?.("ready");
