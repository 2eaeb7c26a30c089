import type { OperationContext, RawInputs } from "../../operation/handler";
import { goalsOf } from "../decide/goals";
import { gates } from "../decide/states";
import { foreignPause, hostSteps } from "../decide/texts";
import type { ImportSessionOutputs } from "../inputs/outputs";

/** What a diff says in the preview already of what a run is about to do, as far as the state file knows. */

type Recorded = Partial<ImportSessionOutputs>;

/**
 * A pause may be somebody's emergency brake: who undoes it is told. After a refresh the state says "paused" whoever paused; only the refresh itself
 * can tell a pause of the program from another.
 */
export function announceResume(recorded: Recorded, inputs: RawInputs, label: string, context: OperationContext): void {
  const { run, report, ignored } = context;
  if (recorded.state !== "Paused" || goalsOf(inputs, recorded, ignored).paused !== false) return;
  if (run.isRefreshing) report.warning(`${label} ${foreignPause} the next "pulumi up" resumes it.`);
  else if (recorded.paused === true) report.info(`${label} is Paused: this run resumes it, as the program says.`);
  else report.warning(`${label} ${foreignPause} this run resumes it.`);
}

/** Which gate the run will pass, and what has to happen on the hosts before. */
export function announceGate(recorded: Recorded, inputs: RawInputs, label: string, context: OperationContext): void {
  const gate = recorded.state && gates[recorded.state];
  if (gate && gate.next === inputs.advanceTo && !inputs.paused) {
    const first = inputs.type === "Agentless" ? ` Before that, ${hostSteps[gate.action]}.` : "";
    context.report.info(
      `${label} was last seen ${recorded.state}: this run will pass the gate (${gate.action}).${first}`,
    );
  }
}
