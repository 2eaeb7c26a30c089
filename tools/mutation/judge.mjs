// Which mutants the tests notice. A test that fails has to pass again without the mutant, or the process was in disorder.
import { Worker } from "./runs.mjs";

/**
 * @typedef {import("./mutants.mjs").Mutant & { readonly file: string }} PlacedMutant
 * @typedef {"noticed" | "survived" | "untested"} Verdict
 * @typedef {{ readonly tests: readonly string[], readonly milliseconds: number }} Choice tests that one run is of, and what one of them may take
 * @typedef {{ readonly folder: string, readonly files: readonly string[] }} Stage the copied tree, and the test files in it
 */

/** What a test may take: many times as long as the longest took without a mutant, so that a machine which is busy meanwhile makes no verdict. */
const PATIENCE = 5;
const LEAST_MILLISECONDS = 20_000;
/** Without a mutant, each test counts what it comes near. */
const CALM_MILLISECONDS = 300_000;
const NO_MUTANT = -1;
/** A test of a decision takes less, one with a simulator more. */
const QUICK_MILLISECONDS = 10;

/**
 * @param {Stage} stage
 * @param {readonly PlacedMutant[]} mutants
 * @param {(mutant: PlacedMutant, verdict: Verdict) => void} tell
 */
export async function judgeAll({ folder, files }, mutants, tell) {
  const worker = new Worker(folder, files);
  try {
    const calm = await worker.run({ mutant: NO_MUTANT, bail: false, milliseconds: CALM_MILLISECONDS });
    if (calm === "timeout") throw new Error("the tests do not end, without any mutant");
    const broken = new Set(calm.failed);
    if (broken.size > 0) console.log(`left out, for they fail without any mutant: ${[...broken].join("; ")}`);
    const sound = Object.entries(calm.covers).filter(([test]) => !broken.has(test));
    if (sound.length === 0) throw new Error("no test passes without a mutant");
    const atLoad = new Set(calm.atLoad);
    /** @param {readonly string[]} tests */
    const allow = (tests) =>
      LEAST_MILLISECONDS + PATIENCE * Math.max(...tests.map((test) => calm.milliseconds[test] ?? 0));
    /** @param {(ids: readonly number[]) => boolean} isWanted */
    const choose = (isWanted) => {
      const tests = sound.filter(([, ids]) => isWanted(ids)).map(([test]) => test);
      const isQuick = (/** @type {string} */ test) => (calm.milliseconds[test] ?? 0) <= QUICK_MILLISECONDS;
      const choices = [tests.filter(isQuick), tests.filter((test) => !isQuick(test))];
      return choices.filter((some) => some.length > 0).map((some) => ({ tests: some, milliseconds: allow(some) }));
    };
    for (const mutant of mutants) {
      const isEarly = atLoad.has(mutant.id);
      // What is decided when a module loads can matter to tests that never come near it again.
      const choices = choose((ids) => isEarly || ids.includes(mutant.id));
      if (choices.length === 0) tell(mutant, "untested");
      else if (isEarly) tell(mutant, await judgeFromStart({ folder, files }, mutant, choices));
      else tell(mutant, await judgeInTurn(worker, mutant, choices));
    }
  } finally {
    worker.end();
  }
}

/**
 * @param {Worker} worker
 * @param {PlacedMutant} mutant
 * @param {readonly Choice[]} choices the quick ones first
 * @returns {Promise<Verdict>}
 */
async function judgeInTurn(worker, mutant, choices) {
  for (const choice of choices) {
    if ((await judge(worker, mutant, choice)) === "noticed") return "noticed";
  }
  return "survived";
}

/**
 * @param {Worker} worker
 * @param {PlacedMutant} mutant
 * @param {Choice} choice
 * @returns {Promise<Verdict>}
 */
async function judge(worker, mutant, { tests, milliseconds }) {
  for (;;) {
    const outcome = await worker.run({ mutant: mutant.id, tests, bail: true, milliseconds });
    if (outcome === "timeout") return "noticed";
    const [failed] = outcome.failed;
    if (failed === undefined) return "survived";
    const again = await worker.run({ mutant: NO_MUTANT, tests: [failed], bail: true, milliseconds });
    if (again !== "timeout" && again.failed.length === 0) return "noticed";
    // The test fails without the mutant, too: what an earlier one left behind. In a new process it counts.
    const isFresh = worker.isFresh;
    worker.end();
    if (isFresh) return "noticed";
  }
}

/**
 * What is decided when a module loads needs a process of its own.
 * @param {Stage} stage
 * @param {PlacedMutant} mutant
 * @param {readonly Choice[]} choices the quick ones first
 * @returns {Promise<Verdict>}
 */
async function judgeFromStart({ folder, files }, { id: mutant }, choices) {
  const worker = new Worker(folder, files, mutant);
  try {
    for (const choice of choices) {
      const outcome = await worker.run({ mutant, bail: true, ...choice });
      if (outcome === "timeout" || outcome.failed.length > 0) return "noticed";
    }
    return "survived";
  } finally {
    worker.end();
  }
}
