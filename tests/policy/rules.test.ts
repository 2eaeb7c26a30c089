import assert from "node:assert/strict";
import type { DeclaredResource, ImportKind } from "../../policy/src/imports";
import type { Rule, Scope } from "../../policy/src/rule";
import { judge } from "../../policy/src/rule";
import { rules } from "../../policy/src/rules";
import { judgeStack } from "../../policy/src/rules/fewSingleSessions";
import { judgeProvider } from "../../policy/src/rules/noForceCancel";
import { inputNames } from "../../provider/lifecycle/importSession/inputs/inputs";

type Options = {
  readonly protect?: boolean;
  readonly create?: number;
  readonly update?: number;
  readonly delete?: number;
};

const surfaces = {
  plugin: (kind: ImportKind) => `powerstore-import:index:${kind}`,
  dynamic: (kind: ImportKind) => `pulumi-nodejs:dynamic/powerstore-import:${kind}`,
};

const provider = (type: string, props: Record<string, unknown>) => ({
  type,
  name: "default",
  urn: `urn:pulumi:berlin-01::migration::${type}::default`,
  props,
});

function declared(
  kind: ImportKind,
  props: Record<string, unknown>,
  options: Options = {},
  { surface = surfaces.plugin, stack = "berlin-01" } = {},
): DeclaredResource {
  const name = kind === "ImportWave" ? "night" : "database";
  const { protect = false, create = 0, update = 0 } = options;
  return {
    type: surface(kind),
    name,
    urn: `urn:pulumi:${stack}::migration::${surface(kind)}::${name}`,
    props,
    opts: {
      protect,
      customTimeouts: { createSeconds: create, updateSeconds: update, deleteSeconds: options.delete ?? 0 },
    },
  };
}

const ruleNamed = (name: string) => rules.find((rule) => rule.name === name) as Rule;

const agreed = { schedule: "2026-12-04T22:00", duration: "4h", description: "CHG0042137: Friday night" };
const unnamed = { schedule: "2026-12-04T22:00", duration: "4h" };

type Row = {
  readonly rule: string;
  readonly name: string;
  readonly reason: string;
  readonly props: Record<string, unknown>;
  readonly options?: Options;
  readonly parameters?: Record<string, unknown>;
  /** What the message says; nothing is wrong where it is absent. */
  readonly says?: RegExp;
};

