/** How each of the 21 states of a session is reached: what an administrator does, and what befalls the array. */
import type { Simulator } from "../../../simulator/src";
import type { Ask } from "./answers";

export type Recipe = {
  readonly state: string;
  readonly reason: string;
  /** Leads a new simulator there; the session's id. */
  readonly reach: (simulator: Simulator, ask: Ask) => Promise<string>;
};

type Body = Readonly<Record<string, unknown>>;

async function create(ask: Ask, body: Body = {}): Promise<string> {
  const array = body.type === "Agentless" ? "xtremio-01" : "unity-01";
  const answer = await ask("POST /import_session", "/import_session", {
    name: "s-1",
    remote_system_id: `rs-${array}`,
    source_resource_id: `${array}-vol-01`,
    ...body,
  });
  return (answer.body as { readonly id: string }).id;
}

function act(ask: Ask, id: string, action: string) {
  return ask(`POST /import_session/{id}/${action}`, `/import_session/${id}/${action}`);
}

const setUp = 30;
const copy = 3600;

/** Sends a session on its way and lets time pass. */
function after(seconds: number, body: Body = {}): Recipe["reach"] {
  return async (simulator, ask) => {
    const id = await create(ask, body);
    simulator.advance(seconds);
    return id;
  };
}

/** As `first`, and then one more action. */
function acting(first: Recipe["reach"], action: string, seconds = 0): Recipe["reach"] {
  return async (simulator, ask) => {
    const id = await first(simulator, ask);
    await act(ask, id, action);
    simulator.advance(seconds);
    return id;
  };
}

const agentless = { type: "Agentless" };
const copying = after(setUp + 60);
const ready = after(setUp + copy);

/** A copy that fails halfway, with the source in reach or not. */
function failing(body: Body, isReachable: boolean): Recipe["reach"] {
  return async (simulator, ask) => {
    const id = await create(ask, body);
    simulator.world.failCopyAt(id, 50);
    simulator.advance(setUp);
    if (body.type === "Agentless") {
      await act(ask, id, "enable_destination_volume");
      await act(ask, id, "start_copy");
    }
    if (!isReachable) simulator.world.setReachable("rs-unity-01", false);
    simulator.advance(copy);
    return id;
  };
}

const group = { source_resource_id: "unity-01-cg-01" };

async function groupReady(simulator: Simulator, ask: Ask): Promise<string> {
  const id = await create(ask, group);
  simulator.advance(setUp + 3 * copy);
  return id;
}

export const recipes: readonly Recipe[] = [
  { state: "Scheduled", reason: "created for later", reach: after(0, { scheduled_timestamp: "2026-01-02T00:00:00Z" }) },
  {
    state: "Queued",
    reason: "eight others are active",
    async reach(_, ask) {
      for (const number of [1, 2, 3, 4, 5, 6, 7, 8]) {
        const source = number < 8 ? `unity-01-vol-0${number}` : "sc-01-vol-01";
        const remote = number < 8 ? "rs-unity-01" : "rs-sc-01";
        await create(ask, { name: `q-${number}`, remote_system_id: remote, source_resource_id: source });
      }
      return create(ask, { remote_system_id: "rs-sc-01", source_resource_id: "sc-01-vol-02" });
    },
  },
  { state: "In_Progress", reason: "just created", reach: after(0) },
  { state: "Mirror_Enabled", reason: "Agentless, set up", reach: after(setUp, agentless) },
  {
    state: "Ready_To_Start_Copy",
    reason: "destination enabled",
    reach: acting(after(setUp, agentless), "enable_destination_volume"),
  },
  { state: "Copy_In_Progress", reason: "set up", reach: copying },
  { state: "Paused", reason: "paused while it copied", reach: acting(copying, "pause") },
  { state: "Ready_For_Cutover", reason: "copied", reach: ready },
  { state: "Cutover_In_Progress", reason: "cut over just now", reach: acting(ready, "cutover") },
  { state: "Import_Completed", reason: "cut over", reach: acting(ready, "cutover", 60) },
  {
    state: "Import_Completed_With_Errors",
    reason: "a member of a group failed before the cut-over",
    async reach(simulator, ask) {
      const id = await groupReady(simulator, ask);
      simulator.world.failSession("session-000002", { state: "Failed" });
      await act(ask, id, "cutover");
      simulator.advance(60);
      return id;
    },
  },
  {
    state: "Import_Cutover_Incomplete",
    reason: "a member of a group was not committed",
    async reach(simulator, ask) {
      const id = await groupReady(simulator, ask);
      simulator.world.failCutover("session-000002");
      await act(ask, id, "cutover");
      simulator.advance(60);
      return id;
    },
  },
  { state: "Cancel_In_Progress", reason: "cancelled just now", reach: acting(copying, "cancel") },
  { state: "Cancelled", reason: "cancelled", reach: acting(copying, "cancel", 60) },
  {
    state: "Cancel_Failed",
    reason: "the cancel of a group failed",
    async reach(simulator, ask) {
      const id = await create(ask, group);
      simulator.advance(setUp + 60);
      simulator.world.failCancel(id, 1);
      await act(ask, id, "cancel");
      simulator.advance(60);
      return id;
    },
  },
  { state: "Failed", reason: "Non_Disruptive, the copy failed", reach: failing({}, true) },
  { state: "Cancel_Required", reason: "Agentless, the copy failed", reach: failing(agentless, true) },
  { state: "Cleanup_Required", reason: "the copy failed, and the source is out of reach", reach: failing({}, false) },
  {
    state: "Cleanup_In_Progress",
    reason: "clean-up asked for",
    async reach(simulator, ask) {
      const id = await failing({}, false)(simulator, ask);
      simulator.world.setReachable("rs-unity-01", true);
      await act(ask, id, "cleanup");
      return id;
    },
  },
  {
    state: "Cleanup_Failed",
    reason: "cleaned up while the source was out of reach",
    reach: acting(failing({}, false), "cleanup", 60),
  },
  {
    state: "Invalid",
    reason: "nothing leads there that Dell documents: a fault does",
    async reach(simulator, ask) {
      const id = await copying(simulator, ask);
      simulator.world.failSession(id, { state: "Invalid" });
      return id;
    },
  },
];

/** Gives the world two volumes and two volume groups of one family, which no operation of the import surface makes. */
export function addKin(simulator: Simulator): void {
  const snapshot = structuredClone(simulator.snapshot()) as {
    readonly collections: Record<string, Record<string, unknown>[]>;
  };
  for (const collection of ["volume", "volume_group"]) {
    for (const name of ["kin-1", "kin-2"]) {
      snapshot.collections[collection]?.push({
        id: `${collection}-${name}`,
        name,
        size: 1048576,
        type: "Primary",
        protection_data: { family_id: "kin" },
        location_history: [],
      });
    }
  }
  simulator.restore(snapshot);
}
