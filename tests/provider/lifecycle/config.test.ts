import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { ConfigurationError } from "../../../provider/lifecycle/operation/lifecycleErrors";
import { checkSettings } from "../../../provider/lifecycle/settings/checkSettings";
import { resolveConnection, resolveRunSettings } from "../../../provider/lifecycle/settings/config";
import type { Environment } from "../../../provider/lifecycle/settings/environment";
import type { Settings } from "../../../provider/lifecycle/settings/settings";

const full: Settings = { endpoint: "https://array/api/rest", username: "admin", password: "secret-1" };

describe("resolveConnection", () => {
  const endpoints: [given: string, expected: string, reason: string][] = [
    ["https://array", "https://array/api/rest", "the path may be left out"],
    ["https://array/", "https://array/api/rest", "the path may be left out"],
    ["https://array:8443/api/rest/", "https://array:8443/api/rest", "a slash at the end means nothing"],
    ["https://[::1]:443/api/rest", "https://[::1]/api/rest", "IPv6 and the standard port are fine"],
    ["https://proxy/ps1/api/rest", "https://proxy/ps1/api/rest", "a proxy may add a path"],
  ];
  for (const [given, expected, reason] of endpoints) {
    it(`takes ${given} as ${expected}: ${reason}`, () => {
      assert.equal(resolveConnection({ ...full, endpoint: given }, {}).endpoint, expected);
    });
  }

  const refusals: [settings: Settings, environment: Environment, message: RegExp, reason: string][] = [
    [
      {},
      {},
      /no endpoint, no username, no password.*powerstore-import:endpoint.*POWERSTORE_ENDPOINT.*POWERSTORE_PASSWORD/s,
      "all that is missing at once",
    ],
    [
      { ...full, password: undefined },
      {},
      /no password.*config set powerstore-import:password .*--secret.*POWERSTORE_PASSWORD/s,
      "key and variable",
    ],
    [
      full,
      { POWERSTORE_USERNAME: "svc" },
      /POWERSTORE_USERNAME names another user than powerstore-import:username, and POWERSTORE_PASSWORD is not set.*Set POWERSTORE_PASSWORD as well, or unset POWERSTORE_USERNAME/,
      "somebody else's password locks an account",
    ],
    [{ ...full, endpoint: "http://array" }, {}, /begins with http:\/\/, but only https/, "no clear text"],
    [{ ...full, endpoint: "array" }, {}, /lacks its scheme: write https:\/\/ in front/, "no guessing"],
    [{ ...full, endpoint: "array:443" }, {}, /lacks its scheme/, "the URL parser takes the host for a scheme"],
    [{ ...full, endpoint: "10.0.0.1:443/api/rest" }, {}, /lacks its scheme/, "an address, too"],
    [{ ...full, endpoint: "the array" }, {}, /not a URL/, "no guessing"],
    [{ ...full, endpoint: "ftp://array" }, {}, /does not begin with https:/, "no other way"],
    [{ ...full, username: 7 }, {}, /reading powerstore-import:username.* must be text/, "JSON has numbers"],
    [{ ...full, proxy: "proxy:3128" }, {}, /proxy.* must be the URL of an HTTP proxy, such as http/, "no guessing"],
    [{ ...full, proxy: "https://proxy" }, {}, /must be the URL of an HTTP proxy/, "what is in the tunnel is TLS"],
    [{ ...full, proxy: "http://u:secret-1@proxy:1" }, {}, /must not contain a user or password/, "it is shown"],
    [{ ...full, proxy: "http://proxy:1/x" }, {}, /must be an address alone/, "a path means nothing"],
    [
      { ...full, caCertificate: "secret-1" },
      {},
      /caCertificate: it holds no certificate in PEM form/,
      "never in silence",
    ],
    [{ ...full, endpoint: "https://admin:secret-1@array" }, {}, /contains a user or password/, "endpoints are shown"],
    [{ ...full, insecure: "maybe" }, {}, /insecure.*true or false/, "no guessing"],
    [{ ...full, timeout: "soon" }, {}, /timeout.*number of seconds/, "no guessing"],
    [{ ...full, timeout: -1 }, {}, /timeout.*number of seconds/, "no negative times"],
    [
      { ...full, caFile: "/nowhere/ca.pem" },
      {},
      /\/nowhere\/ca.pem \(ENOENT\).*POWERSTORE_CA_FILE/s,
      "the file and its key are named",
    ],
  ];
  for (const [settings, environment, message, reason] of refusals) {
    it(`refuses ${JSON.stringify({ ...settings, password: "..." })}: ${reason}`, () => {
      assert.throws(
        () => resolveConnection(settings, environment),
        (error) => {
          assert.ok(error instanceof ConfigurationError);
          assert.match(error.message, message);
          assert.doesNotMatch(error.message, /secret-1/);
          return true;
        },
      );
    });
  }

  it("takes everything from the environment when nothing is configured", () => {
    const environment = {
      POWERSTORE_ENDPOINT: "https://env",
      POWERSTORE_USERNAME: "u",
      POWERSTORE_PASSWORD: "p",
      POWERSTORE_INSECURE: "true",
      POWERSTORE_TIMEOUT: "7",
    };
    assert.deepEqual(resolveConnection({}, environment), {
      endpoint: "https://env/api/rest",
      username: "u",
      password: "p",
      insecure: true,
      insecureBy: "POWERSTORE_INSECURE",
      timeoutSeconds: 7,
    });
  });

  it("takes an empty setting, as CI systems make them, for none", () => {
    const empty = { insecure: "", timeout: "", caFile: "", caCertificate: "", proxy: "" };
    const environment = { POWERSTORE_TIMEOUT: "7" };
    assert.deepEqual(
      { ...resolveConnection({ ...full, ...empty }, environment) },
      {
        endpoint: "https://array/api/rest",
        username: "admin",
        password: "secret-1",
        insecure: false,
        timeoutSeconds: 7,
      },
    );
  });

  const credentials: [reason: string, environment: Environment, password: string][] = [
    ["a rotated password of the environment wins for the same endpoint", { POWERSTORE_PASSWORD: "new" }, "new"],
    [
      "the same endpoint may be spelled otherwise",
      { POWERSTORE_ENDPOINT: "https://array/", POWERSTORE_PASSWORD: "new" },
      "new",
    ],
    [
      "a password meant for another array is not used",
      { POWERSTORE_ENDPOINT: "https://other", POWERSTORE_PASSWORD: "new" },
      "secret-1",
    ],
  ];
  for (const [reason, environment, password] of credentials) {
    it(reason, () => assert.equal(resolveConnection(full, environment).password, password));
  }

  it("lets the configured endpoint win over the environment's", () => {
    assert.equal(resolveConnection(full, { POWERSTORE_ENDPOINT: "https://other" }).endpoint, "https://array/api/rest");
  });

  it("reads the authority's certificate from the file, or takes it as text", () => {
    const folder = mkdtempSync(join(tmpdir(), "config-"));
    const caFile = join(folder, "ca.pem");
    const [inFile = "", asText = ""] = rootCertificates;
    const subject = (pem: string | undefined) => new X509Certificate(pem ?? "").subject;
    writeFileSync(caFile, inFile);
    assert.equal(subject(resolveConnection(full, { POWERSTORE_CA_FILE: caFile }).caCertificate), subject(inFile));
    const both = { ...full, caCertificate: asText, caFile };
    assert.equal(subject(resolveConnection(both, {}).caCertificate), subject(asText));
    writeFileSync(caFile, inFile.slice(0, 400));
    assert.throws(() => resolveConnection({ ...full, caFile }, {}), {
      message: `reading the certificates of powerstore-import:caFile or POWERSTORE_CA_FILE (${caFile}): it holds a certificate that breaks off: 1 begin and 0 end.`,
    });
    rmSync(folder, { recursive: true });
  });
});

