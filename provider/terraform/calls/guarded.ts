/** No call of this provider fails: as an error of the call itself Terraform would blame the plugin, and lose the id of what was made [TERRAFORM errors]. */

import type { Message } from "../protocol/messages";
import type { TerraformRun } from "../run/terraformRun";
import { failed } from "./failure";

type Answer = { readonly diagnostics?: readonly Message<"Diagnostic">[] };
type Call<Request, Response, More extends readonly unknown[]> = (
  run: TerraformRun,
  request: Request,
  ...more: More
) => Promise<Response>;

/** @param kept what is answered beside what went wrong: of what is recorded, that it stays as it is */
export function guarded<Request, Response extends Answer, More extends readonly unknown[]>(
  call: Call<Request, Response, More>,
  kept: (request: Request) => Omit<Response, "diagnostics">,
): Call<Request, Response, More> {
  return async (run, request, ...more) => {
    try {
      return await call(run, request, ...more);
    } catch (error) {
      const messages = run.messages();
      failed(messages, error);
      return { ...kept(request), diagnostics: messages.diagnostics } as Response;
    }
  };
}
