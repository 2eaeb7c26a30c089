/** The accounts that hosts need by the cluster's CHAP mode [API import_host_system_create, initiator_create_modify]. */
import type { ArrayState } from "../array/arrayState";
import type { Body } from "../array/change";
import type { ChapMode } from "../array/options";
import { refusalErr } from "../array/refusals";

/** The accounts of a mode are required when the cluster uses it. */
const chapFields = {
  Disabled: [],
  Single: ["chap_single_username", "chap_single_password"],
  Mutual: ["chap_single_username", "chap_single_password", "chap_mutual_username", "chap_mutual_password"],
} as const satisfies Record<ChapMode, readonly string[]>;

/** `noun` is what the accounts are for: an import host system, a host. Throws an ApiError where one is missing. */
export function requireChap({ settings }: ArrayState, noun: string, body: Body): void {
  const missing = chapFields[settings.chapMode].find((name) => !body[name]);
  if (missing === undefined) return;
  throw refusalErr("invalid", noun, `the cluster's CHAP mode ${settings.chapMode} needs ${missing}`);
}
