/** What the arrays have to be imported, planned if that is asked for; also what `generate` begins with. */
import { withoutUndefined } from "../../provider/lifecycle/operation/jsonValues";
import { askedArray } from "../arrays/askedArray";
import { chooseArrays } from "../arrays/chosenArrays";
import { missingExit, missingTexts } from "../arrays/missing";
import type { OpenArray } from "../arrays/openArrays";
import { withArrays } from "../arrays/openArrays";
import { askEachOnce, type Twin, twinsAmong } from "../arrays/twins";
import { say } from "../output/messages";
import { planWaves } from "../plan/planWaves";
import { limitsOf } from "../plan/windowLength";
import { type ExitCode, UsageError } from "../process/exits";
import type { Surroundings } from "../process/surroundings";
import { describeSources } from "./describe";
import type { Discover, Source } from "./document";
import { inOrder, labelOf } from "./document";
import { filterSources } from "./filter";
import { observeSources } from "./observe";
import type { DiscoverOptions } from "./options";

export type Asked = {
  readonly document: Discover;
  /** Undefined where all arrays have answered. */
  readonly missing: ExitCode | undefined;
  /** Connections that were left out, for another one leads to the same array. */
  readonly twins: readonly Twin[];
  /** How many there are beside those, that the options leave out. */
  readonly leftOut: number;
};

export async function askForSources(options: DiscoverOptions, surroundings: Surroundings): Promise<Asked> {
  const { clock, stopped } = surroundings;
  const limits = limitsOf(options);
  const chosen = await chooseArrays(options, surroundings);
  const answers = await withArrays(chosen, surroundings, (arrays) =>
    askEachOnce(arrays, (array) => sourcesOf(array, stopped), stopped),
  );
  const missing = missingExit(answers);
  for (const text of missingTexts(answers)) say(surroundings, text);
  const systems = answers.flatMap(({ answer }) => answer?.systems ?? []);
  if (missing === undefined) requireSystems(options.remoteSystem, systems);
  const all = answers.flatMap(({ answer }) => answer?.sources ?? []);
  const sources = inOrder(filterSources(all, options));
  const plan = limits && planWaves(plannable(sources), limits);
  const waves = new Map(
    plan?.waves.flatMap(({ name, array, sourceIds }) => sourceIds.map((id) => [JSON.stringify([array, id]), name])),
  );
  const waveOf = ({ array, id, isReady }: Source) => (isReady ? waves.get(JSON.stringify([array, id])) : undefined);
  for (const warning of plan?.warnings ?? []) say(surroundings, warning);
  return {
    missing,
    twins: twinsAmong(answers),
    leftOut: all.length - sources.length,
    document: {
      schema: "powerstore-import/discover/1",
      at: new Date(clock.now()).toISOString(),
      arrays: answers.map(askedArray),
      sources: sources.map((source) => withoutUndefined({ ...source, wave: waveOf(source) })),
      ...(plan && { plan }),
    },
  };
}

async function sourcesOf({ name, powerStore }: OpenArray, signal: AbortSignal) {
  const observed = await observeSources(powerStore, signal);
  return { systems: observed.remoteSystems, sources: describeSources(name, observed) };
}

const plannable = (sources: readonly Source[]) =>
  sources
    .filter(({ isReady }) => isReady)
    .map((source) => ({ array: source.array, id: source.id, label: labelOf(source), sizeBytes: source.sizeBytes }));

/** A name that is written wrong must not pass for a remote system without volumes. */
function requireSystems(
  wanted: readonly string[] | undefined,
  systems: readonly { readonly id: string; readonly name?: string | undefined }[],
): void {
  const isOne = (name: string) =>
    systems.some(
      (system) => system.id === name || system.name?.toLowerCase() === name.replace(/^name:/, "").toLowerCase(),
    );
  const unknown = wanted?.find((name) => !isOne(name));
  if (unknown === undefined) return;
  const known = systems.map(({ id, name }) => name ?? id).join(", ") || "none";
  throw new UsageError(`--remote-system: there is no "${unknown}"; there is ${known}`);
}
