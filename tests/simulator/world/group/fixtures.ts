import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { createGroup, session, setUpSeconds, stateOf, type TestWorld } from "../fixtures";

/** Longer than any copy of the default inventory. */
export const longEnough = 1e5;

export type TestGroup = {
  readonly world: TestWorld;
  readonly id: string;
  readonly members: readonly string[];
  readonly first: string;
  readonly second: string;
  readonly third: string;
};

/** A Non_Disruptive group of three, 100 seconds after its members began to copy. */
export function copyingGroup(body: Record<string, unknown> = {}): TestGroup {
  const world = createWorld();
  const { id, members } = createGroup(world, body);
  world.advance(setUpSeconds + 100);
  const [first = "", second = "", third = ""] = members;
  return { world, id, members, first, second, third };
}

/** The same, ready for its cut-over. */
export function readyGroup(): TestGroup {
  const group = copyingGroup();
  group.world.advance(longEnough);
  assert.equal(stateOf(group.world, group.id), "Ready_For_Cutover");
  return group;
}

export function errorText(world: TestWorld, id: string): string {
  return (session(world, id).error as { message_l10n: string }).message_l10n;
}
