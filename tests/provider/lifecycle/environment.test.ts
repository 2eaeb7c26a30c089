import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import type { ResolvedConnection } from "../../../provider/lifecycle/settings/config";
import { resolveConnection } from "../../../provider/lifecycle/settings/config";
import type { Environment, Place } from "../../../provider/lifecycle/settings/environment";
import { defaultPlace, profilePlace, providerPlace } from "../../../provider/lifecycle/settings/environment";
import type { Settings } from "../../../provider/lifecycle/settings/settings";

const HERE = "https://array/api/rest";
const configured: Settings = { endpoint: HERE, username: "configured", password: "configured-1" };
const explicit = providerPlace("east");
const profile = profilePlace("east");

describe("The environment", () => {
  const folder = mkdtempSync(join(tmpdir(), "environment-"));
  const caFile = join(folder, "ca.pem");
  writeFileSync(caFile, rootCertificates[0] ?? "");
  after(() => rmSync(folder, { recursive: true }));

  /** Every variable of a connection but its endpoint. */
  const variables: Environment = {
    POWERSTORE_USERNAME: "environment",
    POWERSTORE_PASSWORD: "environment-1",
    POWERSTORE_INSECURE: "true",
    POWERSTORE_CA_FILE: caFile,
    POWERSTORE_TIMEOUT: "7",
    POWERSTORE_PROXY: "http://proxy:3128",
  };

  /** What a connection has from the environment. */
  const taken = (connection: ResolvedConnection) => ({
    username: connection.username === "environment",
    password: connection.password === "environment-1",
    insecure: connection.insecure,
    caFile: connection.caCertificate !== undefined,
    timeout: connection.timeoutSeconds === 7,
    proxy: connection.proxy !== undefined,
  });
  const all = { username: true, password: true, insecure: true, caFile: true, timeout: true, proxy: true };
  const none = Object.fromEntries(Object.keys(all).map((name) => [name, false]));

  type Case = { place: Place; named: string | undefined; counts: boolean; reason: string };
  const cases: Record<string, Case[]> = {
    "the default connection": [
      { place: defaultPlace, named: undefined, counts: true, reason: "which is the one that it is meant for" },
      { place: defaultPlace, named: "https://ARRAY:443/", counts: true, reason: "named in another spelling" },
      { place: defaultPlace, named: "https://other", counts: false, reason: "as it names another array" },
      { place: defaultPlace, named: "other:443", counts: false, reason: "as it names something else, if no endpoint" },
    ],
    "an explicit provider": [
      { place: explicit, named: undefined, counts: false, reason: "which is another array's, for all it says" },
      { place: explicit, named: HERE, counts: true, reason: "as it names this very array" },
      { place: explicit, named: "https://other", counts: false, reason: "as it names another array" },
    ],
    "a connection profile": [
      { place: profile, named: undefined, counts: false, reason: "which has its own settings" },
      {
        place: profile,
        named: HERE,
        counts: false,
        reason: "even of this array: another profile may be another user's",
      },
    ],
  };
  for (const [whose, rows] of Object.entries(cases)) {
    for (const { place, named, counts, reason } of rows) {
      it(`${counts ? "counts" : "does not count"}, no variable of it left out, for ${whose}, ${reason}`, () => {
        const environment = { ...variables, ...(named !== undefined && { POWERSTORE_ENDPOINT: named }) };
        assert.deepEqual(taken(resolveConnection(configured, environment, place)), counts ? all : none);
      });
    }
  }

  it("is the whole connection of an explicit provider that says nothing, where it names an array", () => {
    const connection = resolveConnection({}, { ...variables, POWERSTORE_ENDPOINT: HERE }, explicit);
    assert.deepEqual({ endpoint: connection.endpoint, ...taken(connection) }, { endpoint: HERE, ...all });
  });

  it("does not undo what the configuration says of the certificate", () => {
    const settings = { ...configured, insecure: "false", proxy: "http://own:1", timeout: 9 };
    const { insecure, proxy, timeoutSeconds } = resolveConnection(settings, variables);
    assert.deepEqual(
      { insecure, proxy, timeoutSeconds },
      { insecure: false, proxy: "http://own:1", timeoutSeconds: 9 },
    );
  });

  type Missing = { name: string; named?: string; place: Place; says: RegExp };
  const missing: Missing[] = [
    {
      name: "that POWERSTORE_ENDPOINT names another array",
      named: "https://other",
      place: defaultPlace,
      says: /no username, no password is configured.* POWERSTORE_USERNAME and POWERSTORE_PASSWORD are set, but left out: POWERSTORE_ENDPOINT names another array than powerstore-import:endpoint\.$/,
    },
    {
      name: "that POWERSTORE_ENDPOINT is not set",
      place: explicit,
      says: /username of provider "east" or the environment variable POWERSTORE_USERNAME, with POWERSTORE_ENDPOINT set to this array.*are set, but left out: without POWERSTORE_ENDPOINT/,
    },
  ];
  for (const { name, named, place, says } of missing) {
    it(`is said to be left out, and why, where user and password are missing: ${name}`, () => {
      const environment = { ...variables, ...(named !== undefined && { POWERSTORE_ENDPOINT: named }) };
      assert.throws(
        () => resolveConnection({ endpoint: HERE }, environment, place),
        (error: Error) => {
          assert.match(error.message, says);
          assert.doesNotMatch(error.message, /environment-1|pulumi config set.*provider "east"/);
          return true;
        },
      );
    });
  }

  it("is said to be left out for the one that is missing, not for the others", () => {
    const environment = { POWERSTORE_USERNAME: "u", POWERSTORE_ENDPOINT: "https://other" };
    assert.throws(() => resolveConnection({ ...configured, username: "" }, environment), {
      message: /no username is configured.*POWERSTORE_USERNAME is set, but left out/,
    });
  });

  const hints: { name: string; environment: Environment; settings?: Settings; hints: RegExp | undefined }[] = [
    {
      name: "a certificate that is left out",
      environment: { POWERSTORE_CA_FILE: caFile, POWERSTORE_ENDPOINT: "https://other" },
      hints: /"certificate":"POWERSTORE_CA_FILE is set, but left out: POWERSTORE_ENDPOINT names another array/,
    },
    {
      name: "a proxy that is left out",
      environment: { POWERSTORE_PROXY: "http://p:1", POWERSTORE_ENDPOINT: "https://other" },
      hints: /"unreachable":"POWERSTORE_PROXY is set, but left out/,
    },
    {
      name: "the proxy of other programs",
      environment: { HTTPS_PROXY: "http://user:secret@p:1" },
      hints: /"unreachable":"HTTPS_PROXY is set, but only powerstore-import:proxy or POWERSTORE_PROXY leads/,
    },
    { name: "the same in small letters", environment: { https_proxy: "http://p:1" }, hints: /https_proxy is set/ },
    { name: "a proxy for everything", environment: { ALL_PROXY: "socks5://p:1" }, hints: /ALL_PROXY is set/ },
    {
      name: "nothing: the array is excepted",
      environment: { HTTPS_PROXY: "p", NO_PROXY: "x, array" },
      hints: undefined,
    },
    { name: "nothing: all are excepted", environment: { HTTPS_PROXY: "p", no_proxy: "*" }, hints: undefined },
    {
      name: "nothing: the array's domain is excepted",
      environment: { HTTPS_PROXY: "p", NO_PROXY: ".lab.example" },
      settings: { endpoint: "https://ps1.lab.example" },
      hints: undefined,
    },
    {
      name: "nothing: a proxy is configured",
      environment: { HTTPS_PROXY: "p" },
      settings: { proxy: "http://own:1" },
      hints: undefined,
    },
    { name: "nothing: HTTP_PROXY is for http", environment: { HTTP_PROXY: "p" }, hints: undefined },
  ];
  for (const { name, environment, settings, hints: expected } of hints) {
    it(`gives a failure to connect a hint at ${name}`, () => {
      const { hints } = resolveConnection({ ...configured, ...settings }, environment);
      if (expected === undefined) assert.equal(hints, undefined);
      else assert.match(JSON.stringify(hints), expected);
      assert.doesNotMatch(JSON.stringify(hints ?? {}), /secret/);
    });
  }
});

describe("The place of a provider's settings", () => {
  for (const [name, said, reason] of [
    ["east", 'endpoint of provider "east"', "the program has given it this name"],
    [undefined, "endpoint of the provider", "an old engine does not say which"],
    ["", "endpoint of the provider", "that of pulumi do has none"],
  ] as const) {
    it(`is called ${said}, for ${reason}`, () => assert.equal(providerPlace(name).where("endpoint"), said));
  }
});
