/** The places of a key: `undefined` stands for "any name of the vendor's description". */
export type Keys = ReadonlyMap<string, ReadonlySet<string> | undefined>;

/** The keys that docs/sources.md has: marks and documents by table, topics by section. */
export function keysOf(page: string): Keys {
  const keys = new Map<string, Set<string> | undefined>();
  for (const section of page.split(/^## /m).slice(1)) {
    const [heading = ""] = section.split("\n");
    const topic = /^`([A-Z]+)`/.exec(heading)?.[1];
    if (topic !== undefined) keys.set(topic, new Set(topicsOf(section)));
    if (heading === "Marks") for (const mark of firstCells(section)) keys.set(mark, new Set());
    if (heading === "Documents") for (const [key, places] of documents(section)) keys.set(key, places);
  }
  return keys;
}

function documents(section: string): [key: string, places: Set<string> | undefined][] {
  return rows(section).map(([key = "", , , places = ""]) => [
    inBackquotes(key)[0] ?? "",
    /^API\d*$/.test(inBackquotes(key)[0] ?? "") ? undefined : new Set(inBackquotes(places)),
  ]);
}

/** A topic is a heading with a table of its own or, where a section is one table, a row of it. */
function topicsOf(section: string): string[] {
  const own = headings(section);
  return own.length > 0 ? own : firstCells(section);
}

const headings = (section: string) => [...section.matchAll(/^### (.+)$/gm)].map(([, name = ""]) => name);
const firstCells = (section: string) =>
  rows(section).flatMap(([first = ""]) => /^`([^`]+)`$/.exec(first)?.slice(1) ?? []);
const inBackquotes = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);

function rows(section: string): string[][] {
  return section
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split("|").slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
}
