/** An object in the state file. */
export type Recorded = {
  readonly id: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly tainted: boolean;
  /** Replaced by another one, and still to be deleted. */
  readonly deposed: boolean;
};

type StateResource = {
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly instances: readonly {
    readonly attributes: Readonly<Record<string, unknown>>;
    readonly status?: string;
    readonly deposed?: string;
    /** Of a resource with `for_each` or `count`. */
    readonly index_key?: string | number;
  }[];
};

/** What a state file says, by address. An engine that was killed before it wrote leaves an empty one. */
export function recordedIn(text: string): Readonly<Record<string, Recorded>> {
  if (text === "") return {};
  const { resources } = JSON.parse(text) as { resources: readonly StateResource[] };
  return Object.fromEntries(
    resources
      .filter(({ mode }) => mode === "managed")
      .flatMap(({ type, name, instances }) =>
        instances.map(({ attributes, status, deposed, index_key: key }) => [
          `${type}.${name}${key === undefined ? "" : `[${JSON.stringify(key)}]`}${deposed ? ` (deposed ${deposed})` : ""}`,
          { id: attributes.id, attributes, tainted: status === "tainted", deposed: deposed !== undefined },
        ]),
      ),
  );
}
