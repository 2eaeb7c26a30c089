import { readFileSync } from "node:fs";
import type { Connection } from "../powerstore/contract";
import { ConfigurationError } from "./errors";
import type { CheckFailure, RunSettings } from "./handler";
import { hasUnknown } from "./unknown";

/** Settings of the `powerstore-import` namespace, as far as somebody gave them. */
export type Settings = {
  readonly endpoint?: unknown;
  readonly username?: unknown;
  readonly password?: unknown;
  readonly insecure?: unknown;
  readonly caFile?: unknown;
  readonly caCertificate?: unknown;
  /** Seconds. */
  readonly timeout?: unknown;
  readonly forceCancel?: unknown;
  /** Goes into generated names, so that stacks of the same project and stack name have different ones. */
  readonly namespace?: unknown;
  /** Connection profiles: JSON text of `{"<name>": {"endpoint": ..., "username": ..., "password": ...}}`. */
  readonly arrays?: unknown;
};

export type Environment = Readonly<Record<string, string | undefined>>;

export const DEFAULT_TIMEOUT_SECONDS = 120;

const variables = {
  endpoint: "POWERSTORE_ENDPOINT",
  username: "POWERSTORE_USERNAME",
  password: "POWERSTORE_PASSWORD",
  insecure: "POWERSTORE_INSECURE",
  caFile: "POWERSTORE_CA_FILE",
  timeout: "POWERSTORE_TIMEOUT",
} as const;

type ConnectionSetting = keyof typeof variables | "caCertificate";

/** Where the user finds a setting again: for messages. */
export type Whereabouts = (setting: ConnectionSetting) => string;

const ofDefaultConnection: Whereabouts = (setting) =>
  setting === "caCertificate"
    ? "powerstore-import:caCertificate"
    : `powerstore-import:${setting} or ${variables[setting]}`;

/**
 * How to reach the array (design.md 5): configuration, then environment, then default. User and password of the environment
 * win when they are meant for the same endpoint: refresh and destroy get the configuration recorded at the last `up`, and a
 * rotated password must not lock a stack.
 * @throws ConfigurationError that names every missing key with its variable; nothing is sent.
 */
export function resolveConnection(
  settings: Settings,
  environment: Environment,
  where: Whereabouts = ofDefaultConnection,
): Connection {
  const fromEnvironment = (name: keyof typeof variables) => environment[variables[name]] || undefined;
  const endpoint = text(settings.endpoint) ?? fromEnvironment("endpoint");
  const environmentFits =
    !fromEnvironment("endpoint") || !endpoint || sameEndpoint(String(fromEnvironment("endpoint")), endpoint);
  const credential = (name: "username" | "password") =>
    (environmentFits ? fromEnvironment(name) : undefined) ?? text(settings[name]);
  const username = credential("username");
  const password = credential("password");
  if (!endpoint || !username || !password) throw missing({ endpoint, username, password });
  const caCertificate = readCertificate(settings, fromEnvironment("caFile"), where);
  return {
    endpoint: normaliseEndpoint(endpoint, where),
    username,
    password,
    insecure: boolean(settings.insecure ?? fromEnvironment("insecure"), where("insecure")),
    timeoutSeconds: seconds(settings.timeout ?? fromEnvironment("timeout"), where("timeout")),
    ...(caCertificate === undefined ? {} : { caCertificate }),
  };
}

const forceCancelKey = "powerstore-import:forceCancel";

/** What holds for one run whatever the resource says. */
export function resolveRunSettings(settings: Settings, environment: Environment): RunSettings {
  const force = "POWERSTORE_IMPORT_FORCE_CANCEL";
  const hosts = "POWERSTORE_IMPORT_HOSTS_ON_SOURCE";
  const claimed = "POWERSTORE_IMPORT_CANCEL_CLAIMED";
  const namespace = text(environment.POWERSTORE_IMPORT_NAMESPACE) ?? text(settings.namespace);
  return {
    forceCancel: boolean(environment[force], force) || boolean(settings.forceCancel, forceCancelKey),
    hostsOnSource: boolean(environment[hosts], hosts),
    cancelClaimed: boolean(environment[claimed], claimed),
    ...(namespace !== undefined && { namespace }),
    quiet: Boolean(environment.CI) && environment.CI !== "false",
  };
}

