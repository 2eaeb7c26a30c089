import type { Source } from "./document";
import type { FilterOptions } from "./options";

/** `*` is any text, `?` any one character; everything else is itself. Case does not matter. */
export function patternOf(glob: string): RegExp {
  const parts = [...glob].map((sign) => {
    if (sign === "*") return ".*";
    return sign === "?" ? "." : sign.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`, "isu");
}

/** What the options ask for. A group is meant by the name of a member, too. */
export function filterSources(
  sources: readonly Source[],
  { remoteSystem, ready, name }: FilterOptions,
): readonly Source[] {
  const patterns = name?.map(patternOf);
  const isNamed = ({ name: own, members = [] }: Source) =>
    patterns === undefined ||
    [own, ...members.map((member) => member.name)].some(
      (each) => each !== undefined && patterns.some((pattern) => pattern.test(each)),
    );
  const isThere = (source: Source) => remoteSystem === undefined || remoteSystem.some((each) => isOf(source, each));
  return sources.filter((source) => isThere(source) && isNamed(source) && (source.isReady || !ready));
}

const isOf = ({ remoteSystemId, remoteSystem }: Source, wanted: string) =>
  remoteSystemId === wanted || remoteSystem?.toLowerCase() === wanted.replace(/^name:/, "").toLowerCase();
