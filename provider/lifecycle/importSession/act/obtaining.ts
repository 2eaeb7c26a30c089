/** What the steps share by which a create obtains its session: what each is told, how the name is looked for, and when it is given up. */

import type { ImportSession } from "../../../powerstore/api/schemas/importSession";
import type { PowerStoreError } from "../../../powerstore/http/powerStoreErrors";
import type { ArrayAccess, OperationContext } from "../../operation/handler";
import { FoundError, InterruptedError } from "../../operation/lifecycleErrors";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { sessionsOn } from "../sessions/sessions";
import type { AskedBefore } from "./askedBefore";
import type { Placing } from "./placeOnArray";

/** Between two looks for a dead session of our name to be gone, or for a lost POST to show. */
const LOOK_SECONDS = 3;

/** `made`: by this very create. `claimed`: found; `isProven`: no other stack can have made it; `name`: its own, where it was not found by that. */
export type Obtained = { readonly id: string } & (
  | { readonly kind: "made" }
  | {
      readonly kind: "claimed";
      readonly isProven: boolean;
      readonly name?: string | undefined;
      readonly pendingRequests?: ImportSessionOutputs["pendingRequests"];
    }
);

/** After the deadline no earlier session is waited for, and no place. What is there is claimed all the same. */
export type Obtaining = Placing;

/**
 * `asked`: what earlier runs have asked for under the name. `lost`: what became of the last POST whose outcome is not known, be it that somebody has yet to
 * approve it, as long as nothing has shown it. `isEarlier`: that POST was an earlier run's.
 */
export type Sent = { lost?: PowerStoreError | undefined; isEarlier?: boolean; readonly asked: AskedBefore };

export async function look(
  { inputs: { name }, array }: Obtaining,
  { signal }: OperationContext,
): Promise<ImportSession | undefined> {
  return sessionsOn(array).importSessions.findImportSessionByName(name, { signal });
}

export function stillThere(name: string, array: ArrayAccess): FoundError {
  return new FoundError(
    `creating import session "${name}": an earlier session of this name did not end on ${array.powerStore.endpoint}. Run "pulumi up" again later.`,
  );
}

/** After Ctrl-C no import is started any more, whatever was waited for (a login) meanwhile; a POST under way is heard out. */
export function refuseIfStopped(name: string, context: OperationContext): void {
  if (!context.signal.aborted) return;
  throw new InterruptedError(
    `stopped creating import session "${name}". Run "pulumi up" again: it starts the import, or goes on with it.`,
  );
}

export async function waitForNextLook(name: string, context: OperationContext): Promise<void> {
  try {
    await context.clock.sleep(LOOK_SECONDS, context.signal);
  } catch (error) {
    refuseIfStopped(name, context);
    throw error;
  }
}
