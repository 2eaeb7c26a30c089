import * as pulumi from "@pulumi/pulumi";
import type { ImportSessionArgs } from "../importSessionArgs";
import { SessionResource, urnOf } from "../sessionResource";

export const TYPE = "powerstore-import:index:ImportSession";

/** The type of the class in the package's root: a stack that was made with it moves here when the program imports this class. */
const DYNAMIC_TYPE = "pulumi-nodejs:dynamic/powerstore-import:ImportSession";

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
    const aliases = [urnOf(DYNAMIC_TYPE, name, opts?.parent)];
    super(TYPE, name, { ...args }, pulumi.mergeOptions(opts, { aliases }));
  }

  /** An existing session, for its outputs; the stack does not manage it. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ImportSession {
    return new ImportSession(name, {} as PluginImportSessionArgs, { ...opts, id });
  }
}
