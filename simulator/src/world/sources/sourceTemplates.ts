import type { Stored } from "../array/table";
import type { SourceType } from "../records/sourceKinds";
import * as netapp from "./netapp";
import * as psgroup from "./psgroup";
import * as storageCenter from "./storageCenter";
import * as unity from "./unity";
import * as universal from "./universal";
import * as vmax from "./vmax";
import * as vnx from "./vnx";
import * as xtremio from "./xtremio";

/** What every source array has, before its kind adds its own properties. */
export type ArrayFacts = {
  readonly name: string;
  /** Counts the remote systems of this world. */
  readonly number: number;
  readonly serial_number: string;
  readonly management_address: string;
  readonly user_name: string;
  readonly updated: string;
};

/** One kind of source array: the properties that only this kind has, as good as the simulator needs them. */
export type SourceTemplate = {
  readonly version: string;
  readonly readyCriteria: string;
  readonly capabilities: readonly string[];
  /** `id` and properties of the array's row; undefined for a kind that has none. */
  readonly array?: (facts: ArrayFacts) => Stored;
  /** Properties of one of its volumes, without those that all kinds share. */
  readonly volume: Readonly<Record<string, unknown>>;
};

export const SOURCE_TEMPLATES: Record<SourceType, SourceTemplate> = {
  Unity: unity.template,
  VNX: vnx.template,
  PS_Equallogic: psgroup.template,
  Storage_Center: storageCenter.template,
  XtremIO: xtremio.template,
  NetApp: netapp.template,
  PowerMax_VMAX: vmax.template,
  Universal: universal.template,
};
