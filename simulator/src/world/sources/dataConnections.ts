/** `data_connections` of a source: one from each node of the appliance to each target, as its `data_connection_state` wants them. */
import type { Instant } from "../records/instants";
import type { RemoteSystem } from "../records/records";

const nodes = ["A1-node-A", "A1-node-B"] as const;

/** Which of the connections are not well, by their node and target. */
const brokenStates: Readonly<Record<string, (node: number, target: number) => boolean>> = {
  Partial_Data_Connection_Loss: (_, target) => target === 0,
  Partial_Node_Connection_Loss: (node) => node === 1,
  Data_Connection_Unstable: (node, target) => node === 0 && target === 0,
  Complete_Data_Connection_Loss: () => true,
  No_Targets_Discovered: () => true,
};

const noConnections: readonly object[] = [];

/** Those of the usual state, shared by all rows of a record. */
export function dataConnections(remote: RemoteSystem): readonly object[] {
  const { data_connection_state: state, data_connection_type: type, connection_status = "Login_Timeout" } = remote;
  const isKnown = type === "iSCSI" || type === "FC";
  if (!isKnown || state === "Status_Not_Available") return noConnections;
  const targets = (type === "FC" ? remote.fc_target_wwns : remote.iscsi_addresses) as readonly string[];
  return nodes.flatMap((node_id, node) =>
    targets.map((target_address, target) => {
      const status = brokenStates[String(state)]?.(node, target) === true ? connection_status : "Login_Success";
      const initiator_address = `10.0.0.${31 + node}`;
      return {
        node_id,
        initiator_address,
        target_address,
        status,
        data_connection_type: type,
        status_l10n: status.replaceAll("_", " "),
        data_connection_type_l10n: type,
      };
    }),
  );
}

/** Without a connection that leads to the source. Some are enough for a copy [I], and where no state is available there may be all. */
const deadStates: readonly unknown[] = ["Complete_Data_Connection_Loss", "No_Targets_Discovered", "Initializing"];

/** Whether no data can come from the source: for good, as far as the array knows. */
export function hasNoData({ data_connection_state }: RemoteSystem): boolean {
  return deadStates.includes(data_connection_state);
}

/** Whether its data connections are still to be made: it is new, or was verified. They are soon there. */
export function isConnecting({ connected_from }: RemoteSystem, now: Instant): boolean {
  return connected_from !== undefined && connected_from > now;
}
