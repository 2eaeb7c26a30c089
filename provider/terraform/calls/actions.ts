/** Actions: what is asked of an object at once, with progress that is shown while it happens [TERRAFORM actions]. */

import type { ActionDefinition } from "../../lifecycle/actions";
import { actions } from "../../lifecycle/actions";
import type { Message } from "../protocol/messages";
import type { State } from "../resource/resourceState";
import { secondsOf, WRONG_TIME } from "../resource/timeouts";
import type { Messages } from "../run/messages";
import type { TerraformRun } from "../run/terraformRun";
import { timeoutAttribute } from "../schema/action";
import { fromDynamicValue } from "../values/dynamicValue";
import { typeNameOf } from "../values/names";
import { failed } from "./failure";
import { RequestError } from "./resources";
import { checkArguments } from "./validate";

type Request = Message<"ActionRequest">;

export async function validateActionConfig(run: TerraformRun, request: Request): Promise<Message<"ActionResponse">> {
  const messages = run.messages();
  check(request, messages);
  return { diagnostics: messages.diagnostics };
}

/** Sends nothing: what a session allows is known when it is asked. */
export const planAction = validateActionConfig;

/** @param emit what is told of it: progress as it happens, and how it ended at the end */
export async function invokeAction(
  run: TerraformRun,
  request: Request,
  emit: (event: Message<"ActionEvent">) => void,
): Promise<void> {
  const messages = run.messages((message) => emit({ progress: { message } }));
  try {
    const { args, timeoutSeconds } = check(request, messages);
    if (args) await actionOf(request).run(args, run.context({ identity: {}, messages, timeoutSeconds }));
    else if (!messages.hasErrors) messages.error("a value of the action is not known yet, so nothing was sent.");
  } catch (error) {
    failed(messages, error);
  }
  emit({ completed: { diagnostics: messages.diagnostics } });
}

type Checked = { readonly args: State | undefined; readonly timeoutSeconds: number | undefined };

function check(request: Request, messages: Messages): Checked {
  const given = fromDynamicValue(request.config) as State | null;
  const { timeout } = given ?? {};
  const timeoutSeconds = typeof timeout === "string" ? secondsOf(timeout) : undefined;
  if (typeof timeout === "string" && timeoutSeconds === undefined) {
    const path = { steps: [{ attributeName: timeoutAttribute.name }] };
    messages.error(`timeout ${WRONG_TIME}.`, path);
  }
  const args = checkArguments(actionOf(request), given, messages);
  return { args: messages.hasErrors ? undefined : args, timeoutSeconds };
}

function actionOf({ actionType = "" }: Request): ActionDefinition {
  const found = Object.entries(actions).find(([name]) => typeNameOf(name) === actionType);
  if (found) return found[1];
  const known = Object.keys(actions).map(typeNameOf);
  throw new RequestError(
    `there is no action ${actionType} in this version of the provider; there is ${known.join(", ")}.`,
  );
}
