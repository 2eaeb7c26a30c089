import { minutes } from "../process/steps.mjs";

/**
 * Follows a `go build -v`, which names each module that it downloads and each package that it compiles, and nothing
 * else for minutes. What Go's own cache holds already is not named: the percentage is a lower bound.
 * @param {number} packageCount
 */
export function createGoProgress(packageCount) {
  let downloaded = 0;
  let compiled = 0;
  return {
    /** @param {string} line of stderr */
    see(line) {
      if (line.startsWith("go: downloading ")) {
        downloaded++;
      } else if (/^[\w.~-]+(\/[\w.~-]+)*$/.test(line)) {
        compiled++;
      }
    },
    /** @param {number} elapsed milliseconds */
    describe(elapsed) {
      const percent = Math.min(99, Math.floor((100 * compiled) / packageCount));
      const modules = downloaded === 0 ? "" : `${downloaded} modules downloaded, `;
      return `${modules}${compiled} of about ${packageCount} packages compiled (${percent} %), ${minutes(elapsed)} gone`;
    },
  };
}
