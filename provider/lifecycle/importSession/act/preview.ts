import type { OperationContext } from "../../operation/handler";
import type { Origin } from "../../operation/names";
import { isGeneratedName, withRecordedName } from "../../operation/names";
import { hasUnknown, UNKNOWN } from "../../operation/unknown";
import { hasWindows } from "../decide/decideTarget";
import { goalsOf } from "../decide/goals";
import { findOpenGoal } from "../decide/openGoal";
import { changedInputs } from "../inputs/compare";
import { changeKinds, inputNames } from "../inputs/inputs";
import type { ImportSessionOutputs } from "../inputs/outputs";
import { lastingOutputs, outputNames } from "../inputs/outputs";
import { hasPassed } from "../inputs/schedule";
import { mayKeepFormerName } from "./besideFormer";
import type { SessionContext } from "./sessionContext";
import { tellBeginning } from "./tellWindows";

type Properties = Readonly<Record<string, unknown>>;

/**
 * Outputs of a session that is not there yet: what the program says, and unknown whatever the array will say. Says what windows hold, and warns of a start
 * in the past, which only the create itself can judge.
 */
export function previewCreate(
  inputs: Properties,
  context: Pick<OperationContext, "clock" | "report" | "ignored" | "run"> & Origin,
): Properties {
  const { clock, report, ignored } = context;
  tellBeginning(inputs, { clock, report, ignored });
  if (inputs.adoptSessionId === undefined && hasPassed(inputs.scheduledTimestamp, clock.now())) {
    report.warning(
      `scheduledTimestamp ${inputs.scheduledTimestamp} lies in the past: a new import is refused; one that had this time already and is replaced starts at once.`,
    );
  }
  // Under a name that nobody gave, a session that is there already keeps the one it has: only the array knows it.
  const mayBeThere = inputs.adoptSessionId !== undefined || mayKeepFormerName(inputs, context);
  const isNameOpen = mayBeThere && isGeneratedName(inputs.name, context);
  const unknown = Object.fromEntries(outputNames.map((name) => [name, UNKNOWN]));
  return { ...unknown, ...startLater(inputs), ...inputs, ...(isNameOpen && { name: UNKNOWN }) };
}

/**
 * Outputs after an update that has not been made. What lasts keeps its value, so that resources which use the destination volume see it
 * in every preview; what the array may move meanwhile is unknown, but only if the update asks the array at all.
 */
export function previewUpdate(
  recorded: Properties,
  given: Properties,
  context: Pick<OperationContext, "ignored" | "clock" | "run"> & Origin,
): Properties {
  const inputs = withRecordedName(given, recorded, context);
  const observed = Object.fromEntries(
    Object.entries(recorded).filter(([name]) => !(inputNames as readonly string[]).includes(name)),
  );
  if (isRecordedOnly(recorded, inputs, context))
    return { ...withoutHeld(observed), ...heldLater(inputs), ...startLater(inputs, recorded), ...inputs };
  const lasting = lastingOutputs.map((name) => [name, observed[name] ?? UNKNOWN]);
  const moving = outputNames
    .filter((name) => !(lastingOutputs as readonly string[]).includes(name))
    .map((name) => [name, UNKNOWN]);
  return { ...observed, ...Object.fromEntries([...moving, ...lasting]), ...startLater(inputs, recorded), ...inputs };
}

const withoutHeld = ({ holdReason: _, nextChangeAt: __, ...observed }: Properties): Properties => observed;

/** What windows hold then is up to the windows of the program, and to the clock until then. */
const heldLater = (inputs: Properties): Properties =>
  hasWindows(inputs) ? { holdReason: UNKNOWN, nextChangeAt: UNKNOWN } : {};

/** The start that windows come to is recorded as the time that is given otherwise, as long as the session waits for it. */
function startLater({ startWindows }: Properties, recorded?: Properties): Properties {
  const mayWait = !recorded || recorded.state === "Scheduled" || recorded.scheduledTimestamp !== undefined;
  return startWindows !== undefined && mayWait ? { scheduledTimestamp: UNKNOWN } : {};
}

/** Changes that `updateImportSession` records without asking the array. */
export function isRecordedOnly(
  recorded: Properties,
  inputs: Properties,
  context: Pick<SessionContext, "ignored" | "clock" | "brake">,
): boolean {
  if (hasUnknown(inputs)) return false;
  const changed = changedInputs(recorded, inputs);
  const known = recorded as Partial<ImportSessionOutputs>;
  return (
    known.pendingRequests === undefined &&
    changed.every((name) => changeKinds[name] === "recorded" || changeKinds[name] === "nothing") &&
    findOpenGoal(known.state, goalsOf(inputs, known, context)) === undefined
  );
}
