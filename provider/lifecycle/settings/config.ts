/** What the settings and the environment come to: a connection, and what holds for a run. */

import { inspect } from "node:util";
import type { Connection } from "../../powerstore/http/contract";
import type { RunSettings } from "../operation/handler";
import { ConfigurationError } from "../operation/lifecycleErrors";
import type { BoundEnvironment, Environment, Place } from "./environment";
import { bindEnvironment, defaultPlace } from "./environment";
import type { ConnectionSetting, Settings } from "./settings";
import { allSettings, variables } from "./settings";
import * as read from "./settingValues";

export type ResolvedConnection = Connection & {
  /** Which setting or variable it is that leaves the certificate unverified. */
  readonly insecureBy?: string;
};

/**
 * How to reach the array (docs/plugin.md, "Configuration"): configuration, then the environment as far as it counts for this array, then default. User and
 * password of the environment win: refresh and destroy get the configuration recorded at the last `up`, and a rotated password must not lock
 * a stack.
 * @throws ConfigurationError that names every missing key with its variable; nothing is sent.
 */
export function resolveConnection(
  settings: Settings,
  environment: Environment,
  place: Place = defaultPlace,
): ResolvedConnection {
  const { where } = place;
  const given = (setting: ConnectionSetting) => read.text(settings[setting], where(setting));
  const configured = given("endpoint");
  const bound = bindEnvironment(environment, configured, place);
  const endpoint = configured ?? bound.get("endpoint");
  const username = bound.get("username") ?? given("username");
  const password = bound.get("password") ?? given("password");
  if (!endpoint || !username || !password) throw missing({ endpoint, username, password }, bound, place);
  if (isMixed(bound, given("username"), given("password"))) throw mixed(place);
  const ownInsecure = read.given(settings.insecure);
  const insecure = read.boolean(ownInsecure ?? bound.get("insecure"), where("insecure"));
  const caCertificate = certificates(given("caCertificate"), given("caFile") ?? bound.get("caFile"), place);
  const proxy = given("proxy") ?? bound.get("proxy");
  const connection = {
    endpoint: read.endpoint(endpoint, where("endpoint")),
    username,
    password,
    insecure,
    timeoutSeconds: read.seconds(read.given(settings.timeout) ?? bound.get("timeout"), where("timeout")),
    ...(insecure && { insecureBy: ownInsecure === undefined ? variables.insecure : nameOf("insecure", place) }),
    ...(caCertificate !== undefined && { caCertificate }),
    ...(proxy !== undefined && { proxy: read.proxy(proxy, where("proxy")) }),
    ...(place.loginSetting !== undefined && { loginSetting: place.loginSetting }),
    ...(place.areSettingsFresh && { areSettingsFresh: true }),
  };
  return concealed({ ...connection, ...hintsFor(connection, environment, bound, place) });
}

/** Whether a user of the environment would log in with the password of the one that is configured, which locks accounts. */
const isMixed = (bound: BoundEnvironment, username: string | undefined, password: string | undefined): boolean =>
  bound.get("password") === undefined &&
  password !== undefined &&
  username !== undefined &&
  (bound.get("username") ?? username) !== username;

function mixed(place: Place): ConfigurationError {
  const [user, password] = [variables.username, variables.password];
  return new ConfigurationError(
    `connecting to PowerStore: ${user} names another user than ${nameOf("username", place)}, and ${password} is not set: the password that is configured belongs to the configured user. Set ${password} as well, or unset ${user}.`,
  );
}

/** What a failure to connect may have to do with, beside what it shows by itself. */
function hintsFor(
  { endpoint, proxy }: Pick<Connection, "endpoint" | "proxy">,
  environment: Environment,
  bound: BoundEnvironment,
  place: Place,
): Pick<Connection, "hints"> {
  const certificate = bound.leftOut("caFile", "insecure");
  const ignored = proxy === undefined ? ignoredProxy(environment, endpoint) : undefined;
  const leftOut = bound.leftOut("proxy");
  const unreachable =
    leftOut ?? (ignored && `${ignored} is set, but only ${place.where("proxy")} leads through a proxy here`);
  if (certificate === undefined && unreachable === undefined) return {};
  return { hints: { ...(certificate && { certificate }), ...(unreachable && { unreachable }) } };
}

