import type { Rule } from "../../operation/checkInputs";
import { checkInputs } from "../../operation/checkInputs";
import type { CheckContext, CheckFailure, RawInputs } from "../../operation/handler";
import { withName } from "../../operation/names";
import type { GroupInputs, InputName } from "./inputs";
import { inputShape } from "./inputs";

const rules: readonly Rule<InputName, GroupInputs>[] = [
  {
    of: ["importUniversalVolumeIds"],
    broken: ({ importUniversalVolumeIds: ids }) => {
      const twice = ids.find((id, place) => ids.indexOf(id) !== place);
      return twice && `${twice}: is listed twice`;
    },
  },
  {
    of: ["volumeNames", "importUniversalVolumeIds"],
    broken: ({ volumeNames = {}, importUniversalVolumeIds: ids }) => {
      const stranger = Object.keys(volumeNames).find((id) => !ids.includes(id));
      return stranger && `${stranger}: is not among importUniversalVolumeIds`;
    },
  },
  {
    of: ["volumeNames"],
    broken: ({ volumeNames = {} }) => {
      const names = Object.values(volumeNames).map((name) => name.toLowerCase());
      const twice = names.find((name, place) => names.indexOf(name) !== place);
      return twice && `"${twice}": is given to two volumes`;
    },
  },
];

/** Validates inputs and fills in defaults and the name. Pure: nothing is sent, unknown values pass. */
export function checkGroup(
  recorded: RawInputs | undefined,
  given: RawInputs,
  context: Pick<CheckContext, "urn" | "settings">,
): { readonly inputs: RawInputs; readonly failures: readonly CheckFailure[] } {
  const of = { name: "UniversalConsistencyGroup", inputs: inputShape };
  return withName(checkInputs({ of, rules }, given, recorded), recorded, context);
}
