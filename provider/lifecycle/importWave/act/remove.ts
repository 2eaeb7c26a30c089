import { removeImportSession } from "../../importSession/act/remove";
import type { OperationContext, RawInputs } from "../../operation/handler";
import { LifecycleError } from "../../operation/lifecycleErrors";
import { failureText } from "../decide/memberAdvice";
import type { MemberFailure } from "../decide/texts";
import { failureTexts } from "../decide/texts";
import { memberRepeating, recordedMember } from "../inputs/member";
import type { Members } from "../inputs/outputs";
import { MemberReports, memberContext } from "./memberContext";
import { sumsOn } from "./sums";

/** Ends every member as its own delete would; one that cannot be ended does not keep the others. */
export async function removeImportWave(id: string, recorded: RawInputs, context: OperationContext): Promise<void> {
  const reports = new MemberReports(context);
  const members = Object.entries((recorded.members ?? {}) as Members);
  const say = sumsOn(context, context.clock.monotonic());
  let over = 0;
  const failures: MemberFailure[] = [];
  await Promise.all(
    members.map(async ([key, status]) => {
      const member = recordedMember(recorded, key, status, context);
      if (!member) return;
      const own = memberContext(context, key, reports);
      own.run.remember(own.urn, member.outputs);
      const successor = memberRepeating(context.successor, member.outputs);
      await removeImportSession(member.id, member.outputs, { ...own, successor }).catch((error: unknown) => {
        failures.push({ key, message: failureText(error) });
      });
      over++;
      say(() => `${over} of ${members.length} imports are done with`, over === members.length);
    }),
  );
  reports.settle();
  if (failures.length === 0) return;
  const texts = failureTexts(failures);
  throw new LifecycleError(
    `deleting import wave ${id}: ${failures.length} of its ${members.length} imports are still there; the others are ended. ${texts.join("\n")}`,
  );
}