/** What is wrong with settings that somebody gave, each by itself; what is missing may still come from the environment. */
export function checkSettings(settings: Settings): readonly CheckFailure[] {
  const checks: Partial<Record<keyof Settings, (value: unknown) => unknown>> = {
    endpoint: (value) => normaliseEndpoint(String(value), ofDefaultConnection),
    insecure: (value) => boolean(value, ofDefaultConnection("insecure")),
    timeout: (value) => seconds(value, ofDefaultConnection("timeout")),
    forceCancel: (value) => boolean(value, forceCancelKey),
    namespace: (value) => namespaceOf(value),
    caCertificate: (value) => pem(String(value), ofDefaultConnection("caCertificate")),
  };
  return Object.entries(checks).flatMap(([property, check]) => {
    const value = settings[property as keyof Settings];
    if (value === undefined || value === null || hasUnknown(value)) return [];
    try {
      check(value);
      return [];
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      return [{ property, reason: error.message }];
    }
  });
}

/** Part of a hash alone, so any text will do; the limit only catches what cannot be meant. */
function namespaceOf(value: unknown): void {
  if (typeof value === "string" && value !== "" && value.length <= 256 && value.trim() === value) return;
  throw new ConfigurationError(
    "reading powerstore-import:namespace: it must be a text of at most 256 characters without white space at its ends.",
  );
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function missing(given: Record<"endpoint" | "username" | "password", string | undefined>): ConfigurationError {
  const names = (["endpoint", "username", "password"] as const).filter((name) => !given[name]);
  const example = {
    endpoint: "https://<management address>/api/rest",
    username: "<user>",
    password: "<password> --secret",
  };
  const ways = names.map(
    (name) =>
      `"pulumi config set powerstore-import:${name} ${example[name]}" or the environment variable ${variables[name]}`,
  );
  return new ConfigurationError(
    `connecting to PowerStore: no ${names.join(", no ")} is configured. Use ${ways.join("; ")}.`,
    names.map((name) => `powerstore-import:${name}`),
  );
}

const sameEndpoint = (one: string, other: string) => {
  try {
    return normaliseEndpoint(one, ofDefaultConnection) === normaliseEndpoint(other, ofDefaultConnection);
  } catch {
    return one === other;
  }
};

/** `https://host[:port]/api/rest`; the path may be left out. */
function normaliseEndpoint(endpoint: string, where: Whereabouts): string {
  const refuse = (why: string) =>
    new ConfigurationError(
      `connecting to PowerStore: the endpoint ${why}. Set ${where("endpoint")} to https://<management address>/api/rest.`,
    );
  let url: URL;
  try {
    url = new URL(endpoint);
  } catch {
    throw refuse("is not a URL");
  }
  if (url.protocol !== "https:") throw refuse(`begins with ${url.protocol}//, but only https:// is spoken`);
  if (url.username || url.password) throw refuse("contains a user or password, which would be shown in messages");
  const path = url.pathname.replace(/\/+$/, "");
  return `${url.origin}${path === "" ? "/api/rest" : path}`;
}

function boolean(value: unknown, where: string): boolean {
  if (value === undefined || value === null || value === "") return false;
  if (typeof value === "boolean") return value;
  const word = String(value).toLowerCase();
  if (word === "true" || word === "1") return true;
  if (word === "false" || word === "0") return false;
  throw new ConfigurationError(`reading ${where}: it must be true or false.`);
}

function seconds(value: unknown, where: string): number {
  if (value === undefined || value === null || value === "") return DEFAULT_TIMEOUT_SECONDS;
  const number = Number(value);
  if (Number.isFinite(number) && number > 0 && number <= 3600) return number;
  throw new ConfigurationError(`reading ${where}: it must be a number of seconds between 0 and 3600.`);
}

function readCertificate(
  settings: Settings,
  fileFromEnvironment: string | undefined,
  where: Whereabouts,
): string | undefined {
  const certificate = text(settings.caCertificate);
  if (certificate) return pem(certificate, where("caCertificate"));
  const file = text(settings.caFile) ?? fileFromEnvironment;
  if (!file) return undefined;
  try {
    return pem(readFileSync(file, "utf8"), file);
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    throw new ConfigurationError(`reading the certificate authority file ${file}${code}: check ${where("caFile")}.`);
  }
}

/** Node ignores text that is no certificate, and then complains of an unknown authority. */
function pem(certificate: string, where: string): string {
  if (certificate.includes("-----BEGIN CERTIFICATE-----")) return certificate;
  throw new ConfigurationError(`reading the certificate authority of ${where}: it holds no certificate in PEM form.`);
}
