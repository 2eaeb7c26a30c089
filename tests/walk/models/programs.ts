import type { RawInputs } from "../../../provider/lifecycle/operation/handler";
import type { Declared, Program } from "../stack";

const urnOf = (type: string, name: string) => `urn:pulumi:prod::shop::${type}::${name}`;

/** The resource of every program with one, its twin of the other surface, and another name. */
export const DB = urnOf("powerstore-import:index:ImportSession", "db-01");
export const DYNAMIC_DB = urnOf("pulumi-nodejs:dynamic/powerstore-import:ImportSession", "db-01");
export const RENAMED = urnOf("powerstore-import:index:ImportSession", "database");

const first = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-vol-01" } as const;
export const second = { sourceResourceId: "unity-01-vol-02" } as const;

/** A resource of the plugin; without a word of its own it imports the first volume. */
export function resource(urn: string, inputs: RawInputs = {}, options: Partial<Declared> = {}): Declared {
  return { urn, process: "plugin", inputs: { ...first, ...inputs }, ...options };
}

/** A resource of the dynamic class, which always sets the option. */
export function dynamicResource(urn: string, inputs: RawInputs = {}, options: Partial<Declared> = {}): Declared {
  return resource(urn, inputs, { process: "dynamic", deleteBeforeReplace: true, ...options });
}

/** A program of one resource. */
export const one = (inputs: RawInputs = {}, options: Partial<Declared> = {}): Program => [
  resource(DB, inputs, options),
];
