import * as z from "zod";
import type { CallOptions } from "../http/contract";
import { comparableName, pathOf } from "../http/endpoint";
import type { Requests } from "./requests";
import { idSchema } from "./schemas/inventory";
import { optionalText } from "./schemas/optionalValues";

/** Whom the array trusts when it speaks to the management of a source (`x509_certificate` of service Import_HTTP). */
export interface Certificates {
  /** The certificates that count for a source at this address, each as the Base64 of its DER. */
  listTrusted(address: string, options?: CallOptions): Promise<readonly string[]>;
  /** Trusts a chain, from the source's own certificate to its root, for this address. The array cannot take that back by this interface. */
  trust(address: string, chain: string, options?: CallOptions): Promise<void>;
}

const COLLECTION = "x509_certificate";
const SERVICE = "Import_HTTP";
const CA_TYPE = "CA_Server_Validation";

const rowSchema = z.looseObject({
  id: z.string().min(1),
  type: optionalText,
  service: optionalText,
  scope: optionalText,
  is_current: z.boolean().nullish(),
  members: z.array(z.looseObject({ certificate: optionalText.catch(undefined) })).nullish(),
});

/** The array shows them without header and line breaks [API]; nobody is hurt by taking either. */
const bare = (certificate: string) => certificate.replace(/-----[A-Z ]+-----|\s/g, "");

export function createCertificates(requests: Requests): Certificates {
  return {
    listTrusted: async (address, options) => {
      // This collection takes neither filters nor pages [API].
      const query = { select: "id,type,service,scope,is_current,members" };
      const doing = `reading whom the array trusts as source ${address}`;
      const call = { method: "GET", path: pathOf(COLLECTION), query, doing } as const;
      const rows = await requests.read(call, z.array(rowSchema), options);
      return rows
        .filter(({ type, service, is_current }) => service === SERVICE && type === CA_TYPE && is_current !== false)
        .filter(({ scope }) => comparableName(scope ?? "") === comparableName(address))
        .flatMap(({ members }) =>
          (members ?? []).flatMap(({ certificate }) => (certificate === undefined ? [] : bare(certificate))),
        );
    },
    trust: async (address, chain, options) => {
      const body = { type: CA_TYPE, service: SERVICE, scope: address, certificate: chain, is_current: true };
      const doing = `trusting the certificate of source ${address}`;
      await requests.read({ method: "POST", path: pathOf(COLLECTION), body, doing }, idSchema, options);
    },
  };
}
