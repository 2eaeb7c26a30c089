import assert from "node:assert/strict";
import { DeleteRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { DynamicHost } from "../../../provider/dynamic/host";
import { DynamicProvider } from "../../../provider/dynamic/provider";
import { privateLedger } from "../../../provider/lifecycle/engineRun/ledger";
import { connect } from "../../../provider/powerstore/powerStore";
import { PROVIDER } from "../../../sdk/dynamicCall";
import type { Simulator } from "../../../simulator/src";
import { clockFrom } from "../../clock";
import type { PluginStage } from "./pluginStage";
import { openPluginStage, source, URN } from "./pluginStage";
import { detailsOf, plain, struct } from "./wire";

type Properties = Record<string, unknown>;
type Recorded = { id: string; inputs: Properties; outputs: Properties };

/** One surface as an engine sees it: the calls of a run for one resource, in its order [ENGINE diff, replacement, refresh]. */
interface Surface {
  up(program: Properties): Promise<string>;
  refresh(): Promise<string>;
  destroy(): Promise<void>;
}

/** What both surfaces are to answer, apart from what belongs to one of them. */
type Calls = {
  /** Another run of the engine. */
  begin(): Promise<unknown>;
  check(news: Properties, olds?: Properties): Promise<Properties>;
  diff(recorded: Recorded, news: Properties): Promise<{ changes: boolean; replaces: readonly string[] }>;
  create(inputs: Properties): Promise<Recorded>;
  update(recorded: Recorded, news: Properties): Promise<Properties>;
  read(recorded: Recorded): Promise<Recorded | undefined>;
  delete(recorded: Recorded): Promise<void>;
};

function surfaceOf(calls: Calls, seen: (recorded: Recorded | undefined) => void): Surface {
  let recorded: Recorded | undefined;
  const record = (next: Recorded | undefined) => {
    recorded = next;
    seen(next);
  };
  return {
    up: async (program) => {
      await calls.begin();
      const before = recorded;
      const inputs = await calls.check(program, before?.inputs);
      if (!before) {
        record(await calls.create(inputs));
        return "created";
      }
      const { changes, replaces } = await calls.diff(before, inputs);
      if (replaces.length > 0) {
        const fresh = await calls.check(program);
        await calls.delete(before);
        record(await calls.create(fresh));
        return `replaced by ${replaces}`;
      }
      record({ ...before, inputs, ...(changes ? { outputs: await calls.update(before, inputs) } : {}) });
      return changes ? "updated" : "unchanged";
    },
    refresh: async () => {
      await calls.begin();
      const before = recorded;
      assert.ok(before);
      record(await calls.read(before));
      return recorded ? "refreshed" : "gone";
    },
    destroy: async () => {
      await calls.begin();
      assert.ok(recorded);
      await calls.delete(recorded);
      record(undefined);
    },
  };
}

function pluginCalls(stage: PluginStage): Calls {
  return {
    check: async (news, olds) => plain((await stage.check(news, olds)).getInputs()),
    diff: async ({ id, outputs }, news) => {
      const response = await stage.diff(id, outputs, news);
      return { changes: response.getDiffsList().length > 0, replaces: response.getReplacesList() };
    },
    create: async (inputs) => {
      try {
        const response = await stage.create(inputs);
        return { id: response.getId(), inputs, outputs: plain(response.getProperties()) };
      } catch (error) {
        const { initFailed } = detailsOf(error);
        if (!initFailed) throw error;
        return { id: initFailed.getId(), inputs, outputs: plain(initFailed.getProperties()) };
      }
    },
    update: async ({ id, outputs }, news) => plain((await stage.update(id, outputs, news)).getProperties()),
    read: async ({ id, inputs, outputs }) => {
      const response = await stage.read(id, outputs, inputs);
      if (response.getId() === "") return undefined;
      return { id: response.getId(), inputs: plain(response.getInputs()), outputs: plain(response.getProperties()) };
    },
    delete: async ({ id, inputs, outputs }) => {
      await stage.client.delete(
        new DeleteRequest().setUrn(URN).setId(id).setProperties(struct(outputs)).setOldInputs(struct(inputs)),
      );
    },
    begin: async () => {
      await stage.configure();
    },
  };
}

/** What the dynamic class sends with its inputs. */
const hidden = {
  __provider: PROVIDER,
  __urn: URN.replace("powerstore-import:index", "pulumi-nodejs:dynamic/powerstore-import"),
};

/** @param warned told every warning */
function dynamicCalls(simulator: Simulator, warned: (text: string) => void = () => undefined): Calls {
  const host: DynamicHost = {
    engineAddress: undefined,
    environment: {},
    onCancel: () => undefined,
    onEnd: () => undefined,
  };
  const { endpoint, username, password, caCertificate } = simulator;
  const config: Record<string, string> = { endpoint, username, password, caCertificate };
  const newProcess = () => {
    const started = new DynamicProvider({
      host,
      clock: clockFrom(
        () => simulator.now(),
        async (seconds) => {
          simulator.advance(seconds);
        },
      ),
      connect: (connection, options) => connect(connection, { ...options, random: () => 0.5 }),
      sendLog: async ({ severity, text }) => {
        if (severity === "warning") warned(text);
      },
      ledger: () => privateLedger(),
    });
    void started.configure({ config: { get: (key) => config[key.replace("powerstore-import:", "")] } });
    return started;
  };
  let provider = newProcess();
  const own = (values: object) => values as Properties;
  return {
    check: async (news, olds = {}) => own((await provider.check(olds, { ...news, ...hidden })).inputs),
    diff: ({ id, outputs }, news) => provider.diff(id, outputs, news),
    create: async (inputs) => {
      try {
        const { id, outs } = await provider.create(inputs);
        return { id, inputs, outputs: own(outs) };
      } catch (error) {
        const { id, properties } = error as { id?: string; properties: Properties };
        if (id === undefined) throw error;
        return { id, inputs, outputs: properties };
      }
    },
    update: async ({ id, outputs }, news) => own((await provider.update(id, outputs, news)).outs),
    read: async ({ id, outputs }) => {
      const result = await provider.read(id, outputs);
      return result.id === ""
        ? undefined
        : { id: result.id, inputs: own(result.inputs ?? {}), outputs: own(result.props) };
    },
    delete: ({ id, outputs }) => provider.delete(id, outputs),
    begin: async () => {
      provider = newProcess();
    },
  };
}

type Step = (surface: Surface, simulator: Simulator) => unknown;
const up =
  (more: Properties = {}): Step =>
  (surface) =>
    surface.up({ ...source, ...more });

/** A program that computes its start: in so many hours from now. */
const upIn =
  (hours: number): Step =>
  (surface, simulator) =>
    surface.up({ ...source, scheduledTimestamp: new Date(simulator.now() + hours * 3600_000).toISOString() });
const pass =
  (hours: number): Step =>
  (_, simulator) => {
    simulator.advance(hours * 3600);
  };

const onlySession = (simulator: Simulator) => simulator.world.rows("import_session")?.[0]?.id ?? "";
const march = { scheduledTimestamp: "2026-03-01T00:00:00Z" };

/** `outcomes`: what the engine would say of the runs, where a story asks for it. */
const scripts: { name: string; steps: readonly Step[]; outcomes?: readonly string[] }[] = [
  {
    name: "a record that is gone, with its volume left behind",
    steps: [
      up(),
      (_, simulator) => {
        const id = String(simulator.world.row("import_session", onlySession(simulator))?.destination_resource_id);
        simulator.world.purgeSession(onlySession(simulator));
        simulator.setFaults([{ operation: "GET /volume/{id}", times: 99, effect: { body: { id } } }]);
      },
      (s) => s.refresh(),
      up(),
      (s) => s.destroy(),
    ],
    outcomes: ["created", "refreshed", "unchanged"],
  },
  {
    name: "a failed session whose start lies in the past",
    steps: [
      up(march),
      pass(24 * 365),
      (_, simulator) => simulator.world.failSession(onlySession(simulator), { state: "Failed" }),
      (s) => s.refresh(),
      up(march),
      up(march),
      (s) => s.destroy(),
    ],
    outcomes: ["created", "refreshed", "replaced by sourceResourceId", "unchanged"],
  },
  {
    name: "a pause by an operator while a goal is open",
    steps: [
      up({ advanceTo: "Import_Completed" }),
      (_, simulator) => {
        const pause = simulator.world.operations["POST /import_session/{id}/pause"];
        pause?.({ id: onlySession(simulator), body: {} });
      },
      up({ advanceTo: "Import_Completed" }),
      (s) => s.destroy(),
    ],
    outcomes: ["created", "updated"],
  },
  {
    name: "a start that is computed anew in each run",
    steps: [upIn(1), upIn(2), pass(3), (s) => s.refresh(), upIn(1), (s) => s.refresh(), upIn(1), (s) => s.destroy()],
    outcomes: ["created", "updated", "refreshed", "unchanged", "refreshed", "unchanged"],
  },
  {
    name: "create, nothing, pause, resume, delete",
    steps: [up(), up(), up({ paused: true }), up(), (s) => s.destroy()],
  },
  {
    name: "wait for the copy, cut over, refresh, delete",
    steps: [
      up({ waitFor: "Ready_For_Cutover" }),
      up({ advanceTo: "Import_Completed", waitFor: "Import_Completed" }),
      (s) => s.refresh(),
      up({ advanceTo: "Import_Completed", waitFor: "Import_Completed" }),
      (s) => s.destroy(),
    ],
  },
  {
    name: "scheduled, changed, replaced, deleted by force",
    steps: [
      up({ scheduledTimestamp: "2099-01-01T00:00:00Z" }),
      up({ scheduledTimestamp: "2099-02-01T00:00:00Z" }),
      up({ scheduledTimestamp: "2099-02-01T00:00:00Z", automaticCutover: true }),
      up({ scheduledTimestamp: "2099-02-01T00:00:00Z", automaticCutover: true, forceCancel: true }),
      (s) => s.destroy(),
    ],
  },
  {
    name: "booleans as text, which some command lines make of them, are no change beside booleans",
    steps: [
      up({ paused: "true", forceCancel: "true", automaticCutover: "false" }),
      up({ paused: true, forceCancel: true, automaticCutover: false }),
      up({ paused: "true", forceCancel: true, automaticCutover: "false" }),
      up({ paused: "false", forceCancel: "true" }),
      (s) => s.destroy(),
    ],
  },
  {
    name: "an answer of create that is lost, and a busy array",
    steps: [
      (_, simulator) => {
        simulator.setFaults([
          { operation: "POST /import_session", times: 1, effect: { drop: "after" } },
          { operation: "GET *", skip: 2, times: 2, effect: { status: 503 } },
        ]);
      },
      up(),
      (s) => s.refresh(),
      up(),
      (s) => s.destroy(),
    ],
  },
];

describe("The same script on both surfaces", () => {
  // Each process looks at the array in a phase of its own (`arrayAccess.ts`): here both are to look in the same moments.
  const { random } = Math;
  before(() => {
    Math.random = () => 0.5;
  });
  after(() => {
    Math.random = random;
  });

  for (const { name, steps, outcomes } of scripts) {
    it(`sends the same changes and ends the same: ${name}`, async () => {
      const played = await playPlugin(steps);
      assert.deepEqual(played, await playDynamic(steps));
      const said = played.story.filter((entry) => typeof entry === "string");
      if (outcomes) assert.deepEqual(said, outcomes);
    });
  }

  it("takes the text of a boolean for the boolean: no diff, the same requests, the boolean in the state", async () => {
    const script = [up({ paused: "true" }), up({ paused: true }), up({ paused: "true" })];
    for (const { story, requests } of [await playPlugin(script), await playDynamic(script)]) {
      assert.deepEqual(
        story.filter((each) => typeof each === "string"),
        ["created", "unchanged", "unchanged"],
      );
      assert.equal((story.at(-2) as { inputs: Properties }).inputs.paused, true);
      assert.ok(requests.some(({ path }) => path.endsWith("/pause")));
    }
  });

  const timeouts: { text: string; seconds: number; isUsed: boolean; warns: boolean }[] = [
    { text: "10s", seconds: 10, isUsed: true, warns: false },
    { text: "0s", seconds: 0, isUsed: false, warns: false },
    { text: "-5s", seconds: -5, isUsed: false, warns: true },
    { text: "-1h30m", seconds: -5400, isUsed: false, warns: true },
  ];
  for (const { text, seconds, isUsed, warns } of timeouts) {
    it(`waits as long with customTimeouts of ${text}: ${isUsed ? "so long" : "the default"}${warns ? ", with a warning" : ""}`, async () => {
      const inputs = { ...source, waitFor: "Ready_For_Cutover", name: "db-01" };
      const onPlugin = await openPluginStage();
      const checked = plain((await onPlugin.check(inputs)).getInputs());
      const plugin = await onPlugin.create(checked, { timeout: seconds }).then(
        () => "reached",
        () => "ran out",
      );
      const told = onPlugin.messages.filter(({ severity }) => severity === "warning").map((message) => message.text);
      await onPlugin.close();
      const onDynamic = await openPluginStage();
      const heard: string[] = [];
      const calls = dynamicCalls(onDynamic.simulator, (message) => heard.push(message));
      const created = await calls.create({ ...checked, ...hidden, __timeouts: { create: text } });
      await onDynamic.close();
      const dynamic = created.outputs.state === "Ready_For_Cutover" ? "reached" : "ran out";
      assert.deepEqual([plugin, dynamic], isUsed ? ["ran out", "ran out"] : ["reached", "reached"]);
      assert.deepEqual(told, heard);
      assert.deepEqual(
        told,
        warns ? [`customTimeouts: ${seconds} s is no time to wait for anything; the default counts.`] : [],
      );
    });
  }
});

async function play(steps: readonly Step[], simulator: Simulator, calls: Calls) {
  const story: unknown[] = [];
  const surface = surfaceOf(calls, (recorded) => {
    const shown = (values: Properties) =>
      Object.fromEntries(Object.entries(values).filter(([key]) => !key.startsWith("__")));
    story.push(recorded && { id: recorded.id, inputs: shown(recorded.inputs), outputs: shown(recorded.outputs) });
  });
  for (const step of steps) story.push(await step(surface, simulator));
  const requests = simulator
    .journal()
    .entries.filter(({ method }) => method !== "GET")
    .map(({ method, path, body }) => ({ method, path, body }));
  return { story, requests, sessions: simulator.world.rows("import_session") };
}

async function playPlugin(steps: readonly Step[]) {
  const stage = await openPluginStage();
  try {
    return await play(steps, stage.simulator, pluginCalls(stage));
  } finally {
    await stage.close();
  }
}

async function playDynamic(steps: readonly Step[]) {
  const stage = await openPluginStage();
  try {
    return await play(steps, stage.simulator, dynamicCalls(stage.simulator));
  } finally {
    await stage.close();
  }
}