/** The setting itself, without its variable. */
const nameOf = (setting: ConnectionSetting, { where }: Place) => where(setting).replace(/ or POWERSTORE_\w+/, "");

const FORCE_CANCEL_KEY = "powerstore-import:forceCancel";
const NAMESPACE_KEY = "powerstore-import:namespace";
const MAX_ACTIVE_KEY = "powerstore-import:maxActivePerArray";

/** What holds for one run whatever the resource says. */
export function resolveRunSettings(settings: Settings, environment: Environment): RunSettings {
  const force = allSettings.forceCancel.variable;
  const hosts = "POWERSTORE_IMPORT_HOSTS_ON_SOURCE";
  const claimed = "POWERSTORE_IMPORT_CANCEL_CLAIMED";
  const most = allSettings.maxActivePerArray.variable;
  const maxActivePerArray =
    read.count(environment[most], most) ?? read.count(settings.maxActivePerArray, MAX_ACTIVE_KEY);
  const namespace = environment[allSettings.namespace.variable] || read.text(settings.namespace, NAMESPACE_KEY);
  return {
    forceCancel: read.boolean(environment[force], force) || read.boolean(settings.forceCancel, FORCE_CANCEL_KEY),
    hostsOnSource: read.boolean(environment[hosts], hosts),
    cancelClaimed: read.boolean(environment[claimed], claimed),
    ...(namespace !== undefined && { namespace }),
    ...(maxActivePerArray !== undefined && { maxActivePerArray }),
    quiet: Boolean(environment.CI) && environment.CI !== "false",
  };
}

function certificates(given: string | undefined, file: string | undefined, { where }: Place): string | undefined {
  if (given !== undefined) return read.certificateText(given, where("caCertificate"));
  return file === undefined ? undefined : read.certificateFile(file, where("caFile"));
}

type Needed = "endpoint" | "username" | "password";

function missing(given: Record<Needed, string | undefined>, bound: BoundEnvironment, place: Place): ConfigurationError {
  const names = (["endpoint", "username", "password"] as const).filter((name) => !given[name]);
  const leftOut = bound.leftOut(...names);
  return new ConfigurationError(
    `connecting to PowerStore: no ${names.join(", no ")} is configured. Use ${names.map((name) => wayTo(name, place)).join("; ")}.` +
      (leftOut === undefined ? "" : ` ${leftOut}.`),
    names.map((name) => `powerstore-import:${name}`),
    leftOut,
  );
}

const examples: Record<Needed, string> = {
  endpoint: "https://<management address>/api/rest",
  username: "<user>",
  password: "<password> --secret",
};

function wayTo(name: Needed, { where, environment, way }: Place): string {
  if (way !== undefined) return way(name);
  if (environment === "default") {
    return `"pulumi config set powerstore-import:${name} ${examples[name]}" or the environment variable ${variables[name]}`;
  }
  const withEndpoint = name === "endpoint" ? "" : `, with ${variables.endpoint} set to this array`;
  return `${where(name)} or the environment variable ${variables[name]}${withEndpoint}`;
}

/**
 * The same object, whose password neither `util.inspect` nor JSON shows: an error of anybody may carry it, a debugger's log hold it. A copy by
 * `...` loses that.
 */
export function concealed<T extends { readonly password: string }>(connection: T): T {
  const shown = () => ({ ...connection, password: "[secret]" });
  const hidden = (value: unknown) => ({ value, enumerable: false });
  return Object.defineProperties(connection, { toJSON: hidden(shown), [inspect.custom]: hidden(shown) });
}

/**
 * The variable by which other programs would reach this endpoint through a proxy; undefined if they would go straight, too. It is not
 * followed: it is set for the internet, while arrays stand in networks where a proxy leads nowhere (docs/decisions/019).
 */
export function ignoredProxy(environment: Environment, endpoint: string): string | undefined {
  const set = (name: string) => [name, name.toLowerCase()].find((each) => environment[each]);
  const exceptions = environment[set("NO_PROXY") ?? ""] ?? "";
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : "";
  const isException = exceptions
    .split(/[\s,]+/)
    .map((each) => each.replace(/^\*?\.|:\d+$/g, ""))
    .some((each) => each === "*" || (each !== "" && (host === each || host.endsWith(`.${each}`))));
  return isException ? undefined : (set("HTTPS_PROXY") ?? set("ALL_PROXY"));
}
