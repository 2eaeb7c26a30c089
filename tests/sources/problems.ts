import type { Keys } from "./keys";

/** What there is to be cited. */
export type Repository = {
  readonly keys: Keys;
  /** Names of the vendor's description. */
  readonly names: ReadonlySet<string>;
  readonly files: readonly string[];
  /** The headings of a page, by its path. */
  headings(page: string): readonly string[];
};

/** `[API cancel, GUIDE 32, 40]`; not what stands in quotes or backquotes, no link, and no JSDoc default such as `[options]`. */
const citation = /\[([A-Z][A-Z0-9]*(?: [^[\],]+)?(?:, ?[^[\],]+)*)\](?!\()/g;
const fileName = /(?<![\w./@<>{}*-])(?:[\w.-]+\/)*\w[\w.-]*\.(?:ts|mts|mjs|cjs|md)\b(?!\.\w)/g;
const headingOf = /((?:[\w-]+\/)*[\w-]+\.md)(?:\)|`)?((?:, "[^"]+")+)/g;
const decision = /\bdecisions?[ /](\d{3})\b/g;

/** Everything in a text that names what does not exist. */
export function problemsIn(text: string, repository: Repository): string[] {
  return [
    ...wrongCitations(text, repository),
    ...namedFiles(text)
      .filter((name) => fileNamed(name, repository) === undefined)
      .map((name) => `no file ${name}`),
    ...missingHeadings(text, repository),
    ...matches(text, decision)
      .filter((number) => !repository.files.some((file) => file.startsWith(`docs/decisions/${number}-`)))
      .map((number) => `no decision ${number}`),
  ];
}

export function wrongCitations(text: string, { keys, names }: Repository): string[] {
  return citationsIn(text).flatMap(([key, place]) => {
    if (!keys.has(key)) return [`no key ${key}`];
    const places = keys.get(key) ?? names;
    return place === "" || places.has(place) ? [] : [`no ${place} in ${key}`];
  });
}

/** Key and place of each citation; the place is "" where the whole document is meant. */
export function citationsIn(text: string): (readonly [key: string, place: string])[] {
  const plain = text.replace(/`[^`]*`|"[^"]*"/g, "");
  return matches(plain, citation).flatMap((inside) => {
    let key = "";
    return inside.split(/, ?/).map((part) => {
      const [, named, place = ""] = /^([A-Z][A-Z0-9]*)(?: (.+))?$/.exec(part) ?? [];
      key = named ?? key;
      return [key, named === undefined ? part : place] as const;
    });
  });
}

/** Types that a comment imports are the compiler's to check; links are read by whoever knows the page that they start from. */
const namedFiles = (text: string) =>
  [...text.replace(/import\("[^"]*"\)|https?:\S+|\]\([^)]*\)/g, "").matchAll(fileName)].map(([name]) => name);

const fileNamed = (name: string, { files }: Repository) =>
  files.find((file) => file === name || file.endsWith(`/${name}`));

function missingHeadings(text: string, repository: Repository): string[] {
  return [...text.matchAll(headingOf)].flatMap(([, page = "", list = ""]) => {
    const file = fileNamed(page, repository);
    if (file === undefined) return [];
    const there = repository.headings(file);
    return matches(list, /"([^"]+)"/g)
      .filter((heading) => !there.includes(heading))
      .map((heading) => `no "${heading}" in ${page}`);
  });
}

const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, first = ""]) => first);
