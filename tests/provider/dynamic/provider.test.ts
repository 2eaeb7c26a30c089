import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { inspect } from "node:util";
import { Config } from "@pulumi/pulumi/cmd/dynamic-provider/config";
import type { DynamicHost } from "../../../provider/dynamic/host";
import { IncompleteResult, PlainError } from "../../../provider/dynamic/plainErrors";
import { DynamicProvider } from "../../../provider/dynamic/provider";
import { LOGOUT_SECONDS } from "../../../provider/lifecycle/array/connections";
import { privateLedger } from "../../../provider/lifecycle/engineRun/ledger";
import { connect } from "../../../provider/powerstore/powerStore";
import { PROVIDER } from "../../../sdk/dynamicCall";
import type { Simulator } from "../../../simulator/src";
import { startSimulator } from "../../../simulator/src";
import { clockFrom } from "../../clock";

const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const URN = "urn:pulumi:prod::shop::pulumi-nodejs:dynamic/powerstore-import:ImportSession::db-01";
const hidden = { __provider: PROVIDER, __urn: URN };
const source = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-vol-01" };

describe("DynamicProvider", () => {
  let simulator: Simulator;
  let host: DynamicHost & { cancel(): void; end(): Promise<void>; environment: Record<string, string> };
  let provider: DynamicProvider;
  let messages: { severity: string; text: string; urn: string; ephemeral: boolean }[];

  /** Called with every message to the engine, which arrives when that is done. */
  let heard: () => unknown;
  /** Called with every wait, before its time passes. */
  let waiting: (seconds: number) => unknown;

  function build(config: Record<string, string | undefined> = {}) {
    const listeners: { cancel: (() => void)[]; end: ((isEngineGone: boolean) => Promise<void>)[] } = {
      cancel: [],
      end: [],
    };
    host = {
      engineAddress: undefined,
      environment: {},
      onCancel: (listener) => listeners.cancel.push(listener),
      onEnd: (listener) => listeners.end.push(listener),
      cancel: () => {
        for (const listener of listeners.cancel) listener();
      },
      end: async () => {
        await Promise.all(listeners.end.map((listener) => listener(false)));
      },
    };
    const clock = clockFrom(
      () => simulator.now(),
      async (seconds, signal) => {
        if (signal?.aborted) throw signal.reason;
        await waiting(seconds);
        if (signal?.aborted) throw signal.reason;
        simulator.advance(seconds);
      },
    );
    messages = [];
    heard = () => undefined;
    waiting = () => undefined;
    provider = new DynamicProvider({
      host,
      clock,
      ledger: () => privateLedger(),
      connect: (connection, options) => connect(connection, { ...options, random: () => 0.5 }),
      sendLog: async (message) => {
        messages.push(message);
        await heard();
      },
    });
    const settings: Record<string, string | undefined> = {
      "powerstore-import:endpoint": simulator.endpoint,
      "powerstore-import:username": simulator.username,
      "powerstore-import:password": simulator.password,
      "powerstore-import:caCertificate": simulator.caCertificate,
      ...config,
    };
    // As the host does: it hands the provider to every waiting call before configure has ended.
    void provider.configure({ config: new Config(settings as Record<string, string>, "shop") });
  }

  beforeEach(async () => {
    simulator = await startSimulator();
    build();
  });
  afterEach(async () => {
    await host.end();
    await simulator.close();
  });

  async function created(inputs: Record<string, unknown> = source) {
    const checked = await provider.check({}, { ...inputs, ...hidden });
    assert.deepEqual(checked.failures, []);
    return { checked: checked.inputs, ...(await provider.create(checked.inputs)) };
  }

  it("lets three creates that come before configure has ended all see the password, with one login", async () => {
    const volumes = ["unity-01-vol-01", "unity-01-vol-02", "unity-01-vol-03"];
    const results = await Promise.all(
      volumes.map(async (sourceResourceId) => {
        const urn = URN.replace("db-01", sourceResourceId);
        const { inputs } = await provider.check({}, { ...source, sourceResourceId, ...hidden, __urn: urn });
        return provider.create(inputs);
      }),
    );
    assert.equal(new Set(results.map((result) => result.id)).size, 3);
    const logins = simulator.journal().entries.filter((entry) => entry.path.includes("/login_session"));
    assert.equal(logins.length, 1);
  });

  it("returns results without any undefined, with the hidden inputs among the outputs", async () => {
    const { outs } = await created();
    assert.doesNotMatch(inspect(outs, { depth: 9 }), /undefined/);
    assert.equal(outs.__provider, PROVIDER);
    assert.equal(outs.__urn, URN);
    assert.equal(outs.state, "Copy_In_Progress");
  });

  const wrong: { name: string; config: Record<string, string>; failures: [property: string, reason: RegExp][] }[] = [
    {
      name: "a setting that nobody reads",
      config: { "powerstore-import:endpiont": "https://array", "aws:region": "x", "shop:endpiont": "y" },
      failures: [["powerstore-import:endpiont", /did you mean endpoint\?$/]],
    },
    {
      name: "a certificate that breaks off",
      config: { "powerstore-import:caCertificate": "-----BEGIN CERTIFICATE-----\nMIIB" },
      failures: [["powerstore-import:caCertificate", /breaks off/]],
    },
    {
      name: "a flag that is neither true nor false",
      config: { "powerstore-import:forceCancel": "perhaps" },
      failures: [["powerstore-import:forceCancel", /must be true or false/]],
    },
    {
      name: "an address without https://",
      config: { "powerstore-import:endpoint": "array:443" },
      failures: [["powerstore-import:endpoint", /lacks its scheme/]],
    },
  ];
  for (const { name, config, failures } of wrong) {
    it(`finds ${name} in check, for dynamic providers have no check of their configuration`, async () => {
      build(config);
      const result = await provider.check({}, { ...source, ...hidden });
      assert.deepEqual(
        result.failures.map(({ property }) => property),
        failures.map(([property]) => property),
      );
      for (const [index, [, reason]] of failures.entries()) assert.match(result.failures[index]?.reason ?? "", reason);
      assert.deepEqual(simulator.journal().entries, []);
    });
  }

  it("warns once that the certificate is not verified, on the row of the first resource that asks the array", async () => {
    build({ "powerstore-import:caCertificate": undefined, "powerstore-import:insecure": "true" });
    const { id, outs } = await created();
    await provider.read(id, outs);
    const warnings = messages.filter(({ text }) => text.includes("is not verified"));
    assert.deepEqual(
      warnings.map(({ severity, urn }) => [severity, urn]),
      [["warning", URN]],
    );
  });

  it("finds a profile that is not configured in check, so that a preview shows it, at the input that names it", async () => {
    const { failures } = await provider.check({}, { ...source, array: "west", ...hidden });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["array"],
    );
    assert.match(failures[0]?.reason ?? "", /profile "west" of powerstore-import:arrays: .*none is configured/);
    assert.deepEqual(simulator.journal().entries, []);
  });

  it("leaves unknowns of a preview alone in check and never makes a replacement of them", async () => {
    const { outs } = await created();
    const news = { ...source, ...hidden, sourceResourceId: UNKNOWN_STRING };
    const checked = await provider.check(outs, news);
    assert.deepEqual(checked.failures, []);
    assert.equal((checked.inputs as Record<string, unknown>).sourceResourceId, UNKNOWN_STRING);
    const diff = await provider.diff("x", outs, checked.inputs);
    assert.deepEqual(diff, { changes: true, replaces: [], deleteBeforeReplace: true });
  });

  it("always asks to delete before replacing, also when nothing changes", async () => {
    const { id, outs, checked } = await created();
    await provider.check(checked, { ...source, ...hidden });
    assert.deepEqual(await provider.diff(id, outs, checked), {
      changes: false,
      replaces: [],
      deleteBeforeReplace: true,
    });
  });

  it("reports a change when the outputs lack __provider, as after a time with the plugin", async () => {
    const { id, outs, checked } = await created();
    const { __provider, ...withoutProvider } = outs;
    assert.equal((await provider.diff(id, withoutProvider, checked)).changes, true);
  });

  it("does not take an open goal for drift in a refresh, which calls no check", async () => {
    const { id, outs, checked } = await created({ ...source, advanceTo: "Import_Completed" });
    assert.equal((await provider.diff(id, outs, checked)).changes, true);
    build();
    const read = await provider.read(id, outs);
    assert.equal((await provider.diff(id, read.props, checked)).changes, false);
  });

  it("does not take hidden inputs for drift in a refresh", async () => {
    const { id, outs, checked } = await created();
    build();
    const { __timeouts, ...read } = { ...(await provider.read(id, outs)).props, __timeouts: { create: "1m" } };
    assert.equal((await provider.diff(id, read, { ...checked, __timeouts })).changes, false);
  });

  it("keeps id, outputs and __provider of a create that ran out of its customTimeouts", async () => {
    const inputs = { ...source, __timeouts: { create: "10s" } };
    await assert.rejects(created(inputs), (error) => {
      assert.ok(error instanceof IncompleteResult);
      assert.ok(error.id);
      assert.equal(error.properties.__provider, PROVIDER);
      assert.equal(error.properties.state, "In_Progress");
      assert.match(error.reasons.join(), /still In_Progress after 10 s.*pulumi up/s);
      return true;
    });
  });

  it("reads for no longer than customTimeouts.read", async () => {
    const { id, outs } = await created();
    const read = provider.read(id, { ...outs, __timeouts: { read: "10s" } });
    const message = /reading import session .* has not answered within 10 s.*customTimeouts\.read/;
    await assert.rejects(read, { message });
  });

  it("ends every wait with the id when the engine sends Cancel", async () => {
    heard = () => host.cancel();
    await assert.rejects(created(), (error) => {
      assert.ok(error instanceof IncompleteResult);
      assert.match(error.message, /stopped waiting|last seen|is kept/);
      return true;
    });
    assert.equal(simulator.world.rows("import_session")?.length, 1);
  });

  it("logs out at the end if it had logged in, and does nothing otherwise", async () => {
    await host.end();
    assert.deepEqual(simulator.journal().entries, []);
    build();
    await created();
    await host.end();
    assert.equal(simulator.journal().entries.at(-1)?.path, "/api/rest/logout");
  });

  describe("at its end, while a call is under way", () => {
    const never = () => new Promise<void>(() => undefined);
    const logouts = () => simulator.journal().entries.filter(({ path }) => path.endsWith("/logout")).length;

    /** The end comes with the first message of a create, whose answer waits for that message. */
    async function endedInCreate() {
      const order: string[] = [];
      let deliver: () => void = () => undefined;
      const delivered = new Promise<void>((resolve) => {
        deliver = resolve;
      });
      let end: Promise<void> | undefined;
      heard = () => {
        end ??= host.end().then(() => void order.push("ended"));
        return delivered;
      };
      const answer = created().catch((error: unknown) => {
        order.push("answered");
        return error;
      });
      while (!end) await turn();
      return { order, deliver, answer, end };
    }

    it("logs out when that has answered with the id of what it has made", async () => {
      waiting = (seconds) => (seconds === LOGOUT_SECONDS ? never() : undefined);
      const { order, deliver, answer, end } = await endedInCreate();
      for (let turns = 0; turns < 100; turns++) await turn();
      assert.deepEqual([logouts(), order], [0, []]);
      deliver();
      const error = await answer;
      assert.ok(error instanceof IncompleteResult);
      assert.equal(error.id, simulator.world.rows("import_session")?.[0]?.id);
      await end;
      assert.deepEqual([logouts(), order], [1, ["answered", "ended"]]);
    });

    it("logs out without that where it does not answer in time, for the engine kills who stays", async () => {
      const { order, end } = await endedInCreate();
      await end;
      assert.deepEqual([logouts(), order], [1, ["ended"]]);
    });
  });

  it("says id blank for a session that is certainly gone", async () => {
    const { id, outs } = await created();
    simulator.world.purgeSession(id);
    assert.equal((await provider.read(id, outs)).id, "");
  });

  it("reads a session of which nothing is known, as get does", async () => {
    const { id } = await created();
    const read = await provider.read(id, hidden);
    assert.equal(read.id, id);
    assert.equal("sourceResourceId" in read.props && read.props.sourceResourceId, source.sourceResourceId);
  });

  it("fails a look-up of a session that is not there, and speaks of no state that it keeps", async () => {
    await assert.rejects(provider.read("no-such-session", hidden), { message: /there is no such session\.$/ });
  });

  it("names key and variable when nothing is configured, and shows no stack trace", async () => {
    build({ "powerstore-import:endpoint": undefined });
    await assert.rejects(created(), (error) => {
      assert.ok(error instanceof PlainError);
      assert.match(error.message, /powerstore-import:endpoint.*POWERSTORE_ENDPOINT/s);
      assert.equal(error.stack, error.message);
      return true;
    });
  });

  it("takes the force flag of one run from the environment", async () => {
    const { id, outs } = await created();
    build();
    host.environment.POWERSTORE_IMPORT_FORCE_CANCEL = "true";
    await provider.delete(id, outs);
    const cancel = simulator.journal().entries.find((entry) => entry.path.endsWith("/cancel"));
    assert.deepEqual(cancel?.body, { force: true });
  });

  it("sends progress and warnings to the resource's own row", async () => {
    await created({ ...source, waitFor: "Ready_For_Cutover" });
    const progress = messages.filter((message) => message.ephemeral);
    assert.ok(progress.length > 10, "states and every 5 %");
    assert.ok(progress.every((message) => message.urn === URN));
    assert.match(progress[1]?.text ?? "", /Copy_In_Progress \(\d+ %\).*MB\/s/);
  });

  it("sends no message for a URN that is none: a malformed one crashes the command line", async () => {
    const { inputs } = await provider.check({}, { ...source, ...hidden, name: "n", __urn: UNKNOWN_STRING });
    await provider.create(inputs);
    assert.deepEqual(messages, []);
  });

  it("sees no change in custom time-outs that arrive in another order, which a protobuf map does not promise", async () => {
    const timeouts = { create: "1h", delete: "2h" };
    const checked = await provider.check({}, { ...source, ...hidden, __timeouts: timeouts });
    const { id, outs } = await provider.create(checked.inputs);
    const olds = { ...outs, __timeouts: { delete: "2h", create: "1h" } };
    assert.equal((await provider.diff(id, olds, checked.inputs)).changes, false);
    assert.equal((await provider.diff(id, { ...outs, __timeouts: { create: "1h" } }, checked.inputs)).changes, true);
  });

  describe("of a session that an operator has paused while a goal is open", () => {
    const goal = { ...source, advanceTo: "Import_Completed" };
    const pressed = async (more: object = {}) => {
      const { id, outs, checked } = await created({ ...goal, ...more });
      simulator.world.operations["POST /import_session/{id}/pause"]?.({ id, body: {} });
      assert.equal((await provider.diff(id, outs, checked)).changes, true);
      const updated = await provider.update(id, outs, checked);
      return { state: simulator.world.row("import_session", id)?.state, updated, id, checked };
    };

    it("leaves the pause alone with the option ignoreChanges, of which the resource's class tells it", async () => {
      const option = { __ignoreChanges: ["paused"] };
      const { state, updated, id, checked } = await pressed(option);
      assert.equal(state, "Paused");
      assert.match(messages.map(({ text }) => text).join(), /ignoreChanges leaves that to whoever is there/);
      assert.deepEqual(updated.outs.__ignoreChanges, option.__ignoreChanges);
      const read = await provider.read(id, updated.outs);
      assert.deepEqual(read.inputs?.__ignoreChanges, option.__ignoreChanges);
      assert.doesNotMatch(messages.map(({ text }) => text).join(), /"pulumi up" resumes it/);
      const taken = { ...checked, __ignoreChanges: undefined };
      messages.splice(0);
      assert.equal((await provider.diff(id, updated.outs, taken)).changes, true);
    });

    it("resumes it without that option, or where it is about something else", async () => {
      assert.equal((await pressed({ __ignoreChanges: ["description"] })).state, "Copy_In_Progress");
    });
  });

  it("says that the option ignoreChanges is recorded where nothing else has changed", async () => {
    const { id, outs, checked } = await created();
    const news = { ...checked, __ignoreChanges: ["paused"] };
    await provider.check(checked, news);
    assert.equal((await provider.diff(id, outs, news)).changes, true);
    assert.match(
      messages.at(-1)?.text ?? "",
      /^records the option ignoreChanges, which .* nothing is sent to the array/,
    );
  });

  it("says why a renamed resource is updated although nothing of it changed", async () => {
    const { id, outs, checked } = await created();
    build();
    const renamed = { ...checked, __urn: URN.replace("::db-01", "::db-02") };
    await provider.check(checked, renamed);
    assert.equal((await provider.diff(id, outs, renamed)).changes, true);
    assert.deepEqual(
      messages.map(({ text }) => text),
      ["records the resource's URN, after a rename, which a later run reads; nothing is sent to the array."],
    );
  });

  it("reads a state of another version: an unknown state counts as not seen yet, and is looked at", async () => {
    const { id, outs, checked } = await created();
    const olds = { ...outs, state: "Being_Invented", type: 7 };
    assert.equal((await provider.diff(id, olds, checked)).changes, true);
    const updated = await provider.update(id, olds, checked);
    assert.equal(updated.outs.state, "Copy_In_Progress");
    build();
    await provider.delete(id, olds);
    assert.equal(simulator.world.rows("import_session")?.length, 0);
  });
});
