import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { parseAllDocuments } from "yaml";
import { inputNames } from "../../provider/lifecycle/importSession/inputs/inputs";
import { inputShape as waveShape } from "../../provider/lifecycle/importWave/inputs/inputs";

type Facts = {
  readonly type?: string;
  readonly open?: boolean;
  readonly properties?: Readonly<Record<string, Facts>>;
  readonly additionalProperties?: Facts;
  readonly items?: Facts;
  readonly [keyword: string]: unknown;
};
type Kind = { readonly apiVersion: string; readonly properties: Readonly<Record<string, Facts>> };
type Manifest = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec?: Readonly<Record<string, never>>;
  readonly program?: {
    readonly resources: Readonly<Record<string, { readonly properties: Readonly<Record<string, unknown>> }>>;
  };
};

const folder = join(__dirname, "../../deploy/pko");
const { kinds, source } = JSON.parse(readFileSync(join(folder, "crd.facts.json"), "utf8")) as {
  source: string;
  kinds: Readonly<Record<string, Kind>>;
};
const manifests = readdirSync(folder)
  .filter((file) => file.endsWith(".yaml"))
  .flatMap((file) =>
    parseAllDocuments(readFileSync(join(folder, file), "utf8")).map((each) => ({
      file,
      manifest: each.toJS() as Manifest,
    })),
  );
const stacks = manifests.filter(({ manifest }) => manifest.kind === "Stack").map(({ manifest }) => manifest);
const specOf = (stack: Manifest) => stack.spec as unknown as Readonly<Record<string, unknown>>;

/** A schema in which nothing may be that the operator does not know: in a cluster it would silently be taken out. */
function closed(facts: Facts): object {
  const { open, properties, additionalProperties, items, "x-kubernetes-int-or-string": either, ...others } = facts;
  if (open) return {};
  const { format: _, ...plain } = others;
  if (either) return { anyOf: [{ type: "integer" }, { type: "string" }] };
  return {
    ...plain,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, closed(inner)])),
      additionalProperties: false,
    }),
    ...(additionalProperties && { additionalProperties: closed(additionalProperties) }),
    ...(items && { items: closed(items) }),
  };
}

describe(`The manifests for the operator, by the definitions of ${source}`, () => {
  const ajv = new Ajv({ strict: false, allErrors: true });

  for (const { file, manifest } of manifests.filter(({ manifest }) => manifest.kind in kinds)) {
    it(`${file}: ${manifest.kind} ${manifest.metadata.name} says only what the operator knows, in its types`, () => {
      const { apiVersion, properties } = kinds[manifest.kind] as Kind;
      assert.equal(manifest.apiVersion, apiVersion);
      for (const [name, facts] of Object.entries(properties)) {
        const validate = ajv.compile(closed(facts));
        assert.ok(
          validate((manifest as unknown as Record<string, unknown>)[name]),
          JSON.stringify(validate.errors, null, 2),
        );
      }
    });
  }

  it("notice a field that is not there, and one of another type: the definitions are not just any object", () => {
    const spec = (kinds.Stack as Kind).properties.spec as Facts;
    const validate = ajv.compile(closed(spec));
    assert.ok(!validate({ stack: "a", resyncSeconds: 1 }));
    assert.ok(!validate({ stack: "a", resyncFrequencySeconds: "600" }));
    assert.ok(!validate({ resyncFrequencySeconds: 600 }), "stack is required");
    assert.ok(!validate({ stack: "a", workspaceTemplate: { spec: { podTemplate: { spec: { graceSeconds: 1 } } } } }));
    assert.ok(validate({ stack: "a", config: { any: { thing: [1] } } }));
  });

  it("are of these kinds", () => {
    assert.deepEqual([...new Set(manifests.map(({ manifest }) => manifest.kind))].sort(), [
      "ClusterRoleBinding",
      "CronJob",
      "Namespace",
      "Program",
      "Role",
      "RoleBinding",
      "ServiceAccount",
      "Stack",
    ]);
  });

  it("tick, never destroy, never refresh first, and give a run time to record what it has", () => {
    for (const stack of stacks) {
      const { name } = stack.metadata;
      const spec = specOf(stack);
      assert.deepEqual(
        [spec.continueResyncOnCommitMatch, spec.destroyOnFinalize, spec.refresh],
        [true, false, false],
        name,
      );
      assert.ok(Number(spec.resyncFrequencySeconds) >= 300, `${name}: fewer logins than one a minute`);
      const template = spec.workspaceTemplate as {
        spec: { podTemplate: { spec: { terminationGracePeriodSeconds: number } } };
      };
      assert.ok(
        template.spec.podTemplate.spec.terminationGracePeriodSeconds > 120,
        `${name}: an array may take two minutes to answer`,
      );
    }
  });

  it("hold no secret: each comes from a Secret of the cluster", () => {
    const text = manifests.map(({ manifest }) => JSON.stringify(manifest)).join("\n");
    assert.doesNotMatch(text, /"(?:literal|secrets|accessTokenSecret)":/);
    for (const stack of stacks) {
      const {
        config = {},
        envRefs = {},
        secretsRef = {},
      } = specOf(stack) as Record<string, Record<string, { type?: string }>>;
      assert.deepEqual(
        Object.keys(config).filter((key) => /password|passphrase|username/.test(key)),
        [],
        stack.metadata.name,
      );
      for (const ref of Object.values({ ...envRefs, ...secretsRef })) assert.equal(ref.type, "Secret");
    }
  });

  it("name prerequisites that are there, in a time in which they tick at least twice", () => {
    for (const stack of stacks) {
      const needs = (specOf(stack).prerequisites ?? []) as readonly {
        name: string;
        requirement: { succeededWithinDuration: string };
      }[];
      for (const { name, requirement } of needs) {
        const former = stacks.find(({ metadata }) => metadata.name === name);
        assert.ok(former, name);
        const minutes = Number(/^(\d+)m$/.exec(requirement.succeededWithinDuration)?.[1]);
        assert.ok(minutes * 60 >= 2 * Number(specOf(former).resyncFrequencySeconds), name);
        const { after } = specOf(stack).config as { after: string };
        assert.equal(after, specOf(former).stack, "and the program looks whether that one is completed");
      }
    }
  });

  it("have a program whose wave has inputs that exist, and waits for nothing but the start: a failure would be counted", () => {
    for (const { manifest } of manifests.filter((each) => each.manifest.kind === "Program")) {
      for (const { properties } of Object.values(manifest.program?.resources ?? {})) {
        assert.deepEqual(
          Object.keys(properties).filter((name) => !(name in waveShape)),
          [],
        );
        for (const member of Object.values(properties.sessions as Record<string, object>)) {
          assert.deepEqual(
            Object.keys(member).filter((name) => ![...inputNames, "priority"].includes(name as never)),
            [],
          );
        }
        assert.equal(properties.waitFor, "Started");
      }
    }
    const program = readFileSync(join(folder, "../../examples/stack-per-wave/index.ts"), "utf8");
    assert.match(program, /waitFor: "Started"/);
  });
});
