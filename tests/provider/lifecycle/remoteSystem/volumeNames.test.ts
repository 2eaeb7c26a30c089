import assert from "node:assert/strict";
import type { FaultRule } from "../../../../simulator/src";
import type { Stage } from "../arrayObject/stage";
import { openRemoteSystems, systems } from "./stage";

const NAME = "PATCH /import_universal_volume/{id}";
const DISCOVER = "POST /remote_system/{id}/discover";

describe("Names of universal volumes", () => {
  const universal = { type: "Universal", managementAddress: "old.example.com", iscsiAddresses: ["10.20.0.21"] };
  let stage: Stage;
  let wwns: readonly [string, string];
  before(async () => {
    stage = await openRemoteSystems();
    await stage.up(universal);
    const [first, second] = volumes();
    wwns = [String(first?.wwn), String(second?.wwn)];
  });
  beforeEach(() => {
    stage.restart();
    stage.simulator.reset();
    stage.recorded = undefined;
    stage.warnings.length = 0;
  });
  after(() => stage.close());

  const volumes = () => stage.simulator.world.rows("import_universal_volume") ?? [];
  const nameOf = (wwn: string) => volumes().find((volume) => volume.wwn === wwn)?.name;
  const named = (names: Readonly<Record<string, string>>) => ({ ...universal, universalVolumeNames: names });
  const namings = () => stage.changes().filter((change) => change === NAME).length;

  it("are given by WWN in the run that finds the volumes, and once", async () => {
    const program = named({ [wwns[0]]: "erp", [wwns[1].toUpperCase()]: "mail" });
    assert.equal(await stage.up(program), "created");
    assert.deepEqual([nameOf(wwns[0]), nameOf(wwns[1]), namings()], ["erp", "mail", 2]);
    assert.equal(await stage.refresh(), "unchanged");
    assert.equal(await stage.up(program), "unchanged");
    assert.equal(namings(), 2);
  });

  it("are changed in place, and only those that are others", async () => {
    await stage.up(named({ [wwns[0]]: "erp", [wwns[1]]: "mail" }));
    stage.simulator.clearJournal();
    assert.equal(await stage.up(named({ [wwns[0]]: "erp", [wwns[1]]: "post" })), "updated");
    assert.deepEqual([stage.changes(), stage.bodies()], [[NAME], [{ name: "post" }]]);
  });

  it("can move up by one, each to that of the next", async () => {
    await stage.up(named({ [wwns[0]]: "db-1", [wwns[1]]: "db-2" }));
    assert.equal(await stage.up(named({ [wwns[0]]: "db-2", [wwns[1]]: "db-3" })), "updated");
    assert.deepEqual([nameOf(wwns[0]), nameOf(wwns[1])], ["db-2", "db-3"]);
  });

  it("can move up by one though the answer for the one that makes room is lost, and it has made none", async () => {
    await stage.up(named({ [wwns[0]]: "db-1", [wwns[1]]: "db-2" }));
    stage.simulator.setFaults([{ operation: NAME, times: 1, effect: { drop: "before" } }]);
    assert.equal(await stage.up(named({ [wwns[0]]: "db-2", [wwns[1]]: "db-3" })), "updated");
    assert.deepEqual([nameOf(wwns[0]), nameOf(wwns[1])], ["db-2", "db-3"]);
  });

  it("stay when the program says nothing of them any more, and when the source is gone from it", async () => {
    await stage.up(named({ [wwns[0]]: "erp" }));
    stage.simulator.clearJournal();
    await stage.up(universal);
    assert.deepEqual([stage.changes(), nameOf(wwns[0])], [[], "erp"]);
  });

  it("that somebody else has given are drift, and are put right", async () => {
    await stage.up(named({ [wwns[0]]: "erp" }));
    const id = String(volumes().find((volume) => volume.wwn === wwns[0])?.id);
    await stage.simulator.world.operations[NAME]?.({ id, body: { name: "other" } });
    assert.equal(await stage.refresh(), "changed");
    assert.equal(await stage.up(named({ [wwns[0]]: "erp" })), "updated");
    assert.equal(nameOf(wwns[0]), "erp");
  });

  it("for a volume that PowerStore does not see are an error that names it, and are given once it is found", async () => {
    const program = named({ [wwns[0]]: "erp", "60060160ffffffff": "ghost" });
    await assert.rejects(stage.up(program), /no volume with the WWN 60060160ffffffff.*universalVolumeNames/);
    assert.equal(nameOf(wwns[0]), "erp", "the others are given");
    assert.equal(stage.recorded?.id, systems(stage)[0]?.id, "the remote system is kept");
    await assert.rejects(stage.up(program), /60060160ffffffff/);
    stage.simulator.clearJournal();
    assert.equal(await stage.up(named({ [wwns[0]]: "erp" })), "updated");
    assert.equal(namings(), 0);
  });

  const fault = (effect: FaultRule["effect"], times = 1): FaultRule => ({ operation: NAME, times, effect });
  for (const [reason, faults] of [
    ["the request is lost before it arrives", [fault({ drop: "before" })]],
    ["the answer is lost after the work was done", [fault({ drop: "after" })]],
    ["the array answers 500 and did nothing", [fault({ status: 500 })]],
  ] as const) {
    it(`are given in the same run when ${reason}`, async () => {
      stage.simulator.setFaults([...faults]);
      assert.equal(await stage.up(named({ [wwns[0]]: "erp" })), "created");
      assert.equal(nameOf(wwns[0]), "erp");
    });
  }

  it("are given by the next run where the source was taken over by its name, and may be another stack's", async () => {
    await stage.up(named({ [wwns[0]]: "db-log" }));
    stage.forget();
    stage.restart();
    stage.simulator.clearJournal();
    const program = named({ [wwns[0]]: "web-log" });
    assert.equal(await stage.up(program), "created");
    assert.equal(stage.recorded?.outputs.claimed, true);
    assert.deepEqual([namings(), nameOf(wwns[0])], [0, "db-log"]);
    assert.equal(await stage.up(program), "updated");
    assert.equal(nameOf(wwns[0]), "web-log");
    assert.equal(await stage.up(program), "unchanged");
  });

  it("that could not be given are given by the next run", async () => {
    stage.simulator.setFaults([fault({ status: 500 }, 9)]);
    await assert.rejects(stage.up(named({ [wwns[0]]: "erp" })), /naming universal volume/);
    stage.simulator.clearFaults();
    stage.restart();
    assert.equal(await stage.up(named({ [wwns[0]]: "erp" })), "updated");
    assert.equal(nameOf(wwns[0]), "erp");
    assert.equal(systems(stage).length, 1);
  });

  it("are given after a look for what is on the source that the same run wants", async () => {
    await stage.up(universal);
    stage.simulator.clearJournal();
    assert.equal(await stage.up({ ...named({ [wwns[0]]: "erp" }), discoveryTrigger: "1" }), "updated");
    assert.deepEqual(stage.changes(), [DISCOVER, NAME]);
  });

  it("are not given by an adoption, which says what is otherwise", async () => {
    await stage.up(named({ [wwns[0]]: "erp" }));
    const { name } = stage.recorded?.outputs ?? {};
    const adopting = (names: Readonly<Record<string, string>>) => ({
      ...named(names),
      adoptRemoteSystemId: `name:${name}`,
    });
    stage.forget();
    stage.restart();
    stage.simulator.clearJournal();
    const other = { [wwns[0]]: "crm", [wwns[1]]: "mail" };
    await assert.rejects(
      stage.up(adopting(other)),
      /is named erp on the array and crm in the program; volume .* is named nothing on the array and mail/,
    );
    assert.deepEqual(stage.changes(), []);
    assert.equal(await stage.up(adopting({ [wwns[0]]: "erp" })), "created");
    assert.deepEqual(stage.changes(), []);
  });

  const wrong: [reason: string, program: object, text: RegExp][] = [
    ["another type", { ...universal, type: "Unity", universalVolumeNames: { a: "x" } }, /is for type Universal only/],
    ["one name for two", named({ a: "ERP", b: "erp" }), /gives the name "erp" to two volumes/],
    ["an empty name", named({ a: "" }), /must not be empty/],
    ["a WWN with a blank", named({ "a b": "x" }), /must map WWNs of volumes to names/],
  ];
  it("are given in the same run though three answers were lost after the work was done", async () => {
    await stage.up(universal);
    const names = volumes()
      .slice(0, 4)
      .map(({ wwn }, index) => [String(wwn), `erp-${index}`]);
    stage.simulator.setFaults([{ operation: NAME, times: 3, effect: { drop: "after" } }]);
    assert.equal(await stage.up(named(Object.fromEntries(names))), "updated");
  });

  for (const [reason, program, text] of wrong) {
    it(`are refused before anything is sent: ${reason}`, () => {
      const failures = stage.check(program as Record<string, unknown>);
      assert.match(failures.map((failure) => `${failure.property} ${failure.reason}`).join(), text);
      assert.ok(failures.some(({ property }) => property.startsWith("universalVolumeNames")));
    });
  }
});
