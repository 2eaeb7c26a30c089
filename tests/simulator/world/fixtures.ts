import assert from "node:assert/strict";
import { ApiError, type OperationAnswer, type Row } from "../../../simulator/src/api/contract";
import type { createWorld } from "../../../simulator/src/world";

export type TestWorld = ReturnType<typeof createWorld>;

/** The number of seconds that the default world copies volume 1 (100 GiB at 30 MiB/s), rounded up. */
export const copySeconds = Math.ceil((100 * 1024) / 30);
export const setUpSeconds = 30;

/** Calls an operation by the vendor's name for it. */
export function call(world: TestWorld, name: string, id = "", body: Record<string, unknown> = {}): OperationAnswer {
  const operation = world.operations[name];
  assert.ok(operation, `${name} is built`);
  return operation({ id, body });
}

/** Creates a session for volume 1 of the Unity (Non_Disruptive) or of the XtremIO (Agentless); returns its id. */
export function create(world: TestWorld, body: Record<string, unknown> = {}): string {
  const array = body.type === "Agentless" ? "xtremio-01" : "unity-01";
  const answer = call(world, "POST /import_session", "", {
    name: "import-1",
    remote_system_id: `rs-${array}`,
    source_resource_id: `${array}-vol-01`,
    ...body,
  });
  return (answer.body as { id: string }).id;
}

/** Creates a session for the group of three of the Unity (Non_Disruptive) or of the XtremIO (Agentless): its id and its members'. */
export function createGroup(
  world: TestWorld,
  body: Record<string, unknown> = {},
): { readonly id: string; readonly members: readonly string[] } {
  const array = body.type === "Agentless" ? "xtremio-01" : "unity-01";
  const id = create(world, { name: "group-1", source_resource_id: `${array}-cg-01`, ...body });
  return { id, members: memberIds(world, id) };
}

export function memberIds(world: TestWorld, id: string): string[] {
  const rows = world.rows("import_session") ?? [];
  return rows.filter(({ parent_session_id }) => parent_session_id === id).map((row) => row.id);
}

/** Creates one session for each of the first volumes of the Unity. */
export function createMany(world: TestWorld, count: number, body: Record<string, unknown> = {}): string[] {
  return Array.from({ length: count }, (_, index) => {
    const number = (index + 1).toString().padStart(2, "0");
    return create(world, { name: `import-${number}`, source_resource_id: `unity-01-vol-${number}`, ...body });
  });
}

/** `cancel`, `pause`, ...; `delete` and `modify` by their methods. */
export function act(world: TestWorld, action: string, id: string, body: Record<string, unknown> = {}): OperationAnswer {
  if (action === "delete") return call(world, "DELETE /import_session/{id}", id);
  if (action === "modify") return call(world, "PATCH /import_session/{id}", id, body);
  return call(world, `POST /import_session/{id}/${action}`, id, body);
}

export function session(world: TestWorld, id: string): Row {
  const row = world.row("import_session", id);
  assert.ok(row, `session ${id} is there`);
  return row;
}

export function stateOf(world: TestWorld, id: string): unknown {
  return session(world, id).state;
}

export function statesOf(world: TestWorld, ids: readonly string[]): unknown[] {
  return ids.map((id) => stateOf(world, id));
}

/** Any row of any collection that the test knows to be there. */
export function rowOf(world: TestWorld, collection: string, id: string): Row {
  const row = world.row(collection, id);
  assert.ok(row, `${collection} ${id} is there`);
  return row;
}

/** The refusal of a call: its status, and the message with the code in front. */
export function refusal(work: () => unknown): { readonly status: number; readonly message: string } {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof ApiError, `an ApiError, not ${error}`);
    const [message] = error.messages;
    return { status: error.status, message: `${message?.code} ${message?.message_l10n}` };
  }
  return assert.fail("the call is refused");
}
