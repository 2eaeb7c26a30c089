import { AsyncLocalStorage } from "node:async_hooks";
import { LOGOUT_SECONDS } from "../../../provider/lifecycle/array/connections";
import { resources } from "../../../provider/lifecycle/resources";
import type { Origin } from "../../../provider/terraform/resource/identity";
import { TerraformRun } from "../../../provider/terraform/run/terraformRun";
import { providerAttributes } from "../../../provider/terraform/schema/providerAttributes";
import type { ResourceSchema } from "../../../provider/terraform/schema/resourceSchema";
import { resourceSchema } from "../../../provider/terraform/schema/resourceSchema";
import { toAttributes } from "../../../provider/terraform/values/convert";
import { toDynamicValue } from "../../../provider/terraform/values/dynamicValue";
import { typeNameOf } from "../../../provider/terraform/values/names";
import type { Call } from "../../provider/terraform/wire";
import { callsOf } from "../../provider/terraform/wire";
import { URN } from "../program";
import type { Surroundings } from "./surface";

/** The provider between its start and its end, without the process around it. */
export type TerraformProcess = {
  /** Calls about the resource of that URN. */
  callsOf(urn: string): Call;
  stop(): void;
  end(): Promise<void>;
};

/** What is being asked about: more than a provider is told. */
const asked = new AsyncLocalStorage<string>();

/** Names come from where those of the other surfaces do, so that their stories can be told and compared alike. */
class ComparableRun extends TerraformRun {
  override originOf(): Origin {
    return { nameOrigin: asked.getStore() ?? URN };
  }
}

/** Starts and configures it as Terraform does. */
export async function startTerraform(
  surroundings: Surroundings,
  { asksArray = true }: { readonly asksArray?: boolean } = {},
): Promise<TerraformProcess> {
  const { clock, connect, settings, connection, say } = surroundings;
  let isEnding = false;
  const run = new ComparableRun({
    environment: {
      POWERSTORE_IMPORT_HOSTS_ON_SOURCE: String(settings.hostsOnSource),
      POWERSTORE_IMPORT_CANCEL_CLAIMED: String(settings.cancelClaimed ?? false),
    },
    // The limit of an end never passes here: on the virtual clock, waiting for it is what would make it pass.
    clock: { ...clock, sleep: (seconds, signal) => (isEnding ? new Promise(() => {}) : clock.sleep(seconds, signal)) },
    connect,
    ledger: () => surroundings.ledger,
    wording: (text) => ({ summary: text, detail: "" }),
  });
  const call = callsOf(run, say);
  const { endpoint, username, password, timeoutSeconds } = connection;
  const { forceCancel, namespace, maxActivePerArray } = settings;
  const block = {
    endpoint,
    username,
    password,
    timeout: String(timeoutSeconds),
    forceCancel,
    namespace,
    maxActivePerArray,
  };
  await call("ConfigureProvider", { config: toDynamicValue(toAttributes(providerAttributes, block)) });
  if (asksArray) openWithoutChance(run);
  return {
    callsOf: (urn) => (name, request) => asked.run(urn, () => call(name, request)),
    stop: () => void call("StopProvider", {}),
    async end() {
      isEnding = true;
      await run.end(LOGOUT_SECONDS, false);
    },
  };
}

/** A process looks at the array in a phase of its own, left to chance (`arrayAccess.ts`): here it is always the same. */
function openWithoutChance(run: TerraformRun): void {
  const { random } = Math;
  Math.random = () => 0;
  try {
    run.array(run.messages());
  } finally {
    Math.random = random;
  }
}

export function schemaOfUrn(urn: string): { readonly schema: ResourceSchema; readonly typeName: string } {
  const definition = resources[urn.split("::")[2]?.split(":").at(-1) ?? ""];
  if (!definition) throw new TypeError(`there is no resource of ${urn}`);
  return { schema: resourceSchema(definition), typeName: typeNameOf(definition.name) };
}
