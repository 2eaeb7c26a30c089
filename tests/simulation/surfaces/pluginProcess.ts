import { CheckRequest, ConfigureRequest } from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Clock } from "../../../provider/clock";
import { LOGOUT_SECONDS } from "../../../provider/lifecycle/array/connections";
import { Plugin } from "../../../provider/plugin/plugin";
import { VERSION } from "../../../provider/plugin/publication";
import { secret, struct } from "../../provider/plugin/wire";
import type { Call } from "./call";
import { callsOf } from "./call";
import type { Surroundings } from "./surface";

const PROVIDER_URN = "urn:pulumi:prod::shop::pulumi:providers:powerstore-import::default_0_1_0";

/** The plugin between its start and its end, without the process around it. */
export type PluginProcess = { readonly call: Call; end(): Promise<void> };

/** Starts and configures a plugin as an engine does; the run's settings come by the environment, which is the documented way. */
export async function startPlugin(surroundings: Surroundings): Promise<PluginProcess> {
  const { clock, connect, settings, say, mutation } = surroundings;
  let isEnding = false;
  const plugin = new Plugin({
    version: VERSION,
    environment: {
      POWERSTORE_IMPORT_FORCE_CANCEL: String(settings.forceCancel),
      POWERSTORE_IMPORT_HOSTS_ON_SOURCE: String(settings.hostsOnSource),
      POWERSTORE_IMPORT_CANCEL_CLAIMED: String(settings.cancelClaimed ?? false),
      ...(settings.namespace !== undefined && { POWERSTORE_IMPORT_NAMESPACE: settings.namespace }),
      ...(settings.maxActivePerArray !== undefined && {
        POWERSTORE_IMPORT_MAX_ACTIVE_PER_ARRAY: String(settings.maxActivePerArray),
      }),
    },
    clock: unlessEnding(clock, () => isEnding),
    connect,
    sender: () => async (message) => say(message.text),
    ledger: () => surroundings.ledger,
  });
  const call = mutation.call?.(callsOf(plugin)) ?? callsOf(plugin);
  await configure(call, surroundings);
  openWithoutChance(plugin);
  return {
    call,
    async end() {
      await call("cancel", new Empty());
      isEnding = true;
      await plugin.end(LOGOUT_SECONDS);
    },
  };
}

async function configure(call: Call, { connection }: Surroundings): Promise<void> {
  const { endpoint, username, password, timeoutSeconds } = connection;
  const news = struct({ endpoint, username, password: secret(password), timeout: String(timeoutSeconds) });
  const checked = await call("checkConfig", new CheckRequest().setUrn(PROVIDER_URN).setNews(news));
  await call("configure", new ConfigureRequest().setUrn(PROVIDER_URN).setArgs(checked.getInputs()));
}

/** The limit of a plugin's end never passes here: on the virtual clock, waiting for it is what would make it pass. */
function unlessEnding(clock: Clock, isEnding: () => boolean): Clock {
  return {
    ...clock,
    sleep: (seconds, signal) => (isEnding() ? new Promise(() => {}) : clock.sleep(seconds, signal)),
  };
}

/** A process looks at the array in a phase of its own, left to chance (`arrayAccess.ts`): here it is always the same. */
function openWithoutChance(plugin: Plugin): void {
  const { random } = Math;
  Math.random = () => 0;
  try {
    plugin.run.array();
  } finally {
    Math.random = random;
  }
}
