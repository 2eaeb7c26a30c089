import assert from "node:assert/strict";
import { UNKNOWN } from "../../../provider/lifecycle/operation/unknown";
import { resourcesOf } from "../../../provider/lifecycle/resources";
import type { Message } from "../../../provider/terraform/protocol/messages";
import { resourceSchema } from "../../../provider/terraform/schema/resourceSchema";
import { toAttributes } from "../../../provider/terraform/values/convert";
import { toDynamicValue } from "../../../provider/terraform/values/dynamicValue";
import { typeNameOf } from "../../../provider/terraform/values/names";
import { PASSWORD } from "../lifecycle/remoteSystem/stage";
import type { Values } from "./core";
import type { Stage } from "./stage";
import { openStage } from "./stage";
import { callsOf } from "./wire";

const system = { type: "Unity", name: "unity-09", management_address: "10.20.0.10", username: "admin" };
const host = { agent_address: "db-01.example.com", agent_port: 8443, os_type: "Linux", username: "root" };

/** Each with a secret that is written nowhere. */
const cases: readonly (readonly [name: string, config: Values, secret: string])[] = [
  ["RemoteSystem", { ...system, iscsi_addresses: ["10.20.0.21"], password: PASSWORD }, "password"],
  ["RemoteSystem", { ...system, iscsi_addresses: ["10.20.0.21"], password: UNKNOWN }, "password"],
  ["ImportHostSystem", { ...host, password: PASSWORD }, "password"],
];

/** What a command says that it can do; those before 1.11 say nothing. */
const older: readonly (Message<"ClientCapabilities"> | undefined)[] = [
  undefined,
  {},
  { writeOnlyAttributesAllowed: false },
];

describe("A Terraform that knows no write-only arguments, and would write them into its state", () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  async function errorsOf(name: string, config: Values, clientCapabilities: Message<"ClientCapabilities"> | undefined) {
    const { [name]: definition } = resourcesOf.terraform;
    assert.ok(definition);
    const call = callsOf(await stage.start());
    const { diagnostics = [] } = await call("ValidateResourceConfig", {
      typeName: typeNameOf(name),
      config: toDynamicValue({ ...toAttributes(resourceSchema(definition).attributes, {}), timeouts: null, ...config }),
      ...(clientCapabilities && { clientCapabilities }),
    });
    return diagnostics.map(({ summary, detail, attribute }) => ({
      text: `${summary}: ${detail}`,
      at: attribute?.steps?.map(({ attributeName }) => attributeName).join("."),
    }));
  }

  for (const [name, config, secret] of cases) {
    const what = config[secret] === UNKNOWN ? `${secret}, which is not known yet,` : secret;
    it(`is refused the ${what} of a ${typeNameOf(name)}, at its place, and told which version it takes`, async () => {
      for (const capabilities of older) {
        const [error, ...others] = await errorsOf(name, config, capabilities);
        assert.match(String(error?.text), /^Password is write-only.*takes Terraform 1\.11 or OpenTofu 1\.11/);
        assert.deepEqual([error?.at, others], [secret, []]);
        assert.doesNotMatch(String(error?.text), new RegExp(PASSWORD));
      }
      assert.deepEqual(await errorsOf(name, config, { writeOnlyAttributesAllowed: true }), []);
    });
  }

  it("is refused nothing of what has no secret", async () => {
    const adopting = { ...system, adopt_remote_system_id: "name:unity-09" };
    assert.deepEqual(await errorsOf("ImportSession", { remote_system_id: "rs-1", source_resource_id: "v-1" }, {}), []);
    const said = await errorsOf("RemoteSystem", adopting, {});
    assert.ok(
      said.every(({ text }) => !text.includes("write-only")),
      JSON.stringify(said),
    );
  });
});
