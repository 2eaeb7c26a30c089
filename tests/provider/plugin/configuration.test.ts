import assert from "node:assert/strict";
import { status } from "@grpc/grpc-js";
import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import {
  CheckRequest,
  ConfigureRequest,
  DiffRequest,
  DiffResponse,
  InvokeRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { isDefaultProvider } from "../../../provider/lifecycle/settings/environment";
import { currentSettings, pluginSettingNames } from "../../../provider/plugin/configuration";
import type { Simulator } from "../../../simulator/src";
import type { PluginStage } from "./pluginStage";
import { DEFAULT_PROVIDER_URN, openPluginStage, URN } from "./pluginStage";
import { detailsOf, plain, secret, struct, UNKNOWN_STRING } from "./wire";

const EXPLICIT = "urn:pulumi:prod::shop::pulumi:providers:powerstore-import::east";

describe("The plugin's configuration", () => {
  let stage: PluginStage;
  beforeEach(async () => {
    stage = await openPluginStage();
  });
  afterEach(() => stage.close());

  const checkConfig = (news: object) =>
    stage.client.checkConfig(new CheckRequest().setUrn(EXPLICIT).setNews(struct(news)));
  const diffConfig = (olds: object, news: object) =>
    stage.client.diffConfig(new DiffRequest().setUrn(EXPLICIT).setOlds(struct(olds)).setNews(struct(news)));

  it("gives a plain password back as a secret, and nothing of the environment", async () => {
    stage.environment.POWERSTORE_USERNAME = "from-environment";
    const response = await checkConfig({ endpoint: "https://array", password: "hunter2" });
    assert.deepEqual(plain(response.getInputs()), { endpoint: "https://array", password: secret("hunter2") });
    assert.deepEqual(response.getFailuresList(), []);
  });

  it("keeps a secret a secret, and drops the dynamic surface's profiles, which are full of passwords", async () => {
    const response = await checkConfig({ username: secret("me"), arrays: '{"east": {"password": "x"}}' });
    assert.deepEqual(plain(response.getInputs()), { username: secret("me") });
  });

  it("refuses a second provider for another array in one run, as an attached process gets them: calls do not say whose they are", async () => {
    const { client } = stage;
    const WEST = EXPLICIT.replace("east", "west");
    const account = { username: "me", password: "hunter2" };
    await client.attach(new PluginAttach().setAddress("127.0.0.1:9"));
    await stage.configure({ endpoint: "https://east", ...account }, EXPLICIT);
    await stage.configure({ endpoint: "https://east", ...account, timeout: "60" }, DEFAULT_PROVIDER_URN);
    await assert.rejects(
      stage.configure({ endpoint: "https://west", ...account }, WEST),
      /provider "west" of https:\/\/west\/api\/rest cannot be served .* "east" of .* without PULUMI_DEBUG_PROVIDERS/,
    );
    await client.attach(new PluginAttach().setAddress("127.0.0.1:10"));
    await stage.configure({ endpoint: "https://west", ...account }, WEST);
  });

  it("lets unknowns pass", async () => {
    const response = await checkConfig({ endpoint: UNKNOWN_STRING, password: UNKNOWN_STRING });
    assert.deepEqual(plain(response.getInputs()), { endpoint: UNKNOWN_STRING, password: UNKNOWN_STRING });
  });

  it("lists everything that is wrong at once, by property", async () => {
    const response = await checkConfig({ endpoint: "http://array", insecure: "perhaps", timeout: "-1" });
    const properties = response.getFailuresList().map((failure) => failure.getProperty());
    assert.deepEqual(properties, ["endpoint", "insecure", "timeout"]);
  });

  it("never replaces: not for another endpoint, not when a stack comes from the dynamic surface", async () => {
    for (const olds of [
      { endpoint: "https://old" },
      { "powerstore-import:endpoint": "https://old", "aws:region": "x" },
      {},
    ]) {
      const response = await diffConfig(olds, { endpoint: "https://new" });
      assert.equal(response.getChanges(), DiffResponse.DiffChanges.DIFF_SOME);
      assert.deepEqual(response.getReplacesList(), []);
      assert.deepEqual(response.getDiffsList(), ["endpoint"]);
    }
  });

  it("sees no change between a number and its text, as different SDKs send it", async () => {
    const response = await diffConfig({ timeout: 30, insecure: true }, { timeout: "30", insecure: "true" });
    assert.equal(response.getChanges(), DiffResponse.DiffChanges.DIFF_NONE);
  });

  const diffs: { olds: object; news: object; names: string[]; reason: string }[] = [
    {
      olds: { "powerstore-import:endpoint": "https://a" },
      news: { endpoint: "https://a" },
      names: [],
      reason: "a move",
    },
    { olds: {}, news: { endpoint: null }, names: [], reason: "nothing in two ways" },
    { olds: {}, news: { username: "undefined" }, names: ["username"], reason: "an unlucky name" },
    { olds: { arrays: "{}" }, news: { arrays: "[]" }, names: [], reason: "the dynamic surface's" },
    { olds: { timeout: 30 }, news: {}, names: ["timeout"], reason: "taken away" },
  ];
  for (const { olds, news, names, reason } of diffs) {
    it(`sees ${names.join() || "no change"} between ${JSON.stringify(olds)} and ${JSON.stringify(news)}: ${reason}`, async () => {
      assert.deepEqual((await diffConfig(olds, news)).getDiffsList(), names);
    });
  }

  it("names each missing key so that the command line prints what to set, for the default provider", async () => {
    await assert.rejects(stage.configure({}), (error) => {
      const keys = detailsOf(error).missingKeys?.getMissingkeysList() ?? [];
      assert.deepEqual(
        keys.map((key) => key.getName()),
        ["powerstore-import:endpoint", "powerstore-import:username", "powerstore-import:password"],
      );
      assert.ok(keys.every((key) => key.getDescription().includes("POWERSTORE_")));
      return true;
    });
  });

  it("says in words what an explicit provider lacks, for which there is no pulumi config set", async () => {
    await assert.rejects(stage.configure({ endpoint: "https://array" }, EXPLICIT), (error) => {
      assert.equal(detailsOf(error).missingKeys, undefined);
      assert.match(String(error), /username.*password/s);
      return true;
    });
  });

  it("sends the password of an explicit provider to nobody whose certificate is not known, whatever the environment says", async () => {
    const { endpoint, username, password } = stage.simulator;
    stage.environment.POWERSTORE_INSECURE = "true";
    stage.environment.POWERSTORE_USERNAME = "somebody";
    await stage.configure({ endpoint, username, password }, EXPLICIT);
    await assert.rejects(
      stage.created(),
      /certificate is not trusted.*POWERSTORE_INSECURE is set, but left out: without/,
    );
    assert.deepEqual(stage.simulator.journal().entries, []);
  });

  it("says that a variable is left out in the description of the missing key, for the default provider", async () => {
    stage.environment.POWERSTORE_ENDPOINT = "https://other";
    stage.environment.POWERSTORE_USERNAME = "me";
    await assert.rejects(stage.configure({ endpoint: "https://array", password: "p" }), (error) => {
      const keys = detailsOf(error).missingKeys?.getMissingkeysList() ?? [];
      assert.deepEqual(
        keys.map((key) => key.getName()),
        ["powerstore-import:username"],
      );
      assert.match(
        keys[0]?.getDescription() ?? "",
        /POWERSTORE_USERNAME is set, but left out: POWERSTORE_ENDPOINT names/,
      );
      return true;
    });
  });

  it("advises an explicit provider whose login is refused to correct its own arguments", async () => {
    const { endpoint, username, caCertificate } = stage.simulator;
    await stage.configure({ endpoint, username, caCertificate, password: "Not-The-Secret" }, EXPLICIT);
    await assert.rejects(stage.created(), /correct username and password of provider "east"; after/);
  });

  it("refuses a setting that nobody reads, with the nearest name", async () => {
    const response = await checkConfig({ colour: "red", endpiont: "https://array", arrays: "{}" });
    assert.deepEqual(
      response.getFailuresList().map((failure) => [failure.getProperty(), failure.getReason()]),
      [
        ["colour", `"colour" is no setting of powerstore-import; there are ${pluginSettingNames.join(", ")}`],
        ["endpiont", '"endpiont" is no setting of powerstore-import; did you mean endpoint?'],
      ],
    );
  });

  it("refuses a provider of the program under a name of the engine's, which would get the stack's array and not its own", async () => {
    const check = async (urn: string, endpoint: string) => {
      const news = struct({ endpoint });
      const response = await stage.client.checkConfig(new CheckRequest().setUrn(urn).setNews(news));
      return response.getFailuresList().map((failure) => [failure.getProperty(), failure.getReason()]);
    };
    stage.environment.PULUMI_CONFIG = JSON.stringify({ "powerstore-import:endpoint": "https://east" });
    const named = EXPLICIT.replace(/[^:]*$/, "default");
    const [[property, reason] = []] = await check(named, "https://west");
    assert.equal(property, "endpoint");
    assert.match(reason ?? "", /called "default" gets the stack's configuration: give this provider another name/);
    assert.deepEqual(await check(named, "https://east"), [], "the engine's own");
    assert.deepEqual(await check(EXPLICIT, "https://west"), []);
  });

  it("lets pass what the engine puts among the arguments, and what it once put there", async () => {
    const engine = { version: "1.2.3", pluginDownloadURL: "https://x", pluginChecksums: {}, __internal: { name: "x" } };
    const response = await checkConfig({ ...engine, parameterization: {}, envVarMappings: { A: "B" }, name: "x" });
    assert.deepEqual(response.getFailuresList(), []);
  });

  it("lets a project of the namespace's name have settings of its own there", async () => {
    const urn = "urn:pulumi:dev::powerstore-import::pulumi:providers:powerstore-import::default";
    const news = struct({ databaseVolume: "lun-1", endpiont: "x" });
    const response = await stage.client.checkConfig(new CheckRequest().setUrn(urn).setNews(news));
    assert.deepEqual(
      response.getFailuresList().map((failure) => failure.getProperty()),
      ["endpiont"],
    );
  });

  it("warns once in a run, on a resource's row, that the certificate is not verified", async () => {
    const { endpoint, username, password } = stage.simulator;
    await stage.configure({ endpoint, username, password, insecure: true });
    const { id, inputs, outputs } = await stage.created();
    await stage.read(id, outputs, inputs);
    const warnings = stage.messages.filter(({ text }) => text.includes("is not verified"));
    assert.deepEqual(
      warnings.map(({ severity, urn }) => [severity, urn]),
      [["warning", URN]],
    );
    await stage.configure({ endpoint, username, password, insecure: true });
    await stage.read(id, outputs, inputs);
    assert.equal(stage.messages.filter(({ text }) => text.includes("is not verified")).length, 2, "each run says so");
  });

  it("warns on the provider's row where only a function asks the array", async () => {
    const { endpoint, username, password } = stage.simulator;
    await stage.configure({ endpoint, username, password, insecure: true }, EXPLICIT);
    await stage.client.invoke(
      new InvokeRequest().setTok("powerstore-import:index:getImportSessions").setArgs(struct({})),
    );
    const warnings = stage.messages.filter(({ text }) => text.includes("is not verified"));
    assert.deepEqual(
      warnings.map(({ urn }) => urn),
      [EXPLICIT],
    );
  });

  it("asks the array nothing", async () => {
    await stage.configure();
    assert.deepEqual(stage.simulator.journal().entries, []);
  });

  it("prefers the stack's current configuration to the recorded one, for the default provider alone", async () => {
    const { endpoint, username, password, caCertificate } = stage.simulator;
    stage.environment.PULUMI_CONFIG = JSON.stringify({ "powerstore-import:password": password });
    const outdated = { endpoint, username, caCertificate, password: secret("rotated away") };
    await stage.configure(outdated);
    await stage.created();
    await stage.configure(outdated, EXPLICIT);
    await assert.rejects(stage.created(), { code: status.UNAUTHENTICATED });
  });

  const environments: { name: string; urn: string; own: string; variables: (simulator: Simulator) => object }[] = [
    {
      name: "an explicit provider's own password wins where the environment's may be another array's",
      urn: EXPLICIT,
      own: "right",
      variables: () => ({ POWERSTORE_USERNAME: "somebody", POWERSTORE_PASSWORD: "of-another-array" }),
    },
    {
      name: "the environment wins over an explicit provider where it names this very array, as after a rotation",
      urn: EXPLICIT,
      own: "rotated away",
      variables: ({ endpoint, password }) => ({ POWERSTORE_ENDPOINT: endpoint, POWERSTORE_PASSWORD: password }),
    },
    {
      name: "the environment gives an explicit provider what it lacks, where it names this very array",
      urn: EXPLICIT,
      own: "",
      variables: ({ endpoint, password }) => ({ POWERSTORE_ENDPOINT: endpoint, POWERSTORE_PASSWORD: password }),
    },
    {
      name: "a certificate goes unverified for the array of POWERSTORE_ENDPOINT alone",
      urn: EXPLICIT,
      own: "right",
      variables: () => ({ POWERSTORE_ENDPOINT: "https://other", POWERSTORE_CA_FILE: "/nowhere.pem" }),
    },
    {
      name: "the environment wins over the default provider",
      urn: DEFAULT_PROVIDER_URN,
      own: "rotated away",
      variables: ({ password }) => ({ POWERSTORE_PASSWORD: password }),
    },
  ];
  for (const { name, urn, own, variables } of environments) {
    it(name, async () => {
      const { endpoint, username, caCertificate, password } = stage.simulator;
      Object.assign(stage.environment, variables(stage.simulator));
      const given = own === "" ? {} : { password: own === "right" ? password : own };
      await stage.configure({ endpoint, username, caCertificate, ...given }, urn);
      await stage.created();
    });
  }

  const removals: { name: string; current: (simulator: Simulator) => object; recorded: object; forced: boolean }[] = [
    {
      name: "drops what was recorded and is configured no more",
      current: ({ endpoint, username, password, caCertificate }) => ({ endpoint, username, password, caCertificate }),
      recorded: { caFile: "/gone.pem", forceCancel: true },
      forced: false,
    },
    {
      name: "keeps what was recorded where the stack's configuration is elsewhere: it names no array",
      current: () => ({}),
      recorded: { forceCancel: true },
      forced: true,
    },
    {
      name: "adds a single setting to what was recorded where it names no array",
      current: () => ({ forceCancel: "true" }),
      recorded: {},
      forced: true,
    },
  ];
  for (const { name, current, recorded, forced } of removals) {
    it(`${name}, for the default provider`, async () => {
      const { endpoint, username, password, caCertificate } = stage.simulator;
      const keys = Object.entries(current(stage.simulator)).map(([key, value]) => [`powerstore-import:${key}`, value]);
      stage.environment.PULUMI_CONFIG = JSON.stringify(Object.fromEntries(keys));
      await stage.configure({ endpoint, username, password, caCertificate, ...recorded });
      const { id, outputs } = await stage.created();
      await stage.delete(id, outputs);
      assert.ok(stage.changes().includes(`POST /import_session/{id}/cancel {"force":${forced}}`));
    });
  }

  it("takes booleans and numbers as themselves and as text", async () => {
    const { endpoint, username, password } = stage.simulator;
    for (const insecure of [true, "true"]) {
      await stage.configure({ endpoint, username, password, insecure, timeout: "5" });
    }
    const { inputs } = await stage.created();
    assert.equal(inputs.paused, false);
  });

  it("accepts a configuration without arguments when the environment has all", async () => {
    const { endpoint, username, password } = stage.simulator;
    Object.assign(stage.environment, {
      POWERSTORE_ENDPOINT: endpoint,
      POWERSTORE_USERNAME: username,
      POWERSTORE_PASSWORD: password,
    });
    const response = await stage.client.configure(new ConfigureRequest());
    assert.deepEqual(response.toObject(), {
      acceptsecrets: true,
      supportspreview: true,
      acceptresources: false,
      acceptoutputs: false,
      supportsAutonamingConfiguration: true,
    });
  });
});

describe("PULUMI_CONFIG", () => {
  const cases: { name: string; text: string | undefined; settings: object }[] = [
    { name: "absent", text: undefined, settings: {} },
    { name: "not JSON: it is not ours to complain", text: "{", settings: {} },
    { name: "null", text: "null", settings: {} },
    { name: "keys with the namespace", text: '{"powerstore-import:password":"p"}', settings: { password: "p" } },
    { name: "keys in the old form", text: '{"powerstore-import:config:timeout":"9"}', settings: { timeout: "9" } },
    { name: "bare keys", text: '{"username":"u"}', settings: { username: "u" } },
    { name: "profiles, of which each is a provider here", text: '{"powerstore-import:arrays":"{}"}', settings: {} },
    { name: "keys of others", text: '{"aws:region":"x","powerstore-import:mine":1}', settings: {} },
  ];
  for (const { name, text, settings } of cases) {
    it(name, () => assert.deepEqual(currentSettings({ PULUMI_CONFIG: text }), settings));
  }
});

describe("The default provider", () => {
  const prefix = "urn:pulumi:prod::shop::pulumi:providers:powerstore-import::";
  const cases: { urn: string | undefined; expected: boolean; reason: string }[] = [
    { urn: `${prefix}default`, expected: true, reason: "a program that names no version" },
    { urn: `${prefix}default_0_1_0`, expected: true, reason: "an SDK that names its version" },
    { urn: `${prefix}east`, expected: false, reason: "the user's own" },
    { urn: `${prefix}defaults`, expected: false, reason: "the user's own, with an unlucky name" },
    { urn: `${prefix}default_west`, expected: false, reason: "the user's own: no version, no address" },
    { urn: `${prefix}default_1_west`, expected: false, reason: "the user's own: half a version" },
    { urn: undefined, expected: false, reason: "an engine that does not say" },
  ];
  for (const { urn, expected, reason } of cases) {
    it(`${expected ? "is" : "is not"} ${urn?.slice(prefix.length) ?? "without a URN"}: ${reason}`, () => {
      assert.equal(isDefaultProvider(urn), expected);
    });
  }
});
