/** @typedef {{ count: number, rounds: number }} Case how many objects, how often */

/**
 * Plays each round of each case, as long as there is time for it.
 * @template {Case} C
 * @param {object} task
 * @param {readonly C[]} task.cases
 * @param {number} task.minutes no round begins that would end later than this
 * @param {() => number} task.elapsed minutes since the start
 * @param {(of: C, round: number) => Promise<void>} task.play
 * @param {(reason: string) => void} task.leaveOut
 */
export async function playTurns({ cases, minutes, elapsed, play, leaveOut }) {
  /** @type {Map<C, number>} how long the longest round of a case took */
  const lasted = new Map();
  for (const { round, of } of turns(cases)) {
    const before = elapsed();
    const longest = lasted.get(of) ?? 0;
    if (before + longest > minutes) {
      leaveOut(`round ${round} of N = ${of.count} would have ended after ${minutes} minutes`);
      continue;
    }
    await play(of, round);
    lasted.set(of, Math.max(longest, elapsed() - before));
  }
}

/**
 * All cases once, then again: what has no time left is a repetition. What is played less often comes with the last rounds, so that Ctrl-C leaves a table of
 * what matters most.
 * @template {Case} C
 * @param {readonly C[]} cases
 */
export function* turns(cases) {
  const most = Math.max(...cases.map(({ rounds }) => rounds));
  for (let round = 1; round <= most; round++) {
    for (const of of cases) {
      const own = round - (most - of.rounds);
      if (own >= 1) yield { round: own, of };
    }
  }
}