const rows: readonly Row[] = [
  {
    rule: "protect-what-copies",
    name: "a session that is not protected",
    reason: "a destroy would cancel it",
    props: {},
    says: /the option protect is not set\. A destroy.*throws its copy away\. Set the resource option protect: true/,
  },
  {
    rule: "protect-what-copies",
    name: "one that is",
    reason: "the engine refuses to delete it",
    props: {},
    options: { protect: true },
  },
  {
    rule: "protect-what-copies",
    name: "one that is let through by name",
    reason: "it is completed and to leave the stack",
    props: {},
    parameters: { except: ["data*"] },
  },
  {
    rule: "no-automatic-cutover",
    name: "automaticCutover",
    reason: "the array would choose the hour",
    props: { automaticCutover: true },
    says: /automaticCutover is true\. The array cuts over as soon as/,
  },
  { rule: "no-automatic-cutover", name: "none", reason: "the default of check", props: { automaticCutover: false } },
  {
    rule: "no-automatic-cutover",
    name: "on a stack that is none of production",
    reason: "a test array may do what it wants",
    props: { automaticCutover: true },
    parameters: { stacks: ["prod", "prod-*"] },
  },
  {
    rule: "cutover-in-window",
    name: "a cut-over at any time",
    reason: "nobody agreed to an hour",
    props: { advanceTo: "Import_Completed" },
    says: /advanceTo is Import_Completed, and no window of cutoverWindows says when/,
  },
  {
    rule: "cutover-in-window",
    name: "a cut-over with windows that only deny",
    reason: "all other times are open",
    props: { advanceTo: "Import_Completed", cutoverWindows: [{ ...agreed, kind: "deny" }] },
    says: /no window of cutoverWindows says when/,
  },
  {
    rule: "cutover-in-window",
    name: "a cut-over in a window",
    reason: "the hour was agreed",
    props: { advanceTo: "Import_Completed", cutoverWindows: [agreed] },
  },
  {
    rule: "cutover-in-window",
    name: "a gate before the cut-over",
    reason: "it changes nothing for the hosts",
    props: { advanceTo: "Ready_For_Cutover" },
  },
  {
    rule: "cutover-with-change-number",
    name: "a window without a description",
    reason: "nobody can tell which change it is",
    props: { advanceTo: "Import_Completed", cutoverWindows: [agreed, unnamed] },
    says: /cutoverWindows\[1\]\.description names no change \(it has none\).*description: "CHG0042137"/,
  },
  {
    rule: "cutover-with-change-number",
    name: "a description that names no change",
    reason: "the same",
    props: { advanceTo: "Import_Completed", cutoverWindows: [{ ...unnamed, description: "Friday" }] },
    says: /names no change \(it is "Friday"\)/,
  },
  {
    rule: "cutover-with-change-number",
    name: "no window at all",
    reason: "the other rule may be off, and then this one must not be empty",
    props: { advanceTo: "Import_Completed" },
    says: /there is no window whose description names a change/,
  },
  {
    rule: "cutover-with-change-number",
    name: "a window that names its change",
    reason: "that is what is asked for; one that denies needs none",
    props: { advanceTo: "Import_Completed", cutoverWindows: [{ ...unnamed, kind: "deny" }, agreed] },
  },
  {
    rule: "cutover-with-change-number",
    name: "a change that is not approved",
    reason: "whoever keeps the list has not agreed",
    props: { advanceTo: "Import_Completed", cutoverWindows: [agreed] },
    parameters: { approved: ["CHG0000001"] },
    says: /names CHG0042137, which is not among the approved ones \(CHG0000001\)/,
  },
  {
    rule: "cutover-with-change-number",
    name: "a change that is approved",
    reason: "it stands in the list",
    props: { advanceTo: "Import_Completed", cutoverWindows: [agreed] },
    parameters: { approved: ["CHG0042137"] },
  },
  {
    rule: "cutover-with-change-number",
    name: "a window of each night",
    reason: "what is not ready in the night that was agreed would be cut over in another one",
    props: { advanceTo: "Import_Completed", cutoverWindows: [agreed, { ...agreed, schedule: "0 22 * * FRI" }] },
    says: /cutoverWindows\[1\]\.schedule is "0 22 \* \* FRI", which opens again and again, and CHG0042137 was agreed once/,
  },
  {
    rule: "cutover-with-change-number",
    name: "a window of each night, where standing changes are the custom",
    reason: "the house says so",
    props: { advanceTo: "Import_Completed", cutoverWindows: [{ ...agreed, schedule: "0 22 * * FRI" }] },
    parameters: { recurring: true },
  },
  {
    rule: "cutover-with-change-number",
    name: "numbers of another form",
    reason: "every house has its own",
    props: { advanceTo: "Import_Completed", cutoverWindows: [{ ...unnamed, description: "OPS-77" }] },
    parameters: { pattern: "\\bOPS-\\d+\\b" },
  },
  {
    rule: "cutover-with-change-number",
    name: "windows of an import that does not cut over yet",
    reason: "the change is not there before the copy is",
    props: { cutoverWindows: [unnamed] },
  },
  {
    rule: "no-force-cancel",
    name: "forceCancel",
    reason: "nothing is rolled back",
    props: { forceCancel: true },
    says: /forceCancel is true\. A cancel by force does not roll back/,
  },
  { rule: "no-force-cancel", name: "none", reason: "the default of check", props: { forceCancel: false } },
  {
    rule: "wait-within-run",
    name: "a wait for the copy without a time of its own",
    reason: "the provider's default is a day",
    props: { waitFor: "Ready_For_Cutover" },
    says: /waitFor is Ready_For_Cutover, and its create waits 24 h where customTimeouts says nothing: longer than the 60 min of a run/,
  },
  {
    rule: "wait-within-run",
    name: "one with times below the run's",
    reason: "the run ends by itself",
    props: { waitFor: "Import_Completed" },
    options: { create: 3000, update: 3000 },
  },
  {
    rule: "wait-within-run",
    name: "one with a longer time for its update",
    reason: "a cut-over is an update",
    props: { waitFor: "Started" },
    options: { create: 60, update: 7200 },
    says: /customTimeouts\.update is 2 h/,
  },
  {
    rule: "wait-within-run",
    name: "one with a longer time for its delete",
    reason: "a destroy runs there, too",
    props: { waitFor: "Started" },
    options: { delete: 5400 },
    says: /customTimeouts\.delete is 90 min/,
  },
  { rule: "wait-within-run", name: "the start", reason: "ten minutes at most", props: { waitFor: "Started" } },
  {
    rule: "wait-within-run",
    name: "the start, where a run has five minutes",
    reason: "the default is ten",
    props: { waitFor: "Started" },
    parameters: { maxMinutes: 5 },
    says: /longer than the 5 min of a run/,
  },
  {
    rule: "wait-within-run",
    name: "a day, where the runner has it",
    reason: "self-hosted runners may",
    props: { waitFor: "Import_Completed" },
    parameters: { maxMinutes: 1440 },
  },
];

