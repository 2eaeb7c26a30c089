/** Breadth first from the beginning through all nodes that moves lead to. */

/** What a calm run from a node came to, or an event. */
export type CalmEdge = {
  readonly outcome: "done" | "failed" | "died";
  /** Whether the engine would tell of an update or more. */
  readonly hasChanged: boolean;
  readonly to: number;
};

type Keyed = { readonly key: string };

export type Visited<Node, Move> = {
  readonly node: Node;
  /** How it was first reached; absent for the beginning. */
  readonly from?: { readonly place: number; readonly move: Move };
  /** Calm runs and events, by their description. */
  readonly edges: Map<string, CalmEdge>;
};

/** One move from a node, and what came of it. */
export type Step<Node, Move> = Omit<CalmEdge, "to"> & {
  readonly move: Move;
  readonly to: Node;
  /** Nothing goes wrong in it. */
  readonly isCalm: boolean;
  /** It is as another one was, and was not played. */
  readonly isKnown?: true;
  /** The rule that it breaks, and how it went. */
  readonly wrong?: { readonly rule: string; readonly story: string } | undefined;
};

/** What is walked. */
export interface Ground<Node extends Keyed, Move> {
  readonly beginning: Node;
  describe(move: Move): string;
  /** Plays all moves from a node, and tells of each. */
  leave(node: Node, tell: (step: Step<Node, Move>) => void): Promise<void>;
}

export type ExploreOptions = {
  /** Called now and then, and asked whether to go on. */
  readonly progress?: ((left: number, transitions: number, waiting: number) => boolean | undefined) | undefined;
  /** The walk ends after so many. @default 1 */
  readonly mostViolations?: number | undefined;
  /** So many nodes are left behind, and no more. */
  readonly mostLeft?: number | undefined;
};

export class Exploration<Node extends Keyed, Move> {
  readonly visited: Visited<Node, Move>[] = [];
  readonly violations: string[] = [];
  readonly #ground: Ground<Node, Move>;
  readonly #places = new Map<string, number>();
  #transitions = 0;
  #left = 0;

  constructor(ground: Ground<Node, Move>) {
    this.#ground = ground;
    this.arrive(ground.beginning);
  }

  get transitions(): number {
    return this.#transitions;
  }

  /** Nodes that were seen and not left behind. */
  get waiting(): number {
    return this.visited.length - this.#left;
  }

  async explore({ progress, mostViolations = 1, mostLeft = Number.POSITIVE_INFINITY }: ExploreOptions): Promise<void> {
    while (this.waiting > 0 && this.#left < mostLeft && this.violations.length < mostViolations) {
      await this.#leave(this.#left);
      this.#left += 1;
      if (progress?.(this.#left, this.#transitions, this.waiting) === false) break;
    }
  }

  /** The place of a node, which is a new one if it was never seen. */
  arrive(node: Node, from?: Visited<Node, Move>["from"]): number {
    const known = this.#places.get(node.key);
    if (known !== undefined) return known;
    const place = this.visited.length;
    this.#places.set(node.key, place);
    this.visited.push({ node, ...(from && { from }), edges: new Map() });
    return place;
  }

  /** The moves by which a node was first reached. */
  wayTo(place: number): readonly string[] {
    return wayTo(this.visited, place, (move) => this.#ground.describe(move));
  }

  async #leave(place: number): Promise<void> {
    const { node, edges } = this.visited[place] as Visited<Node, Move>;
    await this.#ground.leave(node, ({ move, to, isCalm, isKnown, wrong, outcome, hasChanged }) => {
      const told = this.#ground.describe(move);
      if (!isKnown) this.#transitions += 1;
      if (wrong) this.violations.push([wrong.rule, ...this.wayTo(place), `- ${told}`, wrong.story].join("\n"));
      const arrived = this.arrive(to, { place, move });
      if (isCalm) edges.set(told, { outcome, hasChanged, to: arrived });
    });
  }
}

export function wayTo<Node, Move>(
  visited: readonly Visited<Node, Move>[],
  place: number,
  describe: (move: Move) => string,
): readonly string[] {
  const { from } = visited[place] as Visited<Node, Move>;
  return from ? [...wayTo(visited, from.place, describe), `- ${describe(from.move)}`] : [];
}
