/** Names for programs, made of names that people gave to volumes: valid, and different where those are different. */

/** Letters, digits, `.`, `_` and `-`: nothing that a shell, a URN or a language takes for something else. */
export function keyOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[-.]+|-+$/g, "")
    .slice(0, MAX_KEY);
  return plain === "" ? "import" : plain;
}

const MAX_KEY = 80;

/**
 * A name for each of the given ones, in their order: those that would be the same get a number. Case does not count, since the array's names do not
 * differ by it.
 */
export function distinct(wanted: readonly string[], separator = "-"): readonly string[] {
  const taken = new Set<string>();
  // A name that nobody else wants is not to be lost to one with a number.
  const count = new Map<string, number>();
  for (const name of wanted) count.set(name.toLowerCase(), (count.get(name.toLowerCase()) ?? 0) + 1);
  const isFree = (name: string, own: string) =>
    !taken.has(name.toLowerCase()) && (name === own || !count.has(name.toLowerCase()));
  return wanted.map((name) => {
    let free = name;
    for (let number = 2; !isFree(free, name); number++) free = `${name}${separator}${number}`;
    taken.add(free.toLowerCase());
    return free;
  });
}

export type Casing = "camel" | "snake";

/** Words of the languages, and what a generated program calls something itself. */
const reserved: ReadonlySet<string> = new Set(
  `abstract and any append args arguments array as assert async await bool boolean break byte case catch chan class clear close complex config const constructor continue copy ctx debugger declare def
  default defer del delete do elif else enum err error eval except export exports extends fallthrough false final finally float for from func function get global go goto if implements import imports in
  instanceof int interface is iota lambda len let make map match max min module new nil none nonlocal not null object of or package panic pass phases print private protected
  public pulumi raise range real recover require return rune select self set states static string struct super switch symbol this throw true try type typeof undefined
  uint var void while with yield main init powerstoreimport`.split(/\s+/),
);

/** An identifier for each name, in their order. */
export function identifiers(names: readonly string[], casing: Casing): readonly string[] {
  return distinct(
    names.map((name) => identifierOf(name, casing)),
    casing === "snake" ? "_" : "N",
  );
}

function identifierOf(name: string, casing: Casing): string {
  const words = keyOf(name)
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
  const [first = "import", ...rest] = /^[a-z]/.test(words[0] ?? "") ? words : ["import", ...words];
  const made =
    casing === "snake"
      ? [first, ...rest].join("_")
      : [first, ...rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join("");
  if (!reserved.has(made.toLowerCase())) return made;
  return casing === "snake" ? `${made}_import` : `${made}Import`;
}