describe("resolveRunSettings", () => {
  const cases: [settings: Settings, environment: Environment, expected: [force: boolean, hosts: boolean]][] = [
    [{}, {}, [false, false]],
    [{ forceCancel: "true" }, {}, [true, false]],
    [{}, { POWERSTORE_IMPORT_FORCE_CANCEL: "true" }, [true, false]],
    [{}, { POWERSTORE_IMPORT_FORCE_CANCEL: "false" }, [false, false]],
    [{}, { POWERSTORE_IMPORT_HOSTS_ON_SOURCE: "1" }, [false, true]],
  ];
  for (const [settings, environment, [forceCancel, hostsOnSource]] of cases) {
    it(`${JSON.stringify(settings)} and ${JSON.stringify(environment)}`, () => {
      assert.deepEqual(resolveRunSettings(settings, environment), {
        forceCancel,
        hostsOnSource,
        cancelClaimed: false,
        quiet: false,
      });
    });
  }

  it("takes the namespace of generated names from the environment before the configuration", () => {
    assert.equal(resolveRunSettings({ namespace: "east" }, {}).namespace, "east");
    const environment = { POWERSTORE_IMPORT_NAMESPACE: "west" };
    assert.equal(resolveRunSettings({ namespace: "east" }, environment).namespace, "west");
  });

  const limits: [settings: Settings, environment: Environment, limit: number | undefined, reason: string][] = [
    [{}, {}, undefined, "nobody has set one"],
    [{ maxActivePerArray: "8" }, {}, 8, "a stack's configuration is text"],
    [{ maxActivePerArray: 8 }, {}, 8, "a provider's argument is a number"],
    [
      { maxActivePerArray: 8 },
      { POWERSTORE_IMPORT_MAX_ACTIVE_PER_ARRAY: "4" },
      4,
      "of one run the environment knows more",
    ],
    [{ maxActivePerArray: 8 }, { POWERSTORE_IMPORT_MAX_ACTIVE_PER_ARRAY: "" }, 8, "an empty variable says nothing"],
  ];
  for (const [settings, environment, limit, reason] of limits) {
    it(`takes ${limit ?? "no limit"} for the imports of an array: ${reason}`, () => {
      assert.equal(resolveRunSettings(settings, environment).maxActivePerArray, limit);
    });
  }

  for (const wrong of ["0", "-1", "2.5", "many", true]) {
    it(`refuses ${wrong} as the most imports of an array, and names the setting`, () => {
      const message = /maxActivePerArray: it must be a whole number from 1 on/;
      assert.throws(() => resolveRunSettings({ maxActivePerArray: wrong }, {}), { message });
      const [failure] = checkSettings({ maxActivePerArray: wrong });
      assert.equal(failure?.property, "maxActivePerArray");
      assert.match(failure?.reason ?? "", message);
    });
  }

  it("takes a confirmation for sessions that were found by their names from the environment", () => {
    assert.equal(resolveRunSettings({}, { POWERSTORE_IMPORT_CANCEL_CLAIMED: "true" }).cancelClaimed, true);
  });

  it("refuses a flag that is neither true nor false: a force meant must not be a force missed", () => {
    assert.throws(() => resolveRunSettings({}, { POWERSTORE_IMPORT_FORCE_CANCEL: "yes please" }), ConfigurationError);
  });
});

describe("checkSettings", () => {
  it("finds what is wrong by property, a broken certificate file among it, and shows nothing of it", () => {
    const folder = mkdtempSync(join(tmpdir(), "config-"));
    const caFile = join(folder, "key.pem");
    writeFileSync(caFile, "-----BEGIN PRIVATE KEY-----\nsecret-1\n-----END PRIVATE KEY-----");
    const failures = checkSettings({ ...full, endpoint: "array:443", caFile, proxy: "nowhere", password: 12345678 });
    assert.deepEqual(failures.map(({ property }) => property).sort(), ["caFile", "endpoint", "password", "proxy"]);
    assert.match(
      failures.find(({ property }) => property === "caFile")?.reason ?? "",
      /no certificate but "PRIVATE KEY"/,
    );
    assert.doesNotMatch(JSON.stringify(failures), /secret-1|12345678/);
    rmSync(folder, { recursive: true });
  });
});
