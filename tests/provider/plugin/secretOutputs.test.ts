import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
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
