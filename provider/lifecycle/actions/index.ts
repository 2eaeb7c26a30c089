/** What can be asked of objects at once, beside declaring what they are to be: for surfaces that have actions. */

import { actOnSession } from "../importSession/act/actOnSession";
import type { ActionName } from "../importSession/decide/decideAction";
import type { Shape } from "../operation/fields";
import { reference } from "../operation/fields";
import type { OperationContext } from "../operation/handler";

export type ActionDefinition = {
  /** For its readers, in Markdown. */
  readonly description: string;
  readonly inputs: Shape;
  /** Ends when the array has done it; throws if it does not. What happens meanwhile is progress. */
  run(inputs: Readonly<Record<string, unknown>>, context: OperationContext): Promise<void>;
};

const inputs = { sessionId: reference.describe("The import session: an id, or name:<name>.") };

const ofSession = (name: ActionName, description: string): ActionDefinition => ({
  description,
  inputs,
  run: ({ sessionId }, context) => actOnSession(name, sessionId as string, context),
});

/** By name, in the form of resources. */
export const actions: Readonly<Record<string, ActionDefinition>> = {
  ImportSessionPause: ofSession(
    "pause",
    "Pauses the copy of an import session. A configuration that says `paused = false` of it resumes it with the next apply.",
  ),
  ImportSessionResume: ofSession("resume", "Resumes the copy of an import session."),
  ImportSessionCutover: ofSession(
    "cutover",
    "Cuts an import session over that is Ready_For_Cutover, and waits until it is completed. It cannot be undone.",
  ),
};
