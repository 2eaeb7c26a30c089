import assert from "node:assert/strict";
import { factsOf } from "../../../../simulator/src/api/facts";
import { createWorld } from "../../../../simulator/src/world";
import { act, call, copySeconds, create, rowOf, session, setUpSeconds, stateOf, type TestWorld } from "../fixtures";

type Type = "Non_Disruptive" | "Agentless";

const remotes = { Non_Disruptive: "rs-unity-01", Agentless: "rs-xtremio-01" } as const;
const types: readonly Type[] = ["Non_Disruptive", "Agentless"];

const states = [
  { state: "OK", isEnough: true, reason: "all are there" },
  { state: "Partial_Data_Connection_Loss", isEnough: true, reason: "the others are there" },
  { state: "Partial_Node_Connection_Loss", isEnough: true, reason: "those of the other node are there" },
  { state: "Data_Connection_Unstable", isEnough: true, reason: "they come and go" },
  { state: "Status_Not_Available", isEnough: true, reason: "nothing says that they are lost" },
  { state: "Complete_Data_Connection_Loss", isEnough: false, reason: "all are lost" },
  { state: "No_Targets_Discovered", isEnough: false, reason: "they lead nowhere" },
  { state: "Initializing", isEnough: false, reason: "they are not there yet" },
] as const;

const errorOf = (world: TestWorld, id: string) =>
  (session(world, id).error as { message_l10n: string } | null)?.message_l10n ?? "";

function copying(type: Type) {
  const world = createWorld({ version: "4.4" });
  const id = create(world, { type });
  world.advance(setUpSeconds);
  if (type === "Agentless") for (const action of ["enable_destination_volume", "start_copy"]) act(world, action, id);
  assert.equal(stateOf(world, id), "Copy_In_Progress");
  world.advance(100);
  return { world, id, lose: (state: string) => world.setRemoteSystem(remotes[type], { dataConnectionState: state }) };
}

describe("the data connections of a source", () => {
  it("are here in all of the vendor's states", () => {
    const known = factsOf("4.4").definitions.DataConnectionStateEnum?.enum ?? [];
    assert.deepEqual(states.map(({ state }) => state).sort(), [...known].sort());
  });

  for (const { state, isEnough, reason } of states) {
    for (const type of types) {
      const begun = type === "Agentless" ? "Mirror_Enabled" : "Copy_In_Progress";
      it(`that are ${state} ${isEnough ? "let" : "do not let"} the set-up of an import come to its end (${type}): ${reason} [GUIDE 64]`, () => {
        const world = createWorld({ version: "4.4" });
        world.setRemoteSystem(remotes[type], { dataConnectionState: state });
        const id = create(world, { type });
        world.advance(setUpSeconds - 1);
        assert.equal(stateOf(world, id), "In_Progress");
        world.advance(1);
        assert.equal(stateOf(world, id), isEnough ? begun : "Failed");
        if (!isEnough) assert.match(errorOf(world, id), new RegExp(`${remotes[type]} has no data connection`));
      });

      const broken = type === "Agentless" ? "Cancel_Required" : "Failed";
      it(`that become ${state} ${isEnough ? "let a copy go on" : `end a copy as ${broken}`} (${type}): ${reason} [GUIDE 32, 64]`, () => {
        const { world, id, lose } = copying(type);
        lose(state);
        assert.equal(stateOf(world, id), isEnough ? "Copy_In_Progress" : broken);
        if (isEnough) world.advance(copySeconds);
        else assert.match(errorOf(world, id), /failed after 2 percent: its data connections are lost/);
        assert.equal(stateOf(world, id), isEnough ? "Ready_For_Cutover" : broken);
      });
    }
  }

  it("concern the imports from it alone", () => {
    const { world, id } = copying("Non_Disruptive");
    world.setRemoteSystem("rs-xtremio-01", { dataConnectionState: "Complete_Data_Connection_Loss" });
    world.advance(copySeconds);
    assert.equal(stateOf(world, id), "Ready_For_Cutover");
  });

  it("are not asked for by a copy that stands still, and by what has been copied", () => {
    const { world, id, lose } = copying("Non_Disruptive");
    act(world, "pause", id);
    const done = create(world, { name: "done", source_resource_id: "unity-01-vol-02" });
    world.forceState(done, "Ready_For_Cutover");
    lose("Complete_Data_Connection_Loss");
    assert.deepEqual([stateOf(world, id), stateOf(world, done)], ["Paused", "Ready_For_Cutover"]);
    act(world, "resume", id);
    assert.equal(stateOf(world, id), "Failed");
    act(world, "cutover", done);
    world.advance(20);
    assert.equal(stateOf(world, done), "Import_Completed");
  });

  it("leave the roll-back to the management: without that somebody has to clean up [GUIDE 66]", () => {
    const { world, id, lose } = copying("Non_Disruptive");
    world.setReachable("rs-unity-01", false);
    assert.equal(stateOf(world, id), "Copy_In_Progress");
    lose("Complete_Data_Connection_Loss");
    assert.equal(stateOf(world, id), "Cleanup_Required");
  });

  it("that verify makes anew end no copy, and let no new import be set up before they are there [I]", () => {
    const { world, id, lose } = copying("Non_Disruptive");
    lose("Partial_Data_Connection_Loss");
    call(world, "POST /remote_system/{id}/verify", "rs-unity-01");
    assert.equal(rowOf(world, "remote_system", "rs-unity-01").data_connection_state, "Initializing");
    world.configure({ setUpSeconds: 0 });
    const early = create(world, { name: "early", source_resource_id: "unity-01-vol-02" });
    assert.deepEqual([stateOf(world, id), stateOf(world, early)], ["Copy_In_Progress", "Failed"]);
    world.advance(10);
    const late = create(world, { name: "late", source_resource_id: "unity-01-vol-02" });
    assert.deepEqual([stateOf(world, id), stateOf(world, late)], ["Copy_In_Progress", "Copy_In_Progress"]);
  });

  it("of a source that is new come by themselves, also of one that was written down while they did", () => {
    const world = createWorld({ connectSeconds: 10 });
    world.setRemoteSystem("rs-unity-01", { dataConnectionState: "Initializing" });
    const rows = world.rows("remote_system") ?? [];
    const again = createWorld({ connectSeconds: 10, collections: { remote_system: rows as never } });
    const stateNow = () => rowOf(again, "remote_system", "rs-unity-01").data_connection_state;
    assert.equal(stateNow(), "Initializing");
    again.advance(10);
    assert.equal(stateNow(), "OK");
  });
});
