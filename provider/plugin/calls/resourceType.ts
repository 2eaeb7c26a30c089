import { RequestError } from "../errors";

export const IMPORT_SESSION = "powerstore-import:index:ImportSession";

/** The one resource there is. Old engines send no type of its own, but every URN holds it. */
export function assertImportSession(request: { getType(): string; getUrn(): string }): void {
  const type = request.getType() || typeOf(request.getUrn());
  if (type === IMPORT_SESSION) return;
  throw new RequestError(
    `${type ? `there is no resource type ${type}` : "the request names no resource type"} in this version of powerstore-import; there is ${IMPORT_SESSION}.`,
  );
}

/** `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>` */
function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
