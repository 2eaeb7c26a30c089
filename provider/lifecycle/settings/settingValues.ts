import { readFileSync } from "node:fs";
import { EndpointError, normalizeEndpoint } from "../../powerstore/http/endpoint";
import { ConfigurationError } from "../operation/lifecycleErrors";
import { PemError, readCertificates } from "./pem";

/** Values of settings, however they were written. Each throws a ConfigurationError that names the place and never repeats a secret. */

export const DEFAULT_TIMEOUT_SECONDS = 120;

const isUnset = (value: unknown) => value === undefined || value === null || value === "";

/** An empty value, as a variable of a CI system often is, says nothing. */
export function given(value: unknown): unknown {
  return isUnset(value) ? undefined : value;
}

export function text(value: unknown, where: string): string | undefined {
  if (isUnset(value)) return undefined;
  if (typeof value === "string") return value;
  throw new ConfigurationError(`reading ${where}: it must be text.`);
}

export function boolean(value: unknown, where: string): boolean {
  if (isUnset(value)) return false;
  if (typeof value === "boolean") return value;
  const word = String(value).toLowerCase();
  if (word === "true" || word === "1") return true;
  if (word === "false" || word === "0") return false;
  throw new ConfigurationError(`reading ${where}: it must be true or false.`);
}

export function seconds(value: unknown, where: string): number {
  if (isUnset(value)) return DEFAULT_TIMEOUT_SECONDS;
  const number = Number(value);
  if (Number.isFinite(number) && number > 0 && number <= 3600) return number;
  throw new ConfigurationError(`reading ${where}: it must be a number of seconds between 0 and 3600.`);
}

/** Undefined where nothing is given: no limit. */
export function count(value: unknown, where: string): number | undefined {
  if (isUnset(value)) return undefined;
  const number = typeof value === "boolean" ? Number.NaN : Number(value);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new ConfigurationError(`reading ${where}: it must be a whole number from 1 on.`);
}

/** `https://host[:port]/api/rest`. */
export function endpoint(value: string, where: string): string {
  try {
    return normalizeEndpoint(value);
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error;
    throw new ConfigurationError(
      `connecting to PowerStore: the endpoint ${error.reason}. Set ${where} to https://<management address>/api/rest.`,
    );
  }
}

/** `http://host:port`: the tunnel's way in. TLS goes through it, from here to the array. */
export function proxy(value: string, where: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const refuse = (why: string) => new ConfigurationError(`reading ${where}: it ${why}, such as http://proxy:3128.`);
  if (url?.username || url?.password) throw refuse("must not contain a user or password; give the address alone");
  if (url?.protocol !== "http:") throw refuse("must be the URL of an HTTP proxy");
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "") throw refuse("must be an address alone");
  return url.origin;
}

export function certificateText(value: string, where: string): string {
  return readingCertificates(where, () => readCertificates(value));
}

export function certificateFile(file: string, where: string): string {
  return readingCertificates(`${where} (${file})`, () => {
    try {
      return readCertificates(readFileSync(file));
    } catch (error) {
      if (error instanceof PemError) throw error;
      const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
      throw new ConfigurationError(`reading the certificate authority file ${file}${code}: check ${where}.`);
    }
  });
}

function readingCertificates(where: string, read: () => string): string {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof PemError)) throw error;
    throw new ConfigurationError(`reading the certificates of ${where}: it ${error.message}.`);
  }
}
