import * as pulumi from "@pulumi/pulumi";

/**
 * How to reach one array. What is not given comes from the environment variables in brackets, which count only if POWERSTORE_ENDPOINT names
 * this very array; user and password of the environment win then.
 */
export interface ProviderArgs {
  /** `https://<management address>/api/rest` [POWERSTORE_ENDPOINT]. */
  endpoint?: pulumi.Input<string | undefined>;
  /** [POWERSTORE_USERNAME] */
  username?: pulumi.Input<string | undefined>;
  /** Encrypted in the state, also if it is no Pulumi secret [POWERSTORE_PASSWORD]. */
  password?: pulumi.Input<string | undefined>;
  /**
   * True: the array's certificate is not verified [POWERSTORE_INSECURE].
   * @default false
   */
  insecure?: pulumi.Input<boolean | undefined>;
  /** File with further certificates to trust, PEM: authorities, or the array's own [POWERSTORE_CA_FILE]. */
  caFile?: pulumi.Input<string | undefined>;
  /** PEM text of further certificates to trust, instead of a file. */
  caCertificate?: pulumi.Input<string | undefined>;
  /**
   * `http://<host>:<port>` of an HTTP proxy to reach the array through [POWERSTORE_PROXY]; HTTPS_PROXY is not followed.
   * @default none
   */
  proxy?: pulumi.Input<string | undefined>;
  /**
   * Seconds until a request without an answer is given up [POWERSTORE_TIMEOUT].
   * @default 120
   */
  timeout?: pulumi.Input<number | undefined>;
  /**
   * Cancel by force whatever the resources say [POWERSTORE_IMPORT_FORCE_CANCEL].
   * @default false
   */
  forceCancel?: pulumi.Input<boolean | undefined>;
  /**
   * Goes into the generated names of sessions, for stacks of the same project and stack name [POWERSTORE_IMPORT_NAMESPACE].
   * @default none
   */
  namespace?: pulumi.Input<string | undefined>;
  /**
   * So many imports at most are under way on the array when one is begun, whoever began them [POWERSTORE_IMPORT_MAX_ACTIVE_PER_ARRAY]: others wait for a place.
   * @default no limit but the array's
   */
  maxActivePerArray?: pulumi.Input<number | undefined>;
}

/**
 * One PowerStore array, for programs with several. Programs with one need none: the stack configuration `powerstore-import:endpoint`,
 * `username`, `password` (secret), ... serves all resources without a provider of their own.
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const { insecure, timeout, forceCancel, maxActivePerArray, password, ...texts } = args;
    super(
      "powerstore-import",
      name,
      {
        ...texts,
        password: password === undefined ? undefined : pulumi.secret(password),
        // Arguments of providers travel as JSON text [PULUMI arguments].
        insecure: asJson(insecure),
        timeout: asJson(timeout),
        forceCancel: asJson(forceCancel),
        maxActivePerArray: asJson(maxActivePerArray),
      },
      opts,
    );
  }
}

function asJson(value: pulumi.Input<boolean | number | undefined>): pulumi.Output<string> | undefined {
  if (value === undefined) return undefined;
  return pulumi.output(value).apply((known) => JSON.stringify(known));
}
