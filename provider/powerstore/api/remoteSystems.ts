import type { CallOptions } from "../http/contract";
import { pathOf } from "../http/endpoint";
import type { Discovery } from "./discovery";
import { readDiscovery } from "./discovery";
import { listAll } from "./pages";
import type { Requests } from "./requests";
import { idSchema } from "./schemas/inventory";
import type { HoldingSession, RemoteSystem, RemoteSystemChange, RemoteSystemCreate } from "./schemas/remoteSystem";
import {
  createToWire,
  holdingSessionSchema,
  modifyToWire,
  remoteSystemSelect,
  sourceSystemSchema,
} from "./schemas/remoteSystem";

export interface RemoteSystems {
  /** Throws NotFoundError when there is none such. */
  getRemoteSystem(id: string, options?: CallOptions): Promise<RemoteSystem>;
  /** All of them, in the order of ids, also those that nothing is imported from. */
  listRemoteSystems(options?: CallOptions): Promise<readonly RemoteSystem[]>;
  /** The sessions that name this remote system, ended ones included. */
  listSessionsOf(id: string, options?: CallOptions): Promise<readonly HoldingSession[]>;
  /** The id of the new remote system. Answered when the record is there; its connections come later. */
  createRemoteSystem(body: RemoteSystemCreate, options?: CallOptions): Promise<string>;
  /** Changes what is given, and leaves the rest. */
  modifyRemoteSystem(id: string, body: RemoteSystemChange, options?: CallOptions): Promise<void>;
  /** Throws NotFoundError when it is gone already. */
  deleteRemoteSystem(id: string, options?: CallOptions): Promise<void>;
  /** Looks for changes of the network and makes the data connections anew. */
  verifyRemoteSystem(id: string, options?: CallOptions): Promise<void>;
  /** Looks for what is on the source array; answered before the array has looked. */
  discoverRemoteSystem(id: string, options?: CallOptions): Promise<void>;
  /** What tells whether a discovery has come to its end. */
  readDiscovery(system: RemoteSystem, options?: CallOptions): Promise<Discovery>;
}

const COLLECTION = "remote_system";
const select = remoteSystemSelect;

export function createRemoteSystems(requests: Requests): RemoteSystems {
  const act = (id: string, action: "verify" | "discover", doing: string, options?: CallOptions) =>
    requests.change({ method: "POST", path: pathOf(COLLECTION, id, action), doing }, options);
  return {
    getRemoteSystem: async (id, options) => {
      const doing = `reading remote system (${id})`;
      const call = { method: "GET", path: pathOf(COLLECTION, id), query: { select }, doing } as const;
      const system = await requests.read(call, sourceSystemSchema, options);
      if (system.id !== id) throw requests.misfit(call, `answered with another remote system (${system.id})`);
      return system;
    },
    listRemoteSystems: (options) => {
      const doing = "listing remote systems";
      const call = { method: "GET", path: pathOf(COLLECTION), query: { select }, doing } as const;
      return listAll(requests, call, sourceSystemSchema, options);
    },
    listSessionsOf: (id, options) => {
      const query = { select: "id,name,state,parent_session_id", remote_system_id: `eq.${id}` };
      const doing = `listing the import sessions of remote system (${id})`;
      return listAll(
        requests,
        { method: "GET", path: pathOf("import_session"), query, doing },
        holdingSessionSchema,
        options,
      );
    },
    createRemoteSystem: async (body, options) => {
      const doing = `creating remote system "${body.name}"`;
      const call = { method: "POST", path: pathOf(COLLECTION), body: createToWire(body), doing } as const;
      return (await requests.read(call, idSchema, options)).id;
    },
    modifyRemoteSystem: (id, body, options) => {
      const doing = `changing remote system (${id})`;
      const call = { method: "PATCH", path: pathOf(COLLECTION, id), body: modifyToWire(body), doing } as const;
      return requests.change(call, options);
    },
    deleteRemoteSystem: (id, options) => {
      const doing = `deleting remote system (${id})`;
      return requests.change({ method: "DELETE", path: pathOf(COLLECTION, id), doing }, options);
    },
    verifyRemoteSystem: (id, options) => act(id, "verify", `verifying remote system (${id})`, options),
    discoverRemoteSystem: (id, options) => act(id, "discover", `discovering what is on remote system (${id})`, options),
    readDiscovery: (system, options) => readDiscovery(requests, system, options),
  };
}
