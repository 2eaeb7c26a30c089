import { providerService } from "../../../provider/terraform/process/service";
import type { Message } from "../../../provider/terraform/protocol/messages";
import type { MethodName, RequestOf, ResponseOf } from "../../../provider/terraform/protocol/methods";
import type { TerraformRun } from "../../../provider/terraform/run/terraformRun";

export type Call = <Name extends MethodName>(
  name: Name,
  request: Message<RequestOf<Name>>,
) => Promise<Message<ResponseOf<Name>>>;

type Handle = (call: { readonly request: unknown }, callback: (error: Error | null, response: unknown) => void) => void;

/** Calls the service as gRPC would, with its own serialisers: bytes cross. A call begins before this returns. */
export function callsOf(run: TerraformRun, log: (text: string) => void = () => undefined): Call {
  const { definition, implementation } = providerService(() => run, log);
  return (name, request) =>
    new Promise((resolve, reject) => {
      const method = definition[name];
      if (!method) throw new TypeError(`there is no ${name}`);
      const handle = implementation[name] as unknown as Handle;
      handle({ request: method.requestDeserialize(method.requestSerialize(request)) }, (error, response) => {
        if (error) reject(error);
        else resolve(method.responseDeserialize(method.responseSerialize(response)));
      });
    });
}
