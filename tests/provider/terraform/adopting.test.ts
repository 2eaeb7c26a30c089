import assert from "node:assert/strict";
import { UNKNOWN } from "../../../provider/lifecycle/operation/unknown";
import { resourcesOf } from "../../../provider/lifecycle/resources";
import { resourceSchema } from "../../../provider/terraform/schema/resourceSchema";
import { PASSWORD } from "../lifecycle/remoteSystem/stage";
import type { Entry, Values } from "./core";
import type { Stage } from "./stage";
import { openStage, SESSION, source } from "./stage";

type Adoption = {
  readonly type: string;
  /** As somebody has made it before. */
  readonly made: Values;
  /** What a configuration says that takes it over. */
  readonly adopting: (id: string) => Values;
};

const system = {
  type: "Unity",
  name: "by-hand",
  management_address: "10.20.0.10",
  username: "admin",
  password: PASSWORD,
  iscsi_addresses: ["10.20.0.21", "10.20.0.22"],
};
const host = {
  agent_address: "db-01.example.com",
  agent_port: 8443,
  os_type: "Linux",
  username: "root",
  password: PASSWORD,
};
const group = { remote_system_id: "rs-old-01", name: "by-hand" };

const adoptions: Readonly<Record<string, Adoption>> = {
  "a session": {
    type: SESSION,
    made: { ...source, name: "by-hand" },
    adopting: (id) => ({ ...source, adopt_session_id: id }),
  },
  "a remote system": {
    type: "powerstore-import_remote_system",
    made: system,
    adopting: () => ({ ...system, adopt_remote_system_id: "name:by-hand" }),
  },
  "a host system": {
    type: "powerstore-import_host_system",
    made: host,
    adopting: (id) => ({ ...host, adopt_import_host_system_id: id }),
  },
  "a universal consistency group": {
    type: "powerstore-import_universal_consistency_group",
    made: group,
    adopting: () => ({ ...group, adopt_group_id: "name:by-hand" }),
  },
};

describe("What is adopted in Terraform", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({
      sources: [
        { name: "Unity-01", type: "Unity", volumes: 2 },
        { name: "Old-01", type: "Universal", volumes: 2 },
      ],
    });
  });
  afterEach(() => stage.close());

  /** On the array, and in nobody's state. */
  async function existing({ type, made }: Adoption): Promise<string> {
    const entry: Entry = { type, config: made, state: undefined };
    const command = stage.command();
    await command.apply([entry]);
    assert.deepEqual(command.errors, []);
    stage.simulator.clearJournal();
    return String(entry.state?.id);
  }

  for (const [what, adoption] of Object.entries(adoptions)) {
    it(`is ${what} as it is: nothing is promised that the array alone knows, nothing is sent, and nothing is left to do`, async () => {
      const id = await existing(adoption);
      const entry: Entry = { type: adoption.type, config: adoption.adopting(id), state: undefined };
      const command = stage.command();
      const [plan] = await command.apply([entry]);
      assert.deepEqual(command.errors, []);
      assert.equal(plan?.action, "create");
      const { made } = adoption;
      const given = adoption.adopting(id);
      if ("name" in made) assert.equal(plan.planned?.name, "name" in given ? "by-hand" : UNKNOWN);
      assert.deepEqual([entry.state?.id, entry.state?.name], [id, made.name]);
      assert.deepEqual(stage.changes(), []);
      // A password that nobody knows to be another one is put on record.
      if ("password" in made) await stage.command().apply([entry]);
      const again = stage.command();
      assert.equal((await again.apply([entry]))[0]?.action, "none");
      assert.deepEqual([again.errors, stage.changes()], [[], []]);
    });
  }

  it("has to be given the name that it has, where a name is asked for: another one is refused, and nothing is sent", async () => {
    await existing(adoptions["a remote system"] as Adoption);
    const config = { ...system, name: "other", adopt_remote_system_id: "name:by-hand" };
    const command = stage.command();
    await command.apply([{ type: "powerstore-import_remote_system", config, state: undefined }]);
    assert.match(command.errors.join(), /name is by-hand on the array and other in the configuration/);
    assert.deepEqual(stage.changes(), []);
  });

  it("cannot leave that open: no address could be what a name is made from", () => {
    const nameless = Object.values(resourcesOf.terraform)
      .map(resourceSchema)
      .flatMap(({ definition, attributes }) =>
        attributes.some(({ name, required }) => name === "name" && required) ? [definition.name] : [],
      );
    assert.deepEqual(nameless.sort(), ["ImportWave", "RemoteSystem", "UniversalConsistencyGroup"]);
  });
});
