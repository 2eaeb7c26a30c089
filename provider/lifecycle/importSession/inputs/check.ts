import type { Rule } from "../../operation/checkInputs";
import { checkInputs } from "../../operation/checkInputs";
import type { CheckContext, CheckResult, RawInputs } from "../../operation/handler";
import { withName } from "../../operation/names";
import { windowFailures } from "../../windows/check";
import type { InputName } from "./inputs";
import { inputShape } from "./inputs";

/**
 * Validates inputs and fills in defaults and the name. Pure: nothing is sent, unknown values pass. `recorded` are the inputs of
 * the last run, absent for a new resource.
 */
export function checkSessionInputs(
  recorded: RawInputs | undefined,
  given: RawInputs,
  context: Pick<CheckContext, "urn" | "settings">,
): CheckResult {
  const { inputs, failures } = checkInputs(
    { of: { name: "ImportSession", inputs: inputShape }, rules },
    given,
    recorded,
  );
  return withName({ inputs, failures: [...failures, ...windowFailures(inputs)] }, recorded, context);
}

/** Inputs that passed their own checks; a rule only sees it when all properties it is about are known and fine. */
type Checked = {
  readonly type: "Non_Disruptive" | "Agentless";
  readonly paused: boolean;
  readonly automaticCutover: boolean;
  readonly advanceTo?: string;
  readonly waitFor: string;
  readonly hostIds?: readonly string[];
  readonly hostGroupIds?: readonly string[];
  readonly consistencyGroupMembers?: readonly {
    readonly hostIds?: unknown;
    readonly hostGroupIds?: unknown;
    readonly volumeWwn: string;
  }[];
};

type SessionRule = Rule<InputName, Checked>;

const agentlessOnly = (property: "hostIds" | "hostGroupIds" | "consistencyGroupMembers"): SessionRule => ({
  of: [property, "type"],
  broken: (inputs) =>
    inputs[property] && inputs.type !== "Agentless"
      ? 'is for type "Agentless" only; a Non_Disruptive import finds its hosts itself'
      : undefined,
});

/**
 * Rules between inputs; those of the hosts are the vendor's [API import_session_create]. That a start lies in the past is none of them: a check without recorded
 * inputs is that of a new session, of a replacement, of an adoption or of a take-over after a crash, and cannot tell which (`schedule.ts`).
 */
const rules: readonly SessionRule[] = [
  agentlessOnly("hostIds"),
  agentlessOnly("hostGroupIds"),
  agentlessOnly("consistencyGroupMembers"),
  {
    of: ["hostGroupIds", "hostIds"],
    broken: (inputs) => (inputs.hostIds && inputs.hostGroupIds ? "cannot be given together with hostIds" : undefined),
  },
  {
    of: ["consistencyGroupMembers", "hostIds", "hostGroupIds"],
    broken: (inputs) =>
      inputs.consistencyGroupMembers && (inputs.hostIds || inputs.hostGroupIds)
        ? "cannot be given together with hostIds or hostGroupIds"
        : undefined,
  },
  {
    of: ["consistencyGroupMembers"],
    broken: (inputs) => {
      const both = inputs.consistencyGroupMembers?.find((member) => member.hostIds && member.hostGroupIds);
      return both && `${both.volumeWwn}: hostIds and hostGroupIds cannot be given together`;
    },
  },
  {
    of: ["consistencyGroupMembers"],
    broken: (inputs) => {
      const without = inputs.consistencyGroupMembers?.find((member) => !member.hostIds && !member.hostGroupIds);
      return without && `${without.volumeWwn}: give hostIds or hostGroupIds, or leave the member out`;
    },
  },
  {
    of: ["consistencyGroupMembers"],
    broken: (inputs) => {
      const wwns = (inputs.consistencyGroupMembers ?? []).map((member) => member.volumeWwn);
      const twice = wwns.find((wwn, place) => wwns.indexOf(wwn) !== place);
      return twice && `${twice}: is listed twice`;
    },
  },
  {
    of: ["advanceTo", "type"],
    broken: (inputs) =>
      inputs.type === "Non_Disruptive" && inputs.advanceTo && inputs.advanceTo !== "Import_Completed"
        ? 'names a gate that only an "Agentless" import has; a Non_Disruptive one has "Import_Completed"'
        : undefined,
  },
  {
    of: ["waitFor", "paused"],
    // What is recorded so cannot have come from a program: a refresh found the session paused, and ignoreChanges keeps what it found.
    broken: (inputs, recorded) =>
      inputs.paused &&
      !(recorded.paused === true && recorded.waitFor === inputs.waitFor) &&
      (inputs.waitFor === "Ready_For_Cutover" || inputs.waitFor === "Import_Completed")
        ? "cannot be reached while paused is true"
        : undefined,
  },
  {
    of: ["waitFor", "advanceTo", "automaticCutover"],
    broken: (inputs) =>
      inputs.waitFor === "Import_Completed" && inputs.advanceTo !== "Import_Completed" && !inputs.automaticCutover
        ? 'cannot be reached: nothing passes the cut-over; set advanceTo to "Import_Completed" or automaticCutover to true'
        : undefined,
  },
  {
    of: ["waitFor", "advanceTo", "type"],
    broken: (inputs) =>
      inputs.type === "Agentless" &&
      inputs.waitFor === "Ready_For_Cutover" &&
      (!inputs.advanceTo || inputs.advanceTo === "Ready_To_Start_Copy")
        ? 'cannot be reached: nothing starts the copy; set advanceTo to "Ready_For_Cutover" once the session stands at Ready_To_Start_Copy'
        : undefined,
  },
];
