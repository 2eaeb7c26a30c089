/** Why the array refuses a request: every code and text. */
import { ApiError } from "../../api/contract";

type Refusal = { readonly status: 400 | 404 | 422; readonly code: string; readonly text: string };

/**
 * No code of the import family is public [ARRAY errors], so these are invented, in a family of their own: 0xE0FF, then 0001
 * request, 0002 resources, 0003 state, 0005 changes of other resources than import sessions. The real ones are marked.
 */
const refusals = {
  // Real: seen for GET of a missing instance in the tests of a client of the vendor's.
  instanceNotFound: { status: 404, code: "0xE04040020009", text: "Instance with id {0} was not found." },
  // Real: the policy service answers 404 for an id inside of a body.
  policyNotFound: { status: 404, code: "0xE0A090010001", text: "Unable to find the policy with ID {0}." },

  sessionNameInvalid: {
    status: 400,
    code: "0xE0FF00010001",
    text: "{0} cannot be the name of an import session: {1}.",
  },
  sessionNameTaken: {
    status: 422,
    code: "0xE0FF00010002",
    text: "Another import session is named {0} already; upper and lower case count as the same.",
  },
  descriptionInvalid: {
    status: 400,
    code: "0xE0FF00010003",
    text: "The description of an import session cannot contain unprintable characters.",
  },
  scheduleInvalid: { status: 400, code: "0xE0FF00010004", text: "The scheduled_timestamp {0} is not a date and time." },
  scheduleElsewhere: { status: 400, code: "0xE0FF00010005", text: "The scheduled_timestamp {0} is not in UTC." },

  remoteSystemNotFound: { status: 422, code: "0xE0FF00020001", text: "There is no remote system {0}." },
  sourceNotFound: {
    status: 422,
    code: "0xE0FF00020002",
    text: "There is no importable resource with the id {0}.",
  },
  sourceElsewhere: {
    status: 422,
    code: "0xE0FF00020003",
    text: "Source {0} does not belong to remote system {1}.",
  },
  sourceNotReady: {
    status: 422,
    code: "0xE0FF00020004",
    text: "Source {0} cannot be imported: its importable_criteria is {1}, and the import is {2}.",
  },
  sourceInSession: { status: 422, code: "0xE0FF00020005", text: "Source {0} is in import session {1} already." },
  sourceInGroup: {
    status: 422,
    code: "0xE0FF00020006",
    text: "Source {0} is a member of consistency group {1} and can only be imported with it.",
  },
  typeNotSupported: {
    status: 422,
    code: "0xE0FF00020007",
    text: "Remote system {0} supports {1} imports; {2} is not possible.",
  },
  hostsOnlyAgentless: {
    status: 422,
    code: "0xE0FF00020008",
    text: "Hosts and host groups can be given for an Agentless import only.",
  },
  hostsOrGroups: {
    status: 422,
    code: "0xE0FF00020009",
    text: "An import is mapped to hosts or to host groups, not to both.",
  },
  hostsOfMembers: {
    status: 422,
    code: "0xE0FF0002000A",
    text: "Hosts of consistency group members cannot be given: source {0} is a volume.",
  },
  hostNotFound: { status: 422, code: "0xE0FF0002000B", text: "There is no host {0}." },
  hostGroupNotFound: { status: 422, code: "0xE0FF0002000C", text: "There is no host group {0}." },
  volumeGroupNotFound: { status: 422, code: "0xE0FF0002000D", text: "There is no volume group {0}." },
  policyNotProtection: {
    status: 422,
    code: "0xE0FF0002000E",
    text: "Policy {0} is a {1} policy; an import takes a protection policy.",
  },
  memberNotReady: {
    status: 422,
    code: "0xE0FF0002000F",
    text: "Consistency group {0} cannot be imported: the importable_criteria of its member {1} is {2}.",
  },
  memberUnknown: {
    status: 422,
    code: "0xE0FF00020010",
    text: 'Consistency group {0} has no member with the WWN "{1}".',
  },
  memberTwice: {
    status: 422,
    code: "0xE0FF00020011",
    text: "Hosts or host groups are given twice for the member with the WWN {0}.",
  },
  hostsTwice: {
    status: 422,
    code: "0xE0FF00020012",
    text: "Hosts are given for the whole of consistency group {0} or for its members, not for both.",
  },

  noSpace: {
    status: 422,
    code: "0xE0FF00020013",
    text: "There is no space left for another import: the appliance is full.",
  },

  wrongState: {
    status: 422,
    code: "0xE0FF00030001",
    text: "Import session {0} ({1}) is {2}: {3} is not possible in this state.",
  },
  agentlessOnly: {
    status: 422,
    code: "0xE0FF00030002",
    text: "Import session {0} ({1}) is {2} and not Agentless: {3} is not possible.",
  },
  membersOnly: {
    status: 422,
    code: "0xE0FF00030003",
    text: "Import session {0} ({1}) imports a consistency group: {2} is possible on the sessions of its members only.",
  },
  groupOnly: {
    status: 422,
    code: "0xE0FF00030004",
    text: "Import session {0} ({1}) is a member of import session {2}: {3} is possible on that one only.",
  },
  membersNotCopying: {
    status: 422,
    code: "0xE0FF00030005",
    text: "Import session {0} ({1}) cannot be paused while its member {2} is {3}: all have to be Copy_In_Progress.",
  },
  busy: {
    status: 422,
    code: "0xE0FF00030006",
    text: "Import session {0} ({1}) is busy: its {2} is under way.",
  },

  // Real: seen in the tests of dell/python-powerstore [ARRAY errors], the first one with 400.
  hostGroupNameTaken: { status: 422, code: "0xE0A030010010", text: "Host Group with name {0} already exists." },
  noIscsiTargets: {
    status: 422,
    code: "0xE0201002004A",
    text: "Failed to create a new remote system. No iSCSI Targets configured.",
  },

  // 422 for all that have names: a volume's is seen so in the tests of dell/gopowerstore on an array, for no other collection is more known.
  nameTaken: { status: 422, code: "0xE0FF00050001", text: "Another {0} is named {1} already; case does not matter." },
  nameInvalid: { status: 400, code: "0xE0FF00050002", text: "The name of a {0} has 1 to 128 characters." },
  nameOdd: { status: 400, code: "0xE0FF0005000A", text: "{0} cannot be the name of a {1}: {2}." },
  descriptionOdd: {
    status: 400,
    code: "0xE0FF0005000B",
    text: "The description of a {0} cannot contain unprintable characters.",
  },
  notFound: { status: 422, code: "0xE0FF00050003", text: "There is no {0} with the id {1}." },
  inUse: { status: 422, code: "0xE0FF00050004", text: "The {0} {1} is in use: {2}." },
  invalid: { status: 422, code: "0xE0FF00050005", text: "The {0} cannot be as asked for: {1}." },
  impossible: { status: 422, code: "0xE0FF00050006", text: "Not possible with the {0} {1}: {2}." },
  notApproved: { status: 422, code: "0xE0FF00050008", text: "The request was not approved, but {0}: {1}." },
  untrusted: {
    status: 422,
    code: "0xE0FF00050009",
    text: "The certificate of {0} is not trusted: add it for that address first.",
  },
  unreachable: { status: 422, code: "0xE0FF00050007", text: "Remote system {0} cannot be reached." },
} satisfies Record<string, Refusal>;

/** The text with its values in the places of `{0}`, `{1}`, ... */
export function fillText(text: string, values: readonly string[]): string {
  return text.replace(/\{(\d)\}/g, (_, index) => values[Number(index)] ?? "");
}

/** An operation's error as an array throws it that says all of its state's refusals by this status; any other error as it is. */
export function withRefusalStatus(status: number, error: unknown): unknown {
  return error instanceof ApiError && error.status === 422 ? new ApiError(status, error.messages) : error;
}

export function refusalErr(refusal: keyof typeof refusals, ...values: string[]): ApiError {
  const { status, code, text } = refusals[refusal];
  return new ApiError(status, [{ code, severity: "Error", message_l10n: fillText(text, values), arguments: values }]);
}
