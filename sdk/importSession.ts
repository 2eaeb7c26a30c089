import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import type { ImportSessionArgs } from "./importSessionArgs";
import { SessionResource, urnOf } from "./sessionResource";

export const TYPE = "pulumi-nodejs:dynamic/powerstore-import:ImportSession";

/**
 * The dynamic provider as Pulumi stores it in the state, twice per resource. A constant, written by hand: nothing is captured, no secret can
 * get into it, and a stack made by one version is always run by the version that is installed (docs/decisions/002).
 */
export const PROVIDER =
  'exports.handler=()=>require("module").createRequire(process.cwd()+"/")("pulumi-powerstore-import/dynamic").provider';

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
    requireProvider(name);
    super(TYPE, name, { ...args, ...hiddenInputs(name, opts) }, withOptionsLast(fromPlugin(name, opts)));
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

const MODULE = "pulumi-powerstore-import/dynamic";
let isFound = false;

/**
 * The provider is looked for from the program's folder, as the host of dynamic providers does it later. A package in between that brings this
 * one along (pnpm, a component for programs in other languages) is not seen from there; better said here than by a host that finds no module.
 */
function requireProvider(name: string): void {
  if (isFound) return;
  try {
    createRequire(`${process.cwd()}/`).resolve(MODULE);
    isFound = true;
  } catch {
    throw new pulumi.RunError(
      `ImportSession "${name}": its provider is looked for from the program's folder, ${process.cwd()}, and pulumi-powerstore-import is not installed there. ` +
        `Add it to that program's dependencies; or, in a component package or for programs in other languages, use the class of pulumi-powerstore-import/plugin, ` +
        `which works everywhere.`,
    );
  }
}

/** A program that takes this class in place of the plugin's goes on with the same session, which otherwise would be deleted. */
function fromPlugin(name: string, opts: pulumi.CustomResourceOptions | undefined): pulumi.CustomResourceOptions {
  return pulumi.mergeOptions(opts, { aliases: [urnOf("powerstore-import:index:ImportSession", name, opts?.parent)] });
}

type Transformed = { __transformations?: pulumi.ResourceTransformation[] };

/**
 * Transformations of parents and of the stack may set such options, and run after a resource's own. So its own puts another one behind them:
 * the list is an internal matter of the SDK, and read while it grows. Where it is not as expected, only what the constructor is given counts.
 */
function withOptionsLast(opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  const putLast: pulumi.ResourceTransformation = ({ resource: own }) => {
    const all = (own as Transformed).__transformations;
    if (!Array.isArray(all)) return undefined;
    all.push(({ resource, props, opts: final }) => {
      // Children inherit the list.
      if (resource !== own) return undefined;
      const { __ignoreChanges, ...others } = props;
      return { props: { ...others, ...optionsToSend(final) }, opts: final };
    });
    return undefined;
  };
  return { ...opts, transformations: [...(opts.transformations ?? []), putLast] };
}

/** Absent rather than undefined, which would cost each program that does not use the option. */
function optionsToSend({ customTimeouts, ignoreChanges }: pulumi.CustomResourceOptions) {
  return { __timeouts: customTimeouts, ...(ignoreChanges?.length ? { __ignoreChanges: ignoreChanges } : {}) };
}

/** What the host of dynamic providers does not pass on: where messages go, how long to wait, and which changes are somebody else's. */
function hiddenInputs(name: string, opts: pulumi.CustomResourceOptions | undefined) {
  return {
    __provider: PROVIDER,
    __urn: urnOf(TYPE, name, opts?.parent),
    ...optionsToSend(opts ?? {}),
  };
}
