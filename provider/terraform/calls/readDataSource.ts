import type { Message } from "../protocol/messages";
import type { TerraformRun } from "../run/terraformRun";
import { answerAttributes, argumentAttributes } from "../schema/dataSource";
import { toAttributes, toProperties } from "../values/convert";
import { fromDynamicValue, toDynamicValue } from "../values/dynamicValue";
import { failed } from "./failure";
import { checkArguments, queryOf } from "./validate";

/** What a function answers, beside the arguments as they were given. */
export async function readDataSource(
  run: TerraformRun,
  { typeName, config }: Message<"ReadDataSourceRequest">,
): Promise<Message<"ReadDataSourceResponse">> {
  const messages = run.messages();
  const query = queryOf(typeName);
  const given = fromDynamicValue(config);
  try {
    const args = checkArguments(query, given, messages);
    if (!args) return { diagnostics: messages.diagnostics };
    const answer = await query.run(args, run.array(messages), run.signal);
    const attributes = argumentAttributes(query);
    const state = {
      ...toAttributes(answerAttributes(query), answer),
      ...toAttributes(attributes, toProperties(attributes, given)),
    };
    return { state: toDynamicValue(state), diagnostics: messages.diagnostics };
  } catch (error) {
    failed(messages, error);
    return { diagnostics: messages.diagnostics };
  }
}
