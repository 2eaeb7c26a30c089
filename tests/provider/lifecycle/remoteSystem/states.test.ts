import assert from "node:assert/strict";
import type { Run } from "../../../../provider/lifecycle/operation/converge";
import type {
  ConnectStep,
  Goals,
  ObservedSystem,
  SystemAction,
} from "../../../../provider/lifecycle/remoteSystem/decide/decideConnection";
import { decideConnection } from "../../../../provider/lifecycle/remoteSystem/decide/decideConnection";
import { decideDeletion } from "../../../../provider/lifecycle/remoteSystem/decide/decideDeletion";

const system = (more: object = {}) =>
  ({
    id: "1",
    name: "unity-01",
    type: "Unity",
    state: "OK",
    dataConnectionState: "OK",
    dataConnectionType: "iSCSI",
    dataConnections: [],
    ...more,
  }) as unknown as ObservedSystem;
const goals: Goals = { waitFor: "Connected", discover: false, isFileOnly: false };
const run = (more: Partial<Run<SystemAction>> = {}): Run<SystemAction> => ({ accepted: [], ...more });
const textOf = (step: ConnectStep) =>
  step.kind === "fail" ? step.reason : step.kind === "finish" ? (step.warnings ?? []).join() : "";

describe("What the states of a remote system mean to a wait", () => {
  type Case = [shown: object, kind: ConnectStep["kind"], text: RegExp, why: string, more?: Partial<Run<SystemAction>>];
  const connection = (status: string) => [
    { nodeId: "N1", initiatorAddress: "10.0.0.1", targetAddress: "10.20.0.21", status },
  ];
  const cases: Case[] = [
    [{}, "finish", /^$/, "all is well"],
    [{ state: "Ok" }, "finish", /^$/, "the vendor's own samples write it so"],
    [{ state: "Update_Needed" }, "act", /^$/, "verify is the answer to it"],
    [
      { state: "Update_Needed" },
      "wait",
      /^$/,
      "the array needs a moment after verify",
      { accepted: ["verify"], unseen: "verify", unseenSeconds: 5 },
    ],
    [
      { state: "Update_Needed", dataConnections: connection("Network_Error") },
      "fail",
      /still Update_Needed after verify.*N1 \(10.0.0.1\) to 10.20.0.21 is Network_Error/,
      "verify is sent once, and then the connections are named",
      { accepted: ["verify"], unseen: "verify", unseenSeconds: 61 },
    ],
    [
      { state: "Management_Connection_Lost" },
      "fail",
      /Correct managementAddress, username or password/,
      "the way out is a PATCH",
    ],
    [{ state: "Partial_Delete" }, "fail", /deletes it once more/, "it is on its way out"],
    [{ state: "Hibernating" }, "finish", /^$/, "a newer array's word is no reason to stop"],
    [{ dataConnectionState: "Initializing" }, "wait", /^$/, "the connections come by themselves"],
    [{ dataConnectionState: undefined }, "wait", /^$/, "nothing is said yet"],
    [
      { dataConnectionState: "Partial_Data_Connection_Loss" },
      "finish",
      /not on all paths/,
      "copying works on the rest",
    ],
    [{ dataConnectionState: "Data_Connection_Unstable" }, "finish", /not on all paths/, "since 4.0"],
    [{ dataConnectionState: "Partial_Node_Connection_Loss" }, "finish", /not on all paths/, "since 4.3"],
    [
      { dataConnectionState: "Complete_Data_Connection_Loss", dataConnections: connection("Login_Timeout") },
      "fail",
      /is Login_Timeout.*Check the network/,
      "the network is the reason",
    ],
    [
      { dataConnectionState: "Complete_Data_Connection_Loss", dataConnections: connection("Authentication_Failure") },
      "fail",
      /refuses what CHAP gives/,
      "CHAP is the reason",
    ],
    [
      {
        dataConnectionState: "Complete_Data_Connection_Loss",
        dataConnections: connection("Discovery_Authentication_Failure"),
      },
      "fail",
      /refuses what CHAP gives/,
      "CHAP is the reason at discovery as well",
    ],
    [{ dataConnectionState: "No_Targets_Discovered" }, "fail", /iscsiAddresses are addresses/, "nobody answers there"],
    [
      { dataConnectionState: "No_Targets_Discovered", dataConnectionType: "FC" },
      "fail",
      /zoning/,
      "on FC that is the zoning",
    ],
    [
      { dataConnectionState: "Status_Not_Available" },
      "wait",
      /^$/,
      "at first it may only be early",
      { shownSeconds: 5 },
    ],
    [
      { dataConnectionState: "Status_Not_Available" },
      "finish",
      /not on all paths/,
      "and then it is all there is to hear",
      { shownSeconds: 61 },
    ],
    [{ dataConnectionState: "Quantum_Linked" }, "finish", /./, "a newer array's word is no reason to stop"],
  ];
  for (const [shown, kind, text, why, more] of cases) {
    it(`${JSON.stringify(shown)}: ${kind}, because ${why}`, () => {
      const step = decideConnection(system(shown), goals, run(more), undefined);
      assert.equal(step.kind, kind);
      assert.match(textOf(step), text);
    });
  }

  const statuses: [status: string, isNamed: boolean, advice: RegExp][] = [
    ["Login_Success", false, /Check the network/],
    ["Discovery_Success", false, /Check the network/],
    ["Login_Success_No_Ports", false, /Check the network/],
    ["Authentication_Failure", true, /refuses what CHAP gives/],
    ["Discovery_Authentication_Failure", true, /refuses what CHAP gives/],
    ["Connection_Refused", true, /Check the network/],
    ["Login_Timeout", true, /Check the network/],
    ["Network_Error", true, /Check the network/],
    ["Discovery_Connection_Refused", true, /Check the network/],
    ["Discovery_Timeout", true, /Check the network/],
    ["Operation_Timeout", true, /Check the network/],
    ["General_Failure", true, /Check the network/],
    ["Solar_Flare", true, /Check the network/],
  ];
  for (const [status, isNamed, advice] of statuses) {
    it(`${isNamed ? "name" : "leave out"} a connection that is ${status}, and say what to look at`, () => {
      const lost = { dataConnectionState: "Complete_Data_Connection_Loss", dataConnections: connection(status) };
      const text = textOf(decideConnection(system(lost), goals, run(), undefined));
      assert.match(text, advice);
      assert.equal(text.includes(`10.20.0.21 is ${status}`), isNamed, text);
    });
  }

  const files: [state: string | undefined, kind: ConnectStep["kind"], why: string, text?: RegExp, seconds?: number][] =
    [
      ["OK", "finish", "files can be imported", /^$/],
      ["Update_Needed", "act", "verify is the answer to it"],
      ["Not_OK", "fail", "waiting mends nothing", /file connection Not_OK/],
      ["Status_Unknown", "wait", "it may only be early", /^$/, 5],
      ["Status_Unknown", "finish", "that is all there is to hear", /file connection Status_Unknown/, 61],
      ["Partial_OK", "finish", "since 4.4: some appliances have it", /file connection Partial_OK/],
      ["Semi_OK", "finish", "a newer array's word is no reason to stop", /file connection Semi_OK/],
    ];
  for (const [fileConnectionState, kind, why, text = /^$/, shownSeconds = 0] of files) {
    it(`of a VNX for files alone, ${fileConnectionState}: ${kind}, because ${why}`, () => {
      const shown = system({ fileConnectionState, dataConnectionState: "Status_Not_Available" });
      const step = decideConnection(shown, { ...goals, isFileOnly: true }, run({ shownSeconds }), undefined);
      assert.equal(step.kind, kind);
      assert.match(textOf(step), text);
    });
  }

  for (const [isAnew, shownSeconds, kind, why] of [
    [false, 0, "fail", "nobody has mended anything"],
    [true, 59, "wait", "the array needs a moment for the way that it was just given"],
    [true, 61, "fail", "the way that it was just given leads nowhere, either"],
  ] as const) {
    it(`${kind} where the management connection is lost, because ${why}`, () => {
      const shown = system({ state: "Management_Connection_Lost" });
      assert.equal(decideConnection(shown, { ...goals, isAnew }, run({ shownSeconds }), undefined).kind, kind);
    });
  }

  it("waits for nothing where nothing is to be waited for", () => {
    const shown = system({ dataConnectionState: "Complete_Data_Connection_Loss" });
    assert.equal(decideConnection(shown, { ...goals, waitFor: "None" }, run(), undefined).kind, "finish");
  });
});

