import assert from "node:assert/strict";
import { accessArray } from "../../../provider/lifecycle/array/arrayAccess";
import { queryFunctions } from "../../../provider/lifecycle/functions";
import { connect } from "../../../provider/powerstore/powerStore";
import type { Simulator } from "../../../simulator/src";
import { startSimulator } from "../../../simulator/src";

type Row = Readonly<Record<string, unknown>>;

describe("Functions about sources and hosts", () => {
  let simulator: Simulator;
  let ask: (name: keyof typeof queryFunctions, inputs?: Row) => Promise<readonly Row[]>;
  let close: () => Promise<void>;
  before(async () => {
    simulator = await startSimulator();
    const { endpoint, username, password, caCertificate } = simulator;
    const connection = { endpoint, username, password, caCertificate, insecure: false, timeoutSeconds: 5 };
    const powerStore = connect(connection);
    const array = accessArray(powerStore);
    ask = async (name, inputs = {}) => {
      const outputs = await queryFunctions[name].run(inputs, array, new AbortController().signal);
      return Object.values(outputs)[0] as readonly Row[];
    };
    close = async () => {
      await powerStore.close();
      await simulator.close();
    };
  });
  after(() => close());

  const names = (rows: readonly Row[]) => rows.map(({ name }) => name);

  it("list the remote systems, with what tells whether they are well", async () => {
    const [unity] = await ask("getRemoteSystems", { type: "Unity" });
    assert.deepEqual(
      [unity?.name, unity?.isSource, unity?.state, unity?.dataConnectionState, unity?.username],
      ["Unity-01", true, "OK", "OK", "import"],
    );
  });

  const asked: [what: string, inputs: Row, found: readonly string[]][] = [
    ["all", {}, ["Unity-01", "XtremIO-01"]],
    ["one by its name, whatever its case", { name: "XTREMIO-01" }, ["XtremIO-01"]],
    ["none of a type that is not there", { type: "NetApp" }, []],
    ["the sources", { onlySources: true }, ["Unity-01", "XtremIO-01"]],
  ];
  for (const [what, inputs, found] of asked) {
    it(`find remote systems: ${what}`, async () => {
      assert.deepEqual(names(await ask("getRemoteSystems", inputs)), found);
    });
  }

  it("find a host by its name, by its initiator and by its agent", async () => {
    const [host] = (await ask("getHosts")).filter(({ importHostSystemId }) => importHostSystemId !== undefined);
    assert.ok(host, "the simulator's world has a host with an agent");
    const [initiator] = host.initiators as readonly { readonly portName: string }[];
    for (const inputs of [
      { name: String(host.name).toUpperCase() },
      { initiator: initiator?.portName.toUpperCase() },
      { importHostSystemId: host.importHostSystemId },
    ]) {
      assert.deepEqual(
        (await ask("getHosts", inputs)).map(({ id }) => id),
        [host.id],
        JSON.stringify(inputs),
      );
    }
  });

  it("tell which volumes their hosts still use on the source", async () => {
    const all = await ask("getImportHostVolumes");
    assert.ok(all.length > 0 && all.every(({ usesSource, activePath }) => usesSource === (activePath === "Source")));
    const { naaId, importHostSystemId } = all[0] ?? {};
    assert.equal((await ask("getImportHostVolumes", { naaId })).length, 1);
    const ofOne = await ask("getImportHostVolumes", { importHostSystemId });
    assert.ok(ofOne.length > 0 && ofOne.every((volume) => volume.importHostSystemId === importHostSystemId));
    const onSource = await ask("getImportHostVolumes", { onlyOnSource: true });
    assert.equal(onSource.length, all.filter(({ usesSource }) => usesSource).length);
  });
});
