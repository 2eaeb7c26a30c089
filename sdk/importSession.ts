import * as pulumi from "@pulumi/pulumi";
import { dynamicCall } from "./dynamicCall";
import type { ImportSessionArgs } from "./importSessionArgs";
import { SessionResource } from "./sessionResource";

/**
 * An import of one external volume into a PowerStore array. Creating it starts the import, `paused` pauses and resumes its copy,
 * `advanceTo` cuts over, deleting it cancels (or, once completed, only removes the session's record; the new volume stays).
 *
 * The array is configured by `powerstore-import:endpoint`, `username`, `password` (secret) and `caFile`, or by POWERSTORE_ENDPOINT,
 * POWERSTORE_USERNAME, POWERSTORE_PASSWORD and POWERSTORE_CA_FILE.
 */
export class ImportSession extends SessionResource {
  /**
   * Name of the connection profile in `powerstore-import:arrays`.
   * @default the default connection
   */
  declare readonly array: pulumi.Output<string | undefined>;

  /**
   * @param opts `customTimeouts` (create, read, update, delete) bound how long a run waits; see `waitFor`. These and `ignoreChanges` count also where a transformation sets them; those of
   *   a transform (`registerResourceTransform`) cannot be seen here: the engine applies it.
   */
  constructor(name: string, args: ImportSessionArgs, opts?: pulumi.CustomResourceOptions) {
    const call = dynamicCall("ImportSession", name, args, opts);
    super(call.type, name, call.inputs, call.opts);
    if (opts?.replaceOnChanges?.length) {
      const text =
        "replaceOnChanges has no effect on this class: Pulumi does not ask it of dynamic providers. Use the class of the plugin.";
      void pulumi.log.warn(text, this);
    }
  }

  /** An existing session, for its outputs; the stack does not manage it. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ImportSession {
    return new ImportSession(name, {} as ImportSessionArgs, { ...opts, id });
  }
}
