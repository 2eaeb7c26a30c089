import { refusalErr } from "../array/refusals";

const maxNameLength = 128;
const controlCharacter = /\p{Cc}|\p{Cf}/u;
const whiteSpace = /\s/u;
// S says "special HTTP characters" and no more: read as what RFC 3986 reserves or keeps out of a URL [I].
const specialInHttp = /[:/?#[\]@!$&'()*+,;=%<>"\\^`{|}]/;

function whyNoName(name: string): string | undefined {
  const { length } = [...name];
  if (length < 1 || length > maxNameLength) return `it has ${length} characters, and 1 to ${maxNameLength} are allowed`;
  if (whiteSpace.test(name)) return "it contains white space";
  if (controlCharacter.test(name)) return "it contains an unprintable character";
  const special = specialInHttp.exec(name);
  return special === null ? undefined : `it contains ${special[0]}, which has a meaning of its own in HTTP`;
}

/** S, import_session_create: `name`. */
export function requireName(name: string): void {
  const reason = whyNoName(name);
  if (reason !== undefined) throw refusalErr("nameInvalid", name, reason);
}

/** S, import_session_create: `description`. */
export function requireDescription(description: string): void {
  if (controlCharacter.test(description)) throw refusalErr("descriptionInvalid");
}
