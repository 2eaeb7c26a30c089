import { ApiError } from "../../api/contract";

/**
 * Why the array refuses a change of a resource other than an import session. Family 0xE0FF0005, invented like those of
 * `errors.ts`; the real ones are marked.
 */
const REFUSALS = {
  // Real: seen in the tests of dell/python-powerstore (powerstore.md 4), the first one with 400.
  hostGroupNameTaken: { status: 422, code: "0xE0A030010010", text: "Host Group with name {0} already exists." },
  noIscsiTargets: {
    status: 422,
    code: "0xE0201002004A",
    text: "Failed to create a new remote system. No iSCSI Targets configured.",
  },

  // 422 for all that have names: a volume's is seen so in the tests of dell/gopowerstore on an array, for no other collection is more known.
  nameTaken: { status: 422, code: "0xE0FF00050001", text: "Another {0} is named {1} already; case does not matter." },
  nameInvalid: { status: 400, code: "0xE0FF00050002", text: "The name of a {0} has 1 to 128 characters." },
  notFound: { status: 422, code: "0xE0FF00050003", text: "There is no {0} with the id {1}." },
  inUse: { status: 422, code: "0xE0FF00050004", text: "The {0} {1} is in use: {2}." },
  invalid: { status: 422, code: "0xE0FF00050005", text: "The {0} cannot be as asked for: {1}." },
  impossible: { status: 422, code: "0xE0FF00050006", text: "Not possible with the {0} {1}: {2}." },
  unreachable: { status: 422, code: "0xE0FF00050007", text: "Remote system {0} cannot be reached." },
} satisfies Record<string, { readonly status: 400 | 422; readonly code: string; readonly text: string }>;

export function resourceErr(refusal: keyof typeof REFUSALS, ...values: string[]): ApiError {
  const { status, code, text } = REFUSALS[refusal];
  const message = text.replace(/\{(\d)\}/g, (_, index) => values[Number(index)] ?? "");
  return new ApiError(status, [{ code, severity: "Error", message_l10n: message, arguments: values }]);
}
