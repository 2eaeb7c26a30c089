import type { CallOptions } from "../http/contract";
import { pathOf } from "../http/endpoint";
import { listAll } from "./pages";
import type { Requests } from "./requests";
import type { Host, ImportHostSystem, ImportHostVolume } from "./schemas/importHostSystem";
import {
  hostSchema,
  hostSelect,
  importHostSystemSchema,
  importHostSystemSelect,
  importHostVolumeSchema,
  importHostVolumeSelect,
} from "./schemas/importHostSystem";
import { idSchema } from "./schemas/inventory";

/** `import_host_system_create`: nothing of it can be changed afterwards. */
export type ImportHostSystemCreate = {
  readonly agentAddress: string;
  readonly agentPort: number;
  readonly osType: string;
  readonly username: string;
  readonly password: string;
  readonly chapSingleUsername?: string;
  readonly chapSinglePassword?: string;
  readonly chapMutualUsername?: string;
  readonly chapMutualPassword?: string;
};

export interface ImportHostSystems {
  /** Throws NotFoundError when there is none such. */
  getImportHostSystem(id: string, options?: CallOptions): Promise<ImportHostSystem>;
  listImportHostSystems(options?: CallOptions): Promise<readonly ImportHostSystem[]>;
  /** The id of the new one. */
  createImportHostSystem(body: ImportHostSystemCreate, options?: CallOptions): Promise<string>;
  /** Asks the agent anew for its volumes; done when `lastUpdateTime` moves. */
  refreshImportHostSystem(id: string, options?: CallOptions): Promise<void>;
  /** Throws NotFoundError when it is gone already. */
  deleteImportHostSystem(id: string, options?: CallOptions): Promise<void>;
  /** What the agents see: of one host, or of all. */
  listImportHostVolumes(importHostSystemId?: string, options?: CallOptions): Promise<readonly ImportHostVolume[]>;
  /** The hosts of the array, whether they have an agent or not. */
  listHosts(options?: CallOptions): Promise<readonly Host[]>;
}

const COLLECTION = "import_host_system";

export function createImportHostSystems(requests: Requests): ImportHostSystems {
  return {
    getImportHostSystem: async (id, options) => {
      const doing = `reading import host system (${id})`;
      const query = { select: importHostSystemSelect };
      const call = { method: "GET", path: pathOf(COLLECTION, id), query, doing } as const;
      const system = await requests.read(call, importHostSystemSchema, options);
      if (system.id !== id) throw requests.misfit(call, `answered with another import host system (${system.id})`);
      return system;
    },
    listImportHostSystems: (options) => {
      const query = { select: importHostSystemSelect };
      const call = { method: "GET", path: pathOf(COLLECTION), query, doing: "listing import host systems" } as const;
      return listAll(requests, call, importHostSystemSchema, options);
    },
    createImportHostSystem: async (body, options) => {
      const doing = `creating import host system ${body.agentAddress}`;
      const call = { method: "POST", path: pathOf(COLLECTION), body: toWire(body), doing } as const;
      return (await requests.read(call, idSchema, options)).id;
    },
    refreshImportHostSystem: (id, options) => {
      const doing = `refreshing import host system (${id})`;
      return requests.change({ method: "POST", path: pathOf(COLLECTION, id, "refresh"), doing }, options);
    },
    deleteImportHostSystem: (id, options) => {
      const doing = `deleting import host system (${id})`;
      return requests.change({ method: "DELETE", path: pathOf(COLLECTION, id), doing }, options);
    },
    listImportHostVolumes: (systemId, options) => {
      const query = {
        select: importHostVolumeSelect,
        ...(systemId !== undefined && { host_system_id: `eq.${systemId}` }),
      };
      const doing = "listing the volumes that import hosts see";
      const call = { method: "GET", path: pathOf("import_host_volume"), query, doing } as const;
      return listAll(requests, call, importHostVolumeSchema, options);
    },
    listHosts: (options) => {
      const query = { select: hostSelect };
      return listAll(
        requests,
        { method: "GET", path: pathOf("host"), query, doing: "listing hosts" },
        hostSchema,
        options,
      );
    },
  };
}

function toWire(body: ImportHostSystemCreate): object {
  return {
    agent_address: body.agentAddress,
    agent_port: body.agentPort,
    os_type: body.osType,
    user_name: body.username,
    password: body.password,
    chap_single_username: body.chapSingleUsername,
    chap_single_password: body.chapSinglePassword,
    chap_mutual_username: body.chapMutualUsername,
    chap_mutual_password: body.chapMutualPassword,
  };
}
