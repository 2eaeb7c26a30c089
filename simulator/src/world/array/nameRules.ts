/** What the vendor's texts keep out of names and descriptions. */
import type { Collection } from "./arrayState";

const unprintable = /\p{Cc}|\p{Cf}/u;
// [API name] says "special HTTP characters" and no more: read as what RFC 3986 reserves or keeps out of a URL [I].
const specialInHttp = /[:/?#[\]@!$&'()*+,;=%<>"\\^`{|}]/;

/** [API name, description]: what names consist of; of collections that are not here the texts say nothing. `plain` is without special characters. */
const alphabets: Readonly<Partial<Record<Collection, "printable" | "plain">>> = {
  host: "printable",
  host_group: "printable",
  remote_system: "printable",
  volume: "printable",
  volume_group: "plain",
  import_universal_consistency_group: "plain",
  import_session: "plain",
};

export function hasUnprintable(text: string): boolean {
  return unprintable.test(text);
}

/** What a name has that it must not have in the collection; undefined where it is fine. */
export function oddityOf(collection: Collection, name: string): string | undefined {
  const alphabet = alphabets[collection];
  if (alphabet !== undefined && hasUnprintable(name)) return "it contains an unprintable character";
  const special = alphabet === "plain" ? specialInHttp.exec(name) : null;
  return special === null ? undefined : `it contains ${special[0]}, which has a meaning of its own in HTTP`;
}
