/** What the last runs of a story have to have come to. */

import { sessionRows } from "../array";
import { fulfilmentOf, isNamed } from "./fulfilment";
import { isDead } from "./invariants/states";
import { violation } from "./judge";
import type { MemberKey } from "./program";
import { isWave, nameOf, urnOf, wantedOf } from "./program";
import type { WavesStage } from "./stage";
import type { Maker, WavesChapter } from "./story";
import { importsOf } from "./story";

/** How each import has ended. */
export function endsOf(stage: WavesStage, ups: readonly WavesChapter[]): readonly string[] {
  return ups
    .filter(({ deed }) => deed.kind === "goal")
    .flatMap((chapter) => fulfilmentOf(chapter))
    .map(({ key, urn, end, words }) => {
      if (end !== undefined) return end;
      throw violation(stage, "fulfilled", `${key} of ${urn} ${words}, and nothing says why`);
    });
}

/** What a run has made, and a program would still find, is in a state by now, or some message names it. */
export function requireFound(stage: WavesStage, ups: readonly WavesChapter[]): void {
  const { stacks, makers, simulator } = stage;
  const recorded = recordedIn(stage);
  const lost = sessionRows(simulator).find(({ id, state }) => {
    const maker = makers.get(id);
    if (!maker || recorded.has(id) || isDead(state)) return false;
    const { wishes, present, stackName } = stacks[maker.stack];
    const name = nameOf(maker.urn);
    const isWanted =
      present.has(name) &&
      urnOf(stackName, name) === maker.urn &&
      wantedOf(wishes, name, maker.key) &&
      !looksElsewhere({ stacks, makers, simulator }, maker);
    // Other waves have imports under the same keys.
    const isItsOwn = ({ stack, deed }: WavesChapter) => stack === maker.stack && deed.urn === maker.urn;
    const isSaid = (up: WavesChapter) =>
      (up.outcome === "invalid" && isItsOwn(up)) ||
      up.texts.some((text) => text.includes(id) || (isItsOwn(up) && isNamed(text, maker.key)));
    return isWanted && !ups.some(isSaid);
  });
  if (lost) throw violation(stage, "foundAgain", `${lost.name} was not found again`);
}

/** Ids that some stack's state has. */
export function recordedIn({ stacks }: Pick<WavesStage, "stacks">): ReadonlySet<string | undefined> {
  return new Set(stacks.flatMap(({ state }) => state.entries.flatMap(importsOf)).map(({ id }) => id));
}

/** After a destroy of all that was recorded: what is left is named by its errors. */
export function requireGone(
  stage: WavesStage,
  recorded: ReturnType<typeof recordedIn>,
  errors: readonly string[],
): void {
  const left = sessionRows(stage.simulator).find(
    ({ id }) => recorded.has(id) && !errors.some((error) => error.includes(id)),
  );
  if (left) throw violation(stage, "nothingLeft", `${left.name} was in a state, was destroyed, and is there`);
}

/** Who takes over a session by its id, or has one by now that was made for another import, looks for no other. */
function looksElsewhere({ stacks, makers, simulator }: Where, { stack, urn, key }: Maker): boolean {
  const { wishes, state } = stacks[stack];
  const name = nameOf(urn);
  const wish = isWave(name) ? wishes[name].members[key as MemberKey] : wishes.single;
  if (wish?.adopts !== undefined) return true;
  const own = state.entries.flatMap(importsOf).find((each) => each.urn === urn && each.key === key)?.id;
  if (own === undefined || !sessionRows(simulator).some(({ id }) => id === own)) return false;
  const maker = makers.get(own);
  return maker?.stack !== stack || maker.urn !== urn || maker.key !== key;
}

type Where = Pick<WavesStage, "stacks" | "makers" | "simulator">;
