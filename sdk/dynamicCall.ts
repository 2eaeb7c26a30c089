import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import { inputNames } from "./inputNames";
import { DYNAMIC_TYPE, PLUGIN_TYPE, urnOf } from "./types";

/**
 * The dynamic provider as Pulumi stores it in the state, twice per resource. A constant, written by hand: nothing is captured, no secret can
 * get into it, and a stack made by one version is always run by the version that is installed (docs/decisions/002).
 */
export const PROVIDER =
  'exports.handler=()=>require("module").createRequire(process.cwd()+"/")("pulumi-powerstore-import/dynamic").provider';

type Call = { readonly type: string; readonly inputs: pulumi.Inputs; readonly opts: pulumi.CustomResourceOptions };

/**
 * What the constructor of a dynamic class hands to Pulumi's: the inputs with those that the host does not pass on, and options under which a stack that
 * was made with the plugin's class moves here.
 */
export function dynamicCall(
  resource: string,
  name: string,
  args: object,
  opts: pulumi.CustomResourceOptions | undefined,
): Call {
  requireProvider(resource, name);
  const type = DYNAMIC_TYPE + resource;
  // Without the alias an object of the plugin's would be deleted where a program takes this class in its place.
  const moving = pulumi.mergeOptions(opts, { aliases: [urnOf(PLUGIN_TYPE + resource, name, opts?.parent)] });
  return { type, inputs: { ...args, ...hiddenInputs(type, name, opts) }, opts: withOptionsLast(resource, moving) };
}

const MODULE = "pulumi-powerstore-import/dynamic";
let isFound = false;

/**
 * The provider is looked for from the program's folder, as the host of dynamic providers does it later. A package in between that brings this
 * one along (pnpm, a component for programs in other languages) is not seen from there; better said here than by a host that finds no module.
 */
function requireProvider(resource: string, name: string): void {
  if (isFound) return;
  try {
    createRequire(`${process.cwd()}/`).resolve(MODULE);
    isFound = true;
  } catch {
    throw new pulumi.RunError(
      `${resource} "${name}": its provider is looked for from the program's folder, ${process.cwd()}, and pulumi-powerstore-import is not installed there. ` +
        `Add it to that program's dependencies; or, in a component package or for programs in other languages, use the class of pulumi-powerstore-import/plugin, ` +
        `which works everywhere.`,
    );
  }
}

type Transformed = { __transformations?: pulumi.ResourceTransformation[] };

/**
 * Transformations of parents and of the stack may set such options, and run after a resource's own. So its own puts another one behind them:
 * the list is an internal matter of the SDK, and read while it grows. Where it is not as expected, only what the constructor is given counts.
 */
function withOptionsLast(resourceName: string, opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  const putLast: pulumi.ResourceTransformation = ({ resource: own }) => {
    const all = (own as Transformed).__transformations;
    if (!Array.isArray(all)) return undefined;
    all.push(({ resource, props, opts: final }) => {
      // Children inherit the list.
      if (resource !== own) return undefined;
      const { __ignoreChanges, ...others } = props;
      return { props: { ...others, ...optionsToSend(final) }, opts: ignoringByName(resourceName, final) };
    });
    return undefined;
  };
  return { ...opts, transformations: [...(opts.transformations ?? []), putLast] };
}

/** All inputs, however that is spelled. */
const everything = /^(\*|\[\*\]|\["\*"\])$/;

/**
 * For "*" the engine puts what is recorded in the place of all inputs, and takes away those that are not: the hidden ones as well, which a stack that comes from
 * the plugin, or to which the option is new, does not have yet [PULUMI ignoring]. So it is told the names of those that a program gives.
 */
function ignoringByName(resource: string, opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  const { ignoreChanges } = opts;
  const names = inputNames[resource];
  if (names === undefined || !ignoreChanges?.some((path) => everything.test(path))) return opts;
  return { ...opts, ignoreChanges: ignoreChanges.flatMap((path) => (everything.test(path) ? names : [path])) };
}

/** Absent rather than undefined, which would cost each program that does not use the option. */
function optionsToSend({ customTimeouts, ignoreChanges }: pulumi.CustomResourceOptions) {
  return { __timeouts: customTimeouts, ...(ignoreChanges?.length ? { __ignoreChanges: ignoreChanges } : {}) };
}

/** What the host of dynamic providers does not pass on: where messages go, how long to wait, and which changes are somebody else's. */
function hiddenInputs(type: string, name: string, opts: pulumi.CustomResourceOptions | undefined) {
  return {
    __provider: PROVIDER,
    __urn: urnOf(type, name, opts?.parent),
    ...optionsToSend(opts ?? {}),
  };
}
