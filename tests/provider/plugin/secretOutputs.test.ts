import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { resources } from "../../../provider/lifecycle/resources";
import { beginQuickHashes } from "../../quickHashes";
import type { PluginStage } from "./pluginStage";
import { openPluginStage } from "./pluginStage";
import { detailsOf, plain, secret } from "./wire";

const kinds = [
  {
    name: "RemoteSystem",
    program: {
      type: "Unity",
      name: "old-unity",
      managementAddress: "10.20.0.10",
      username: "admin",
      password: "source-Passw0rd",
      iscsiAddresses: ["10.20.0.21", "10.20.0.22"],
    },
    change: { description: "the old one" },
  },
  {
    name: "ImportHostSystem",
    program: {
      agentAddress: "db-01.example.com",
      agentPort: 8443,
      osType: "Linux",
      username: "root",
      password: "host-Passw0rd",
    },
    change: { waitFor: "None" },
  },
];

/** Names of what the engine is to encrypt. */
const secretsAmong = (outputs: Record<string, unknown>) =>
  Object.keys(outputs).filter((name) => isDeepStrictEqual({ ...Object(outputs[name]), value: "" }, secret("")));

/** What of an answer stands in the state for all to read. */
const inClear = (outputs: Record<string, unknown>) =>
  JSON.stringify(Object.entries(outputs).filter(([name]) => !secretsAmong(outputs).includes(name)));

/** Whoever reads a state could try passwords out by them, as often as they like, and no array would notice. */
describe("The hashes of secrets, which no program gives,", () => {
  let endQuickHashes: () => void;
  let stage: PluginStage;
  before(() => {
    endQuickHashes = beginQuickHashes();
  });
  after(() => endQuickHashes());
  afterEach(() => stage.close());

  for (const { name, program, change } of kinds) {
    describe(`of the resource ${name}`, () => {
      beforeEach(async () => {
        const urn = `urn:pulumi:prod::shop::powerstore-import:index:${name}::old`;
        stage = await openPluginStage({ connectSeconds: 60, agentSeconds: 60 }, { urn });
      });

      it("are a secret in the answers to create, update and read, and nothing else is", async () => {
        const { id, inputs, outputs } = await stage.created(program);
        assert.deepEqual(secretsAmong(outputs), ["secretFingerprints"]);
        const updated = plain((await stage.update(id, outputs, { ...inputs, ...change })).getProperties());
        assert.deepEqual(secretsAmong(updated), ["secretFingerprints"]);
        const read = plain((await stage.read(id, updated, { ...inputs, ...change })).getProperties());
        assert.deepEqual(secretsAmong(read), ["secretFingerprints"]);
      });

      it("are one in what is kept of a create that ends too early", async () => {
        const inputs = plain((await stage.check(program)).getInputs());
        const error = await stage.create(inputs, { timeout: 5 }).catch((thrown: unknown) => thrown);
        const { initFailed } = detailsOf(error);
        assert.ok(initFailed);
        assert.deepEqual(secretsAmong(plain(initFailed.getProperties())), ["secretFingerprints"]);
      });

      it("become one where a state has them in clear, as former versions left them", async () => {
        const { id, inputs, outputs } = await stage.created(program);
        const { value } = outputs.secretFingerprints as { readonly value: unknown };
        const former = { ...outputs, secretFingerprints: value };
        const updated = plain((await stage.update(id, former, { ...inputs, ...change })).getProperties());
        assert.deepEqual(updated.secretFingerprints, outputs.secretFingerprints, "and stay what they are");
      });
    });
  }
});

describe("What repeats an input", () => {
  for (const { name, inputs, outputs, repeating } of Object.values(resources)) {
    it(`is an output, and the input one, of ${name}: ${Object.keys(repeating).join(", ") || "nothing"}`, () => {
      for (const [output, repeated] of Object.entries(repeating)) {
        assert.ok(output in outputs, output);
        for (const input of repeated) assert.ok(input in inputs, input);
      }
    });
  }
});

describe("A secret of an import of a wave", () => {
  const SECRET = "for the board";
  const URN = "urn:pulumi:prod::shop::powerstore-import:index:ImportWave::night-1";
  let stage: PluginStage;
  beforeEach(async () => {
    stage = await openPluginStage({}, { urn: URN });
  });
  afterEach(() => stage.close());

  /** What is recorded of an update that cannot do what the program wants by now: the import copies, and stays what it is. */
  const refused = async (id: string, recorded: Record<string, unknown>, inputs: Record<string, unknown>) => {
    await stage.diff(id, recorded, inputs);
    const error = await stage.update(id, recorded, inputs).catch((thrown: unknown) => thrown);
    const { initFailed } = detailsOf(error);
    assert.ok(initFailed);
    return plain(initFailed.getProperties());
  };

  const said = [
    {
      where: "in its own entry",
      program: (description: unknown, more: object = {}) => ({
        remoteSystemId: "rs-unity-01",
        sessions: { db: { sourceResourceId: "unity-01-vol-01", description, ...more } },
      }),
    },
    {
      where: "for all imports",
      program: (description: unknown, more: object = {}) => ({
        remoteSystemId: "rs-unity-01",
        description,
        sessions: { db: { sourceResourceId: "unity-01-vol-01", ...more } },
      }),
    },
  ];
  for (const { where, program } of said) {
    it(`that is said ${where} is none in clear among what is recorded of its imports, as long as it is there`, async () => {
      const { id, inputs, outputs } = await stage.created(program(secret(SECRET)));
      assert.ok(secretsAmong(outputs).includes("members"));
      const checked = async (more: object, description: unknown = secret(SECRET)) =>
        plain((await stage.check(program(description, more), inputs)).getInputs());
      const changed = await checked({ volumeGroupId: "vg-1" });
      const kept = await refused(id, outputs, changed);
      assert.match(JSON.stringify(kept.members), new RegExp(SECRET), "it is recorded as the import has it");
      assert.doesNotMatch(inClear(kept), new RegExp(SECRET));
      const still = await refused(id, kept, await checked({ volumeGroupId: "vg-1" }, "for everybody"));
      assert.match(JSON.stringify(still.members), new RegExp(SECRET), "the program says another one by now");
      assert.doesNotMatch(inClear(still), new RegExp(SECRET));
      const read = plain((await stage.read(id, still, changed)).getProperties());
      assert.doesNotMatch(inClear(read), new RegExp(SECRET));
    });
  }

  it("makes no secret of the imports of a wave that has none", async () => {
    const { outputs } = await stage.created(said[0]?.program("for everybody"));
    assert.deepEqual(secretsAmong(outputs), []);
  });
});
