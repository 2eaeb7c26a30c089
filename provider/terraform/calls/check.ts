import type { EngineRun } from "../../lifecycle/engineRun/engineRun";
import type { OperationContext, RawInputs } from "../../lifecycle/operation/handler";
import { attributePath } from "../resource/attributePath";
import { nullEntries } from "../resource/nullEntries";
import type { State } from "../resource/resourceState";
import { identifying, inputsIn } from "../resource/resourceState";
import { timeoutFailures } from "../resource/timeouts";
import type { Messages } from "../run/messages";
import type { TerraformRun } from "../run/terraformRun";
import type { ResourceSchema } from "../schema/resourceSchema";

const LEAVE_OUT = "Of a map that may have some, { for key, value in <map> : key => value if value != null } has none.";

type Given = {
  readonly config: State;
  readonly prior: State | undefined;
  /** What the account is to know as wanted; absent: it notes only that there was a check. */
  readonly wanted?: Pick<OperationContext, "urn">;
};

/**
 * Inputs of a configuration, checked by the lifecycle and with its defaults; what is wrong goes into the messages.
 * @param account of the run, where a comparison or a change follows
 */
export function checkConfiguration(
  run: TerraformRun,
  schema: ResourceSchema,
  { config, prior, wanted }: Given,
  messages: Messages,
  account: EngineRun = run.engineRun,
): RawInputs {
  const { handler } = schema.definition;
  const recorded = prior && inputsIn(schema, prior);
  const properties = identifying(schema, config);
  const { inputs, failures } = handler.check(recorded, inputsIn(schema, config), {
    run: account,
    settings: run.runSettings,
    ...(prior ? run.originOf(schema, properties) : run.originToCreate(schema, properties)),
    ...wanted,
  });
  for (const { property, reason } of failures) {
    messages.error(`${property} ${reason}.`, attributePath(schema.inputs, property));
  }
  for (const property of nullEntries(schema.inputs, config)) {
    const path = attributePath(schema.inputs, property);
    messages.error(`${property} is null, and an entry that is not to be there has to be left out. ${LEAVE_OUT}`, path);
  }
  for (const { name, reason } of timeoutFailures(config)) {
    const path = { steps: [{ attributeName: "timeouts" }, { attributeName: name }] };
    messages.error(`timeouts.${name} ${reason}.`, path);
  }
  return inputs;
}
