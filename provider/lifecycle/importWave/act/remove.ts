import { removeImportSession } from "../../importSession/act/remove";
import type { OperationContext, RawInputs } from "../../operation/handler";
import { LifecycleError } from "../../operation/lifecycleErrors";
import { failureText } from "../decide/memberAdvice";
import type { MemberFailure } from "../decide/texts";
import { failureTexts } from "../decide/texts";
import { recordedMember } from "../inputs/member";
import type { Members } from "../inputs/outputs";
import { MemberReports, memberContext, QUIET_SUM_SECONDS, SUM_SECONDS } from "./memberContext";

const MOST_FAILURES = 25;

/** Ends every member as its own delete would; one that cannot be ended does not keep the others. */
export async function removeImportWave(id: string, recorded: RawInputs, context: OperationContext): Promise<void> {
  const reports = new MemberReports(context);
  const members = Object.entries((recorded.members ?? {}) as Members);
  const showSum = sumsOn(context, members.length);
  let over = 0;
  const failures: MemberFailure[] = [];
  await Promise.all(
    members.map(async ([key, status]) => {
      const member = recordedMember(recorded, key, status, context);
      if (!member) return;
      const own = memberContext(context, key, reports);
      own.run.remember(own.urn, member.outputs);
      await removeImportSession(member.id, member.outputs, own).catch((error: unknown) => {
        failures.push({ key, message: failureText(error) });
      });
      showSum(++over);
    }),
  );
  reports.settle();
  if (failures.length === 0) return;
  const texts = failureTexts(failures, MOST_FAILURES);
  throw new LifecycleError(
    `deleting import wave ${id}: ${failures.length} of its ${members.length} imports are still there; the others are ended. ${texts.join("\n")}`,
  );
}

/** On the wave's row, not more often than somebody can read. */
function sumsOn({ report, clock, settings }: OperationContext, all: number): (over: number) => void {
  const seconds = settings.quiet ? QUIET_SUM_SECONDS : SUM_SECONDS;
  let at = clock.monotonic();
  return (over) => {
    if (over < all && clock.monotonic() - at < seconds * 1000) return;
    at = clock.monotonic();
    report.progress(`${over} of ${all} imports are done with`);
  };
}
