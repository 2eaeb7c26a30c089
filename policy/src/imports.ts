/** What the rules look at: the imports that a resource declares, alike for both surfaces, alone or as members of a wave. */

/** Of the plugin, and of the dynamic class. */
const importType = /^(?:powerstore-import:index:|pulumi-nodejs:dynamic\/powerstore-import:)(ImportSession|ImportWave)$/;

export type ImportKind = "ImportSession" | "ImportWave";

/** As the engine tells of it, with the inputs that check has filled in. */
export type DeclaredResource = {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly opts: {
    readonly protect: boolean;
    readonly customTimeouts: {
      readonly createSeconds: number;
      readonly updateSeconds: number;
      readonly deleteSeconds: number;
    };
  };
};

/** An input of an import, and where the program says it. */
export type Said = { readonly value: unknown; readonly path: string };

export type Import = {
  /** Of a wave: the key of its member. */
  readonly key?: string;
  /** `database`, or `night/db-01` of a wave. */
  readonly name: string;
  /** What counts for it: what a member says itself, else what its wave says. */
  said(input: string): Said;
};

export function kindOf(type: string): ImportKind | undefined {
  return importType.exec(type)?.[1] as ImportKind | undefined;
}

/** `urn:pulumi:<stack>::...` */
export const stackOf = (urn: string): string => urn.split("::")[0]?.split(":")[2] ?? "";

/**
 * The imports of a resource; none of another one. No input is read but those that a rule asks for, since one that is not known in a preview ends
 * the rule there.
 */
export function importsOf({ type, name, props }: DeclaredResource): readonly Import[] {
  const kind = kindOf(type);
  if (kind === "ImportSession") return [{ name, said: (input) => ({ value: props[input], path: input }) }];
  if (kind !== "ImportWave") return [];
  const sessions = (props.sessions ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return Object.keys(sessions).map((key) => ({
    key,
    name: `${name}/${key}`,
    said: (input) => {
      const own = sessions[key]?.[input];
      if (own === undefined || own === null) return { value: props[input], path: input };
      return { value: own, path: `sessions[${JSON.stringify(key)}].${input}` };
    },
  }));
}
