import type { ExploreOptions } from "./explore";
import { modelsWith } from "./models";
import type { Walk } from "./walk";
import { walk } from "./walk";
import { waveModelsWith } from "./waves/models";
import { walkWaves } from "./waves/walkWaves";

export type NamedWalk = {
  readonly name: string;
  readonly walk: (options: Pick<ExploreOptions, "progress">) => Promise<Walk>;
};

/** All that `npm run walk` walks, with troubles of a kind: `calm`, `deaths` or `all`. */
export function walksWith(kind: string): readonly NamedWalk[] {
  return [
    ...modelsWith(kind).map((model): NamedWalk => ({ name: model.name, walk: (options) => walk(model, options) })),
    ...waveModelsWith(kind).map(
      (model): NamedWalk => ({ name: model.name, walk: (options) => walkWaves(model, options) }),
    ),
  ];
}
