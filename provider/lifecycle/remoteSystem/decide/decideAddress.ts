import { printable } from "../../../powerstore/http/errorTexts";
import { isIpv6 } from "../../operation/fields";
import type { RemoteSystemInputs } from "../inputs/inputs";
import { isOlder } from "./texts";

type Asked = Pick<RemoteSystemInputs, "type" | "managementAddress">;

/** The texts of 4.1 know IPv6 for no source [API management_address], those of 4.4 for Universal [API44 management_address]; what lies between only the array knows. */
const PERHAPS_SINCE = "4.2";

/** Whether it depends on what the array runs if it takes the address. */
export function dependsOnRelease({ type, managementAddress }: Asked): boolean {
  return type === "Universal" && managementAddress !== undefined && isIpv6(managementAddress);
}

/**
 * Why the array will not take the address; undefined where it may.
 * @param release what the array runs; undefined where it does not say
 */
export function addressRefusal(asked: Asked, release: string | undefined): string | undefined {
  if (!dependsOnRelease(asked) || release === undefined || !isOlder(release, PERHAPS_SINCE)) return undefined;
  return `managementAddress ${asked.managementAddress} is an IPv6 address, and PowerStoreOS ${printable(release)} takes an IPv4 address or a fully qualified domain name for each source: IPv6 is documented for a Universal from 4.4 on. Nothing was sent.`;
}
