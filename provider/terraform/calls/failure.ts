import { messageOf } from "../../lifecycle/operation/lifecycleErrors";
import type { Messages } from "../run/messages";

/** What went wrong, for the answer of a call: an error of the call itself would lose the id of what was made [TERRAFORM errors]. */
export function failed(messages: Messages, error: unknown): void {
  messages.error(messageOf(error));
}
