import assert from "node:assert/strict";
import type { Fact } from "../../../../provider/lifecycle/engineRun/facts";
import { SendFailure } from "../../../../provider/powerstore/http/sendFailure";
import type { FaultRule } from "../../../../simulator/src";
import { assertMadeOnce, upUntilKilled } from "../arrayObject/killed";
import type { Stage } from "../arrayObject/stage";
import { sharedLedger } from "../engineRun/sharedLedger";
import { openRemoteSystems, systems, unity } from "./stage";

describe("Creating a remote system once", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openRemoteSystems();
  });
  afterEach(() => stage.close());

  const post = (effect: FaultRule["effect"], times = 1): FaultRule => ({
    operation: "POST /remote_system",
    times,
    effect,
  });
  const posts = () => stage.changes().filter((change) => change === "POST /remote_system").length;

  const healed: [reason: string, faults: FaultRule[], posts: number][] = [
    ["the request is lost before it arrives", [post({ drop: "before" })], 2],
    ["the answer is lost after the work was done", [post({ drop: "after" })], 1],
    ["the answer is cut off", [post({ truncate: true })], 1],
    ["the array answers 500 and did nothing", [post({ status: 500 })], 2],
    ["the answer has another shape", [post({ body: { done: true } })], 1],
    ["it is lost twice, the first time before the work", [post({ drop: "before" }), post({ drop: "after" })], 2],
  ];
  for (const [reason, faults, count] of healed) {
    for (const name of [undefined, "chosen"]) {
      it(`heals within one up when ${reason} (${name ? "chosen" : "generated"} name)`, async () => {
        stage.simulator.setFaults(faults);
        await stage.up({ ...unity, ...(name ? { name } : {}) });
        assert.deepEqual([systems(stage).length, posts()], [1, count]);
        assert.equal(stage.recorded?.id, systems(stage)[0]?.id);
        assert.equal(stage.recorded?.outputs.claimed, undefined, "no other stack can have made it");
        stage.simulator.clearFaults();
        assert.equal(await stage.up({ ...unity, ...(name ? { name } : {}) }), "unchanged");
      });
    }
  }

  for (const when of ["before", "after"] as const) {
    for (const [kind, more] of [
      ["a generated name", {}],
      ["a chosen name", { name: "chosen" }],
    ] as const) {
      it(`is found again and made once, with ${kind}, when the run is killed ${when} any of its requests`, async () => {
        const requests = await assertMadeOnce(stage, { ...unity, ...more }, systems, when);
        assert.ok(requests >= 8, `the matrix had ${requests} requests only`);
      }).timeout(60_000);
    }
  }

  it("is the stack's own, and said to be possible, where the array shows late what a lost POST has made, and refuses the next one", async () => {
    const left: (readonly Fact[])[] = [];
    stage.ledger = () => sharedLedger(left)();
    stage.restart();
    let sent = 0;
    stage.between = async (request, pass) => {
      const { pathname } = new URL(request.url);
      if (!pathname.endsWith("/remote_system")) return pass(request);
      if (request.method === "GET") return { ...(await pass(request)), status: 200, text: "[]" };
      const answer = await pass(request);
      if (++sent === 1) throw new SendFailure("dropped", { mayHaveArrived: true });
      return answer;
    };
    await assert.rejects(stage.up({ ...unity, name: "chosen" }), /It may have been made: run "pulumi up"/);
    assert.deepEqual([systems(stage).length, posts()], [1, 2]);
    stage.between = (request, pass) => pass(request);
    stage.restart();
    await stage.up({ ...unity, name: "chosen" });
    assert.equal(stage.recorded?.id, systems(stage)[0]?.id);
  });

  it("is possible in a replacement though a list still shows once what its delete has ended", async () => {
    await stage.up(unity);
    const before = systems(stage);
    let isDeleted = false;
    let lists = 0;
    stage.between = async (request, pass) => {
      const answer = await pass(request);
      isDeleted ||= request.method === "DELETE";
      const isList = isDeleted && request.method === "GET" && /\/remote_system\?/.test(request.url);
      // The first one proves to the delete that it is gone; the next one comes from where that is not known yet.
      return isList && ++lists === 2 ? { ...answer, text: JSON.stringify(before) } : answer;
    };
    assert.equal(await stage.up({ ...unity, type: "VNX" }), "replaced");
    assert.equal(lists, 3);
    assert.deepEqual(
      systems(stage).map(({ type }) => type),
      ["VNX"],
    );
  });

  it("is said to be possible where the run is stopped after a POST whose answer was lost", async () => {
    const stop = new AbortController();
    stage.signal = stop.signal;
    stage.between = async (request, pass) => {
      if (!new URL(request.url).pathname.endsWith("/remote_system")) return pass(request);
      const answer = await pass(request);
      if (request.method === "GET") return { ...answer, status: 200, text: "[]" };
      stage.simulator.advance = () => {
        stop.abort();
        throw stop.signal.reason;
      };
      throw new SendFailure("dropped", { mayHaveArrived: true });
    };
    const said = /stopped creating remote system "chosen".*It may have been made: run "pulumi up"/s;
    await assert.rejects(stage.up({ ...unity, name: "chosen" }), said);
    assert.deepEqual([systems(stage).length, posts()], [1, 1]);
  });

  it("finds by its box what a killed run has made under another name, and renames it", async () => {
    // Login, cluster, list, POST.
    await upUntilKilled(stage, { ...unity, name: "first" }, { at: 4, when: "after" });
    assert.equal(systems(stage)[0]?.name, "first", "the fourth request is the POST");
    await stage.up({ ...unity, name: "second" });
    assert.deepEqual(
      systems(stage).map(({ name }) => name),
      ["second"],
    );
  });

  it("sends the secrets again to what a killed run has made, for that may have been others", async () => {
    await upUntilKilled(stage, { ...unity, name: "mine", password: "former-Passw0rd" }, { at: 4, when: "after" });
    stage.simulator.clearJournal();
    await stage.up({ ...unity, name: "mine" });
    assert.deepEqual(Object.keys((stage.bodies()[0] ?? {}) as object), ["remote_password"]);
    assert.equal(await stage.up({ ...unity, name: "mine" }), "unchanged");
  });

  it("makes anew what a killed run has made with another CHAP secret, for no request changes that", async () => {
    const chap = (targetSessionPassword: string) => ({
      ...unity,
      name: "mine",
      sessionChapMode: "Single",
      importChapInfo: { targetSessionUsername: "ps", targetSessionPassword },
    });
    await upUntilKilled(stage, chap("former-Secret-1"), { at: 4, when: "after" });
    assert.equal(systems(stage).length, 1);
    await stage.up(chap("session-Secret-1"));
    assert.equal(await stage.up(chap("session-Secret-1")), "replaced");
    assert.equal(await stage.up(chap("session-Secret-1")), "unchanged");
  });

  it("brings what a killed run has made to the program's inputs in the next run where the array refuses it in this one", async () => {
    const first = { ...unity, name: "first", password: "former-Passw0rd" };
    await upUntilKilled(stage, first, { at: 4, when: "after" });
    const second = { ...unity, name: "second" };
    stage.simulator.setFaults([
      { operation: "PATCH /remote_system/{id}", times: 1, effect: { status: 422, message: "not now" } },
    ]);
    await assert.rejects(stage.up(second), /not now/);
    stage.simulator.clearJournal();
    assert.equal(await stage.up(second), "updated");
    assert.deepEqual(Object.keys((stage.bodies()[0] ?? {}) as object).sort(), ["name", "remote_password"]);
    assert.equal(systems(stage)[0]?.name, "second");
    assert.equal(await stage.up(second), "unchanged");
  });

  it("leaves what somebody else made at the same address, and says how to take it over", async () => {
    await stage.up({ ...unity, name: "by-hand" });
    stage.forget();
    stage.restart();
    stage.simulator.clearJournal();
    await assert.rejects(stage.up({ ...unity, name: "mine" }), /remote system "by-hand".*name is by-hand/s);
    await assert.rejects(stage.up({ ...unity, name: "by-hand" }), /adoptRemoteSystemId: "/);
    assert.deepEqual([stage.changes(), stage.recorded], [[], undefined]);
  });

  it("leaves what somebody makes at the same address as the answer of its own POST is lost, for that gives another name, and so does the next run", async () => {
    const left: (readonly Fact[])[] = [];
    stage.ledger = () => sharedLedger(left)();
    stage.restart();
    stage.between = async (request, pass) => {
      if (request.method !== "POST" || !request.url.endsWith("/remote_system")) return pass(request);
      const body = { ...JSON.parse(String(request.body)), name: "by-hand" };
      if (systems(stage).length === 0) stage.simulator.world.operations["POST /remote_system"]?.({ id: "", body });
      throw new SendFailure("dropped", { mayHaveArrived: true });
    };
    await assert.rejects(stage.up(unity), /remote system "by-hand".*name is by-hand/s);
    stage.between = (request, pass) => pass(request);
    stage.restart(true);
    await assert.rejects(stage.up(unity), /remote system "by-hand".*name is by-hand/s);
    assert.equal(stage.recorded, undefined);
    assert.deepEqual(
      systems(stage).map(({ name }) => name),
      ["by-hand"],
    );
  });

  const taken: [what: string, program: object][] = [
    ["address", { type: "Universal", managementAddress: unity.managementAddress, iscsiAddresses: ["10.20.0.99"] }],
    ["target", { type: "Universal", managementAddress: "old.example.com", iscsiAddresses: unity.iscsiAddresses }],
  ];
  for (const [what, program] of taken) {
    it(`says whose the ${what} is already where the array refuses a second remote system for a source`, async () => {
      await stage.up({ ...unity, name: "by-hand" });
      const { id } = stage.recorded ?? {};
      stage.forget();
      stage.restart();
      stage.simulator.setFaults([post({ status: 422, message: "It is there already." })]);
      const said = new RegExp(`It is there already.*"by-hand".*which is OK.*set adoptRemoteSystemId: "${id}"`, "s");
      await assert.rejects(stage.up({ ...program, name: "second" }), said);
      assert.equal(stage.recorded, undefined);
    });
  }

  it("leaves what another stack made at the same address, though its own name has a namespace", async () => {
    await stage.up({ ...unity, name: "theirs" });
    stage.forget();
    stage.restart();
    stage.settings = { ...stage.settings, namespace: "team-a" };
    stage.simulator.clearJournal();
    await assert.rejects(stage.up(unity), /remote system "theirs".*name is theirs on the array/s);
    assert.deepEqual([stage.changes(), stage.recorded], [[], undefined]);
  });

  it("refuses what has its generated name and leads elsewhere", async () => {
    await stage.up(unity);
    stage.forget();
    stage.restart();
    await assert.rejects(
      stage.up({ ...unity, managementAddress: "10.20.0.99" }),
      /managementAddress is 10.20.0.10 on the array and 10.20.0.99 in the program/,
    );
    assert.equal(systems(stage).length, 1);
  });

  const adopted: [how: string, reference: (id: string) => string][] = [
    ["its id", (id) => id],
    ["its name", () => "name:BY-hand"],
  ];
  for (const [how, reference] of adopted) {
    it(`adopts by ${how}, and sends nothing`, async () => {
      await stage.up({ ...unity, name: "by-hand" });
      const { id = "" } = stage.recorded ?? {};
      stage.forget();
      stage.restart();
      stage.simulator.clearJournal();
      const program = { ...unity, adoptRemoteSystemId: reference(id) };
      await stage.up(program);
      assert.deepEqual([stage.recorded?.id, stage.changes()], [id, []]);
      assert.equal(stage.recorded?.outputs.name, "by-hand");
      // The password is recorded, no more: nobody knows whether the array has another.
      assert.equal(await stage.up(program), "updated");
      assert.deepEqual(stage.changes(), []);
      assert.equal(await stage.up(program), "unchanged");
    });
  }

  it("leaves what it has adopted its name where the stack is renamed, as long as the program gives none", async () => {
    await stage.up({ ...unity, name: "by-hand" });
    const program = { ...unity, adoptRemoteSystemId: stage.recorded?.id };
    stage.forget();
    stage.restart();
    stage.simulator.clearJournal();
    const { urn } = stage;
    try {
      await stage.up(program);
      stage.urn = urn.replace(":prod::", ":live::");
      await stage.up(program);
      assert.equal(await stage.up(program), "unchanged");
    } finally {
      stage.urn = urn;
    }
    assert.equal(stage.recorded?.outputs.name, "by-hand");
    assert.deepEqual(stage.changes(), []);
  });

  for (const [how, reference] of adopted) {
    it(`makes what was adopted by ${how} anew as any other, though the program goes on to name the one that is gone`, async () => {
      await stage.up({ ...unity, name: "by-hand" });
      const { id = "" } = stage.recorded ?? {};
      stage.forget();
      stage.restart();
      const program = { ...unity, adoptRemoteSystemId: reference(id) };
      await stage.up(program);
      assert.equal(await stage.up({ ...program, iscsiAddresses: ["10.20.0.21"] }), "replaced");
      assert.deepEqual(
        systems(stage).map((system) => system.id),
        [stage.recorded?.id],
      );
      assert.notEqual(stage.recorded?.id, id);
    });
  }

  it("holds nothing where what keeps a run from adopting it comes last", async () => {
    await stage.up({ ...unity, name: "by-hand" });
    const { id = "", outputs } = stage.recorded ?? {};
    stage.forget();
    stage.restart();
    stage.simulator.setFaults([{ operation: "GET /import_unity", times: 9, effect: { status: 400 } }]);
    await assert.rejects(stage.up({ ...unity, adoptRemoteSystemId: id }), /what was discovered/);
    const object = { clusterId: outputs?.clusterId as string, id };
    assert.equal(stage.context().run.otherHolder("urn:pulumi:prod::shop::a:b:C::other", object), undefined);
  });

  for (const [what, reference, isConfirmed] of [
    ["another one's id", () => "another", false],
    ["its own id", (id: string) => id, true],
  ] as const) {
    it(`is ${isConfirmed ? "" : "not "}known to be the stack's own, once found by its generated name, by the wish to adopt ${what}`, async () => {
      await stage.up(unity);
      stage.forget();
      stage.restart();
      await stage.up(unity);
      assert.equal(stage.recorded?.outputs.claimed, true);
      await stage.up({ ...unity, adoptRemoteSystemId: reference(stage.recorded?.id ?? "") });
      if (isConfirmed) await stage.destroy();
      else await assert.rejects(stage.destroy(), /may belong to another stack/);
      assert.equal(systems(stage).length, isConfirmed ? 0 : 1);
    });
  }

  const differing: [input: string, value: unknown, text: RegExp][] = [
    ["iscsiAddresses", ["10.20.0.77"], /iscsiAddresses is 10.20.0.21, 10.20.0.22 on the array and 10.20.0.77/],
    ["username", "other", /username is admin on the array and other/],
    ["description", "else", /description is not set on the array and another one in the program/],
  ];
  for (const [input, value, text] of differing) {
    it(`does not adopt what is otherwise in ${input}`, async () => {
      await stage.up({ ...unity, name: "by-hand" });
      stage.forget();
      const program = { ...unity, [input]: value, adoptRemoteSystemId: "name:by-hand" };
      await assert.rejects(stage.up(program), text);
    });
  }
});
