import type * as pulumi from "@pulumi/pulumi";
import type { ImportSessionArgs } from "../importSessionArgs";
import { SessionResource } from "../sessionResource";
import { pluginCall } from "./pluginCall";

/** Inputs of an ImportSession; the array is that of the resource's provider. */
export type PluginImportSessionArgs = Omit<ImportSessionArgs, "array">;

/**
 * An import of one external volume or consistency group into a PowerStore array, by the plugin `powerstore-import`. Creating it starts the
 * import, `paused` pauses and resumes its copy, `advanceTo` cuts over, deleting it cancels (or, once completed, only removes the session's
 * record; the new volume stays).
 */
export class ImportSession extends SessionResource {
  /**
   * @param opts `provider` names the array, `customTimeouts` (create, read, update, delete) bound how long a run waits, `import` takes a session over
   *   by id or `name:<name>`.
   */
  constructor(name: string, args: PluginImportSessionArgs, opts?: pulumi.CustomResourceOptions) {
    const call = pluginCall("ImportSession", name, opts);
    super(call.type, name, { ...args }, call.opts);
  }

  /** An existing session, for its outputs; the stack does not manage it. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ImportSession {
    return new ImportSession(name, {} as PluginImportSessionArgs, { ...opts, id });
  }
}
