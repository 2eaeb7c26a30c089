/** Made-up measurements, in the form of tools/bench/provider/rounds.mjs. */

export const scenarios = ["create", "no change", "refresh", "pause all", "destroy"] as const;

type Change = Record<string, unknown> | undefined;

/** A round in which each scenario takes `seconds` and asks for just what it needs; `changes` by scenario. */
export function roundOf(count: number, seconds: number, changes: Partial<Record<string, Change>> = {}) {
  const requests = { create: count + 3, "no change": 0, refresh: 4, "pause all": count + 3, destroy: 2 * count + 3 };
  return scenarios.map((scenario) => ({
    ...{ scenario, seconds, requests: requests[scenario], reads: 0 },
    ...{ logins: requests[scenario] > 0 ? 1 : 0, cpuSeconds: count / 100, memoryBytes: 100e6 + count * 1e4 },
    ...(scenario === "create" ? { stateBytes: 2500 } : {}),
    ...changes[scenario],
  }));
}

export function seriesOf(surface: string, count: number, rounds: readonly object[], latency = 20) {
  return { surface, count, latency, rounds };
}
