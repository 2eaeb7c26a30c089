// Made by `npm run classes` from the definitions in provider/lifecycle; not written by hand.
import * as pulumi from "@pulumi/pulumi";
import { dynamicCall } from "./dynamicCall";

/** Inputs of a ImportHostSystem. "Id or name" means an id, or `name:` followed by the object's name. */
export interface ImportHostSystemArgs {
  /** Where the host's agent answers: host name or IPv4 address. */
  agentAddress: pulumi.Input<string>;
  /** Port of the agent; 8443 is what the one for Linux opens. */
  agentPort: pulumi.Input<number>;
  /** Operating system of the host. */
  osType: pulumi.Input<"Windows" | "Linux" | "ESXi" | "Unknown">;
  /** Administrator of the host. */
  username: pulumi.Input<string>;
  /** Password of that administrator. Never shown, never recorded in clear; another one makes the host system anew. */
  password: pulumi.Input<string>;
  /** CHAP: where the cluster's mode is Single or Mutual. */
  chapSingleUsername?: pulumi.Input<string | undefined>;
  /** The secret that goes with chapSingleUsername. */
  chapSinglePassword?: pulumi.Input<string | undefined>;
  /** CHAP: where the cluster's mode is Mutual. */
  chapMutualUsername?: pulumi.Input<string | undefined>;
  /** The secret that goes with chapMutualUsername. */
  chapMutualPassword?: pulumi.Input<string | undefined>;
  /** Any text. Another one than in the last run asks the agent anew what volumes the host has. */
  refreshTrigger?: pulumi.Input<string | undefined>;
  /**
   * Whether an update of the stack waits for the agent.
   * @default "Running"
   */
  waitFor?: pulumi.Input<"None" | "Running" | undefined>;
  /** An existing import host system to take over instead of making one, by its id. */
  adoptImportHostSystemId?: pulumi.Input<string | undefined>;
  /** Connection profile of powerstore-import:arrays. The default connection if not given. */
  array?: pulumi.Input<string | undefined>;
}

/** Filled in by the engine, which fills only what it is told of when the resource is made. */
const shown = {
  agentAddress: undefined,
  agentPort: undefined,
  osType: undefined,
  username: undefined,
  refreshTrigger: undefined,
  waitFor: undefined,
  adoptImportHostSystemId: undefined,
  array: undefined,
  agentStatus: undefined,
  agentType: undefined,
  agentVersion: undefined,
  agentApiVersion: undefined,
  osVersion: undefined,
  lastUpdateTime: undefined,
  hostIds: undefined,
  runningAt: undefined,
  secretFingerprints: undefined,
  clusterId: undefined,
} as const;

/** What the classes of both surfaces show. */
export abstract class ImportHostSystemResource extends pulumi.CustomResource {
  /** Where the host's agent answers: host name or IPv4 address. */
  declare readonly agentAddress: pulumi.Output<string>;
  /** Port of the agent; 8443 is what the one for Linux opens. */
  declare readonly agentPort: pulumi.Output<number>;
  /** Operating system of the host. */
  declare readonly osType: pulumi.Output<"Windows" | "Linux" | "ESXi" | "Unknown">;
  /** Administrator of the host. */
  declare readonly username: pulumi.Output<string>;
  /** Any text. Another one than in the last run asks the agent anew what volumes the host has. */
  declare readonly refreshTrigger: pulumi.Output<string | undefined>;
  /**
   * Whether an update of the stack waits for the agent.
   * @default "Running"
   */
  declare readonly waitFor: pulumi.Output<"None" | "Running">;
  /** An existing import host system to take over instead of making one, by its id. */
  declare readonly adoptImportHostSystemId: pulumi.Output<string | undefined>;
  /** Connection profile of powerstore-import:arrays. The default connection if not given. */
  declare readonly array: pulumi.Output<string | undefined>;
  /** State of the agent, such as Running. */
  declare readonly agentStatus: pulumi.Output<string | undefined>;
  /** Which multipathing the agent works with. */
  declare readonly agentType: pulumi.Output<string | undefined>;
  /** Version of the agent. */
  declare readonly agentVersion: pulumi.Output<string | undefined>;
  /** Version of the agent's interface. */
  declare readonly agentApiVersion: pulumi.Output<string | undefined>;
  /** Version of the operating system. */
  declare readonly osVersion: pulumi.Output<string | undefined>;
  /** When the agent last told of its volumes, ISO 8601. */
  declare readonly lastUpdateTime: pulumi.Output<string | undefined>;
  /** Ids of the hosts that belong to it: one for each of FC and iSCSI. */
  declare readonly hostIds: pulumi.Output<string[] | undefined>;
  /** When the agent was first seen Running, ISO 8601. */
  declare readonly runningAt: pulumi.Output<string | undefined>;
  /** Salted hashes of the secrets that were sent, to see whether the program gives another one. */
  declare readonly secretFingerprints: pulumi.Output<{ [name: string]: string } | undefined>;
  /** global_id of the PowerStore cluster. */
  declare readonly clusterId: pulumi.Output<string>;

  protected constructor(type: string, name: string, inputs: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
    const secrets = {
      password: inputs.password && pulumi.secret(inputs.password),
      chapSingleUsername: inputs.chapSingleUsername && pulumi.secret(inputs.chapSingleUsername),
      chapSinglePassword: inputs.chapSinglePassword && pulumi.secret(inputs.chapSinglePassword),
      chapMutualUsername: inputs.chapMutualUsername && pulumi.secret(inputs.chapMutualUsername),
      chapMutualPassword: inputs.chapMutualPassword && pulumi.secret(inputs.chapMutualPassword),
    };
    const additionalSecretOutputs = [...(opts?.additionalSecretOutputs ?? []), "secretFingerprints"];
    super(
      type,
      name,
      { ...shown, ...inputs, ...secrets },
      { ...opts, deleteBeforeReplace: true, additionalSecretOutputs },
    );
  }
}

/** A host with an agent, which Non_Disruptive imports need. Any change makes it anew; deleting it is refused while its volumes are being imported, and leaves the host itself on the array. */
export class ImportHostSystem extends ImportHostSystemResource {
  /** @param opts `customTimeouts` (create, read, update, delete) bound how long a run waits. */
  constructor(name: string, args: ImportHostSystemArgs, opts?: pulumi.CustomResourceOptions) {
    const call = dynamicCall("ImportHostSystem", name, args, opts);
    super(call.type, name, call.inputs, call.opts);
  }

  /** An existing one, for its outputs; the stack does not manage it. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ImportHostSystem {
    return new ImportHostSystem(name, {} as ImportHostSystemArgs, { ...opts, id });
  }
}