describe("The rules of the policy pack", () => {
  for (const { rule, name, reason, props, options, parameters, says } of rows) {
    for (const [surface, type] of Object.entries(surfaces)) {
      for (const kind of ["ImportSession", "ImportWave"] as const) {
        it(`${rule}: ${name}, ${says ? "a violation" : "none"}, ${surface} ${kind}: ${reason}`, () => {
          const all = kind === "ImportSession" ? props : { ...props, sessions: { "db-01": {} } };
          const scope = kind === "ImportWave" && parameters?.except ? { except: ["night"] } : parameters;
          const messages = judge(ruleNamed(rule), declared(kind, all, options, { surface: type }), scope);
          assert.equal(messages.length, says ? 1 : 0, messages.join("\n"));
          const [message = ""] = messages;
          if (!says) return;
          assert.match(message.replace(", for its import db-01", ""), says);
          assert.match(message, kind === "ImportSession" ? /^ImportSession "database": / : /^ImportWave "night": /);
        });
      }
    }
  }

  it("are tried with a case that violates and one that does not, each", () => {
    for (const { name } of rules) {
      const own = rows.filter(({ rule }) => rule === name);
      assert.ok(own.some(({ says }) => says) && own.some(({ says }) => !says), name);
    }
  });

  it("ask for inputs that exist", () => {
    const asked = new Set<string>();
    const props = new Proxy({} as Record<string, unknown>, {
      get: (_, name) => {
        asked.add(String(name));
        return name === "advanceTo" ? "Import_Completed" : undefined;
      },
    });
    for (const rule of rules) judge(rule, declared("ImportSession", props));
    assert.deepEqual(
      [...asked].filter((name) => !(inputNames as readonly string[]).includes(name)),
      [],
    );
    assert.ok(asked.size >= 5);
  });
});

describe("The rules of the policy pack, about the imports of a wave", () => {
  const rule = ruleNamed("no-automatic-cutover");

  it("name the one that says so itself, where its wave does not", () => {
    const sessions = { "db-01": {}, 'db "2"': { automaticCutover: true } };
    assert.match(
      judge(rule, declared("ImportWave", { automaticCutover: false, sessions }))[0] ?? "",
      /^ImportWave "night": sessions\["db \\"2\\""\]\.automaticCutover is true\. /,
    );
  });

  it("let one pass that says otherwise than its wave", () => {
    const sessions = { "db-01": { automaticCutover: false }, "db-02": { automaticCutover: false } };
    assert.deepEqual(judge(rule, declared("ImportWave", { automaticCutover: true, sessions })), []);
  });

  it("say once what is wrong with a thousand", () => {
    const sessions = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`v${index}`, {}]));
    const messages = judge(rule, declared("ImportWave", { automaticCutover: true, sessions }));
    assert.equal(messages.length, 1);
    assert.match(
      messages[0] ?? "",
      /automaticCutover is true, for 1000 of its imports \(v0, v1, v2, v3, v4 and 995 more\)\. /,
    );
  });

  it("say once what a thousand say themselves, and apart what is wrong otherwise", () => {
    const sessions = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [`v${index}`, index === 7 ? {} : { automaticCutover: true }]),
    );
    const messages = judge(rule, declared("ImportWave", { automaticCutover: true, sessions }));
    assert.deepEqual(
      messages.map((message) => message.split(". ")[0]),
      [
        'ImportWave "night": sessions["v0"].automaticCutover is true, for 999 of its imports (v0, v1, v2, v3, v4 and 994 more)',
        'ImportWave "night": automaticCutover is true, for its import v7',
      ],
    );
  });

  it("let one of them through by wave/key, and the others not", () => {
    const sessions = { "db-01": {}, "app-01": {} };
    const [message = ""] = judge<object>(rule, declared("ImportWave", { automaticCutover: true, sessions }), {
      except: ["night/db-*"],
    } as Partial<Scope>);
    assert.match(message, /for its import app-01/);
  });

  it("find nothing wrong with a wave that has none yet", () => {
    assert.deepEqual(judge(rule, declared("ImportWave", { automaticCutover: true, sessions: {} })), []);
  });
});

