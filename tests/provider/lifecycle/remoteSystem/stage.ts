import { remoteSystemHandler } from "../../../../provider/lifecycle/remoteSystem/remoteSystem";
import type { SimulatorOptions } from "../../../../simulator/src";
import type { Stage } from "../arrayObject/stage";
import { openStage } from "../arrayObject/stage";
import type { AnyHandler } from "../engineCalls";

export const PASSWORD = "source-Passw0rd";

/** A source that the simulator does not know yet. */
export const unity = {
  type: "Unity",
  managementAddress: "10.20.0.10",
  username: "admin",
  password: PASSWORD,
  iscsiAddresses: ["10.20.0.21", "10.20.0.22"],
};

export const chap = {
  discoveryChapMode: "Single",
  sessionChapMode: "Mutual",
  importChapInfo: {
    targetDiscoveryUsername: "ps-discovery",
    targetDiscoveryPassword: "discovery-Secret-1",
    targetSessionUsername: "ps-session",
    targetSessionPassword: "session-Secret-1",
    initiatorSessionUsername: "source-session",
    initiatorSessionPassword: "mutual-Secret-1",
  },
};

export const openRemoteSystems = (options: SimulatorOptions = {}): Promise<Stage> =>
  openStage(remoteSystemHandler as AnyHandler, "powerstore-import:index:RemoteSystem", options);

export const systems = (stage: Stage) =>
  (stage.simulator.world.rows("remote_system") ?? []).filter(({ id }) => !id.startsWith("rs-"));