describe("When a discovery has come to its end", () => {
  const discovering = { ...goals, discover: true };
  const stamp = (at: string | undefined) => ({ kind: "stamp", at }) as const;
  const rows = (...ids: string[]) => ({ kind: "rows", rows: ids.join(" "), count: ids.length }) as const;
  const before = stamp("2026-01-01T00:00:00Z");
  const sent = (more: Partial<Run<SystemAction>> = {}) => run({ accepted: ["discover"], ...more });
  type Case = [
    why: string,
    discovery: object,
    before: object | undefined,
    run: Run<SystemAction>,
    kind: ConnectStep["kind"],
  ];
  const cases: Case[] = [
    ["the time stamp is the one from before", stamp("2026-01-01T00:00:00Z"), before, sent(), "wait"],
    ["the time stamp is a newer one", stamp("2026-01-01T00:00:01Z"), before, sent(), "finish"],
    ["the array's object is new", stamp("2026-01-01T00:00:00Z"), stamp(undefined), sent(), "finish"],
    [
      "the time stamp has not moved for five minutes, which no text rules out",
      stamp("2026-01-01T00:00:00Z"),
      before,
      sent({ unseen: "discover", unseenSeconds: 300 }),
      "finish",
    ],
    [
      "universal volumes are those from before, for the array may look for longer",
      rows("a"),
      rows("a"),
      sent({ shownSeconds: 59 }),
      "wait",
    ],
    [
      "universal volumes are those from before, and stay so",
      rows("a"),
      rows("a"),
      sent({ shownSeconds: 60 }),
      "finish",
    ],
    ["universal volumes have just come", rows("a"), rows(), sent({ shownSeconds: 0 }), "wait"],
    ["universal volumes are the same at the next look", rows("a"), rows(), sent({ shownSeconds: 3 }), "finish"],
    [
      "no universal volume has come yet",
      rows(),
      rows(),
      sent({ unseen: "discover", unseenSeconds: 10, shownSeconds: 500 }),
      "wait",
    ],
    ["none comes at all", rows(), rows(), sent({ unseen: "discover", unseenSeconds: 60 }), "finish"],
  ];
  for (const [why, discovery, former, at, kind] of cases) {
    it(`${kind} when ${why}`, () => {
      const shown = system({ discovery });
      assert.equal(decideConnection(shown, discovering, at, former as never).kind, kind);
    });
  }

  it("is at once where only files are imported, for the array has no object with a time stamp of such a source", () => {
    const files = { type: "VNX", dataConnectionState: "Status_Not_Available", fileConnectionState: "OK" };
    const shown = system({ ...files, discovery: stamp(undefined) });
    const step = decideConnection(shown, { ...discovering, isFileOnly: true }, sent(), stamp(undefined));
    assert.deepEqual(step, { kind: "finish", warnings: [] });
    const blocks = system({ discovery: stamp(undefined) });
    assert.equal(
      decideConnection(blocks, discovering, sent(), stamp(undefined)).kind,
      "wait",
      "volumes are waited for",
    );
  });

  it("is asked for only once the data connections are there", () => {
    const early = system({ dataConnectionState: "Initializing" });
    assert.equal(decideConnection(early, discovering, run(), undefined).kind, "wait");
    assert.deepEqual(decideConnection(system(), discovering, run(), undefined), { kind: "act", action: "discover" });
  });
});

describe("The steps of a delete", () => {
  const partial = system({ state: "Partial_Delete" });
  const cases: [why: string, shown: ObservedSystem | undefined, run: Run<"delete">, kind: string][] = [
    ["it is gone", undefined, { accepted: [] }, "finish"],
    ["nothing was sent yet", system(), { accepted: [] }, "act"],
    ["an earlier run came half-way", partial, { accepted: [] }, "act"],
    ["the array is at it", system(), { accepted: ["delete"], unseen: "delete", unseenSeconds: 100 }, "wait"],
    ["it stopped half-way: once more", partial, { accepted: ["delete"] }, "act"],
    [
      "it stood half-way before, and the delete is young",
      partial,
      { accepted: ["delete"], unseen: "delete", unseenSeconds: 3 },
      "wait",
    ],
    ["it stopped half-way twice", partial, { accepted: ["delete", "delete"] }, "fail"],
  ];
  for (const [why, shown, at, kind] of cases) {
    it(`${kind} when ${why}`, () => assert.equal(decideDeletion(shown, at).kind, kind));
  }
});
