/** Sessions for the page's tests, made in the world itself: the page is what is tested, not the way there. */
import assert from "node:assert/strict";
import type { Simulator } from "../../../simulator/src";

export function createSession(
  simulator: Simulator,
  name: string,
  more: Readonly<Record<string, unknown>> = {},
): string {
  const create = simulator.world.operations["POST /import_session"];
  const body = { name, remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01", ...more };
  assert.ok(create, "the operation is built");
  return (create({ id: "", body }).body as { readonly id: string }).id;
}

export function stateOf(simulator: Simulator, id: string): unknown {
  return simulator.world.row("import_session", id)?.state;
}

/** Names that the array itself refuses; a snapshot can bring them in. */
export function rename(simulator: Simulator, id: string, name: string): void {
  const snapshot = simulator.snapshot() as { collections: { import_session: { id: string; name: string }[] } };
  for (const session of snapshot.collections.import_session) if (session.id === id) session.name = name;
  simulator.restore(snapshot);
}
