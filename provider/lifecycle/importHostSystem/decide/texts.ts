import type { ImportHostVolume } from "../../../powerstore/api/schemas/importHostSystem";
import { printable } from "../../../powerstore/http/errorTexts";

/** `import host system db-01.example.com (5) on https://...`. */
export function hostSystemLabel(
  { id, agentAddress }: { readonly id: string; readonly agentAddress?: string | undefined },
  endpoint?: string,
): string {
  const where = endpoint === undefined ? "" : ` on ${endpoint}`;
  return `import host system ${agentAddress ? `${agentAddress} (${id})` : id}${where}`;
}

/** Volumes of the host that are being imported: the array does not let go of it meanwhile. */
export function importingText(volumes: readonly ImportHostVolume[]): string {
  const each = volumes.slice(0, 10).map(({ id, name }) => (name ? `"${printable(name)}" (${id})` : id));
  const more = volumes.length > each.length ? ` and ${volumes.length - each.length} more` : "";
  const are = volumes.length === 1 ? "1 of its volumes is" : `${volumes.length} of its volumes are`;
  return `${are} being imported: ${each.join(", ")}${more}`;
}
