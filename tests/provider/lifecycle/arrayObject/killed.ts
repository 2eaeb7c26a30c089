import assert from "node:assert/strict";
import type { Fact } from "../../../../provider/lifecycle/engineRun/facts";
import type { RawInputs } from "../../../../provider/lifecycle/operation/handler";
import { sharedLedger } from "../engineRun/sharedLedger";
import type { Stage } from "./stage";

export type Death = { readonly at: number; readonly when: "before" | "after" };

/** A process that is killed does nothing any more: it neither hears an answer nor writes a line. */
class Killed extends Error {}

/**
 * Lets the process of an `up` die before or after its n-th request has reached the array, with what it had written until then left to later runs.
 * Says whether it came that far.
 */
export async function upUntilKilled(stage: Stage, program: RawInputs, { at, when }: Death): Promise<boolean> {
  const left: (readonly Fact[])[] = [];
  const open = sharedLedger(left);
  let isDead = false;
  let requests = 0;
  stage.ledger = () => {
    const ledger = open();
    return { ...ledger, append: (fact) => (isDead ? undefined : ledger.append(fact)) };
  };
  stage.between = async (request, pass) => {
    if (isDead) throw new Killed();
    if (++requests !== at) return pass(request);
    if (when === "after") await pass(request);
    isDead = true;
    throw new Killed();
  };
  const end = await stage.up(program).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!isDead && end !== undefined) throw end;
  stage.forget();
  stage.between = (request, pass) => pass(request);
  stage.restart(true);
  // Each later run is one of its own.
  stage.ledger = () => sharedLedger(left)();
  return isDead;
}

/** Kills an `up` at each of its requests in turn, and sees that the next one has exactly one object and knows it. The number of requests. */
export async function assertMadeOnce(
  stage: Stage,
  program: RawInputs,
  objects: (stage: Stage) => readonly { readonly id: string }[],
  when: Death["when"],
): Promise<number> {
  for (let at = 1; ; at++) {
    stage.restart();
    stage.simulator.reset();
    const place = `killed ${when} request ${at}`;
    if (!(await upUntilKilled(stage, program, { at, when }))) return at - 1;
    await stage.up(program);
    const made = objects(stage);
    assert.deepEqual(
      [stage.recorded?.id],
      made.map(({ id }) => id),
      place,
    );
    assert.equal(await stage.up(program), "unchanged", place);
    await stage.destroy();
    assert.deepEqual(objects(stage), [], place);
  }
}