describe("The rules of the policy pack, beside imports", () => {
  it("leave all other resources alone", () => {
    const others = [
      "powerstore-import:index:RemoteSystem",
      "aws:s3/bucket:Bucket",
      "my:powerstore-import:index:ImportSession",
    ];
    for (const type of others) {
      const resource = { ...declared("ImportSession", { automaticCutover: true, forceCancel: true }), type };
      for (const rule of rules) assert.deepEqual(judge(rule, resource), [], type);
    }
  });

  const providers: readonly [type: string, props: Record<string, unknown>, says: RegExp | undefined][] = [
    ["pulumi:providers:powerstore-import", { forceCancel: "true" }, /provider "default": forceCancel is true/],
    ["pulumi:providers:powerstore-import", { forceCancel: true }, /forceCancel is true/],
    ["pulumi:providers:powerstore-import", { forceCancel: "TRUE" }, /forceCancel is true/],
    ["pulumi:providers:powerstore-import", { forceCancel: "1" }, /forceCancel is true/],
    ["pulumi:providers:powerstore-import", { forceCancel: "false" }, undefined],
    ["pulumi:providers:powerstore-import", { forceCancel: "0" }, undefined],
    [
      "pulumi:providers:pulumi-nodejs",
      { "powerstore-import:forceCancel": "true" },
      /powerstore-import:forceCancel is true/,
    ],
    [
      "pulumi:providers:pulumi-nodejs",
      { "powerstore-import:forceCancel": "1" },
      /powerstore-import:forceCancel is true/,
    ],
    ["pulumi:providers:pulumi-nodejs", { forceCancel: "true" }, undefined],
    ["pulumi:providers:aws", { forceCancel: "true" }, undefined],
  ];
  for (const [type, props, says] of providers) {
    it(`no-force-cancel: ${type} ${JSON.stringify(props)}, ${says ? "a violation" : "none"}`, () => {
      const messages = judgeProvider(provider(type, props));
      if (says) assert.match(messages.join("\n"), says);
      else assert.deepEqual(messages, []);
    });
  }

  const elsewhere: readonly [why: string, given: Partial<Scope>][] = [
    ["of another stack", { stacks: ["prod-*"] }],
    ["that is let through by its name", { except: ["def*"] }],
  ];
  for (const [why, given] of elsewhere) {
    it(`no-force-cancel: says nothing of a provider ${why}`, () => {
      const forcing = provider("pulumi:providers:powerstore-import", { forceCancel: "true" });
      assert.deepEqual(judgeProvider(forcing, given), []);
    });
  }

  it("few-single-sessions: counts imports that are resources of their own, on both surfaces, and no waves", () => {
    const three = [
      declared("ImportSession", {}),
      declared("ImportSession", {}, {}, { surface: surfaces.dynamic }),
      declared("ImportWave", {}),
    ];
    assert.deepEqual(judgeStack(three, { max: 2 }), []);
    assert.match(
      judgeStack(three, { max: 1 })[0] ?? "",
      /^2 of this stack's imports are ImportSession resources of their own, and 1 may be\..*ImportWave/,
    );
    assert.deepEqual(judgeStack(three, { max: 1, stacks: ["prod"] }), [], "another stack");
    assert.deepEqual(judgeStack(three, { max: 1, except: ["database"] }), [], "let through");
    const many = Array.from({ length: 51 }, () => declared("ImportSession", {}));
    assert.deepEqual([judgeStack(many.slice(1)).length, judgeStack(many).length], [0, 1], "fifty without a word");
  });
});
