import type { SessionView } from "../../../command/sessions/sessionView";
import { standingOf } from "../../../command/sessions/standing";

/** A session as the command sees it, of which a test says only what matters to it. */
export function sessionView(of: Partial<SessionView> = {}): SessionView {
  const { state = "Copy_In_Progress" } = of;
  return { array: "berlin", id: "session-1", name: "db-01", state, ...standingOf(state, of), ...of };
}
