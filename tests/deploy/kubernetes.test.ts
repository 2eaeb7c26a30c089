import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Ajv } from "ajv";
import { parseAllDocuments } from "yaml";
import { parseCron } from "../../provider/lifecycle/windows/cron";

type Schema = { readonly properties?: Readonly<Record<string, Schema>>; readonly [keyword: string]: unknown };
type Manifest = {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly { readonly kind: string; readonly name: string; readonly namespace: string }[];
  readonly rules?: readonly {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
  }[];
  readonly spec?: {
    readonly schedule: string;
    readonly concurrencyPolicy: string;
    readonly jobTemplate: {
      readonly spec: {
        readonly backoffLimit?: number;
        readonly activeDeadlineSeconds?: number;
        readonly template: { readonly spec: PodSpec };
      };
    };
  };
};
type PodSpec = {
  readonly serviceAccountName: string;
  readonly restartPolicy: string;
  readonly containers: readonly { readonly command: readonly string[]; readonly args: readonly string[] }[];
};

const folder = join(__dirname, "../../deploy/pko");
const { source, kinds, $defs } = JSON.parse(readFileSync(join(folder, "kubernetes.facts.json"), "utf8")) as {
  readonly source: string;
  readonly kinds: Readonly<Record<string, Schema>>;
  readonly $defs: Readonly<Record<string, Schema>>;
};
const manifests = readdirSync(folder)
  .filter((file) => file.endsWith(".yaml"))
  .flatMap((file) =>
    parseAllDocuments(readFileSync(join(folder, file), "utf8")).map((each) => ({
      file,
      manifest: each.toJS() as Manifest,
    })),
  );

/** In which nothing may be that Kubernetes does not know: a cluster leaves it out with a warning that nobody reads. */
function closed(schema: Schema): Schema {
  const { properties, items, additionalProperties, anyOf, format: _, ...others } = schema;
  return {
    ...others,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, closed(inner)])),
      additionalProperties: false,
    }),
    ...(items !== undefined && { items: closed(items as Schema) }),
    ...(additionalProperties !== undefined && { additionalProperties: closed(additionalProperties as Schema) }),
    ...(anyOf !== undefined && { anyOf: (anyOf as readonly Schema[]).map(closed) }),
  };
}

const definitions = Object.fromEntries(Object.entries($defs).map(([name, schema]) => [name, closed(schema)]));
const ajv = new Ajv({ strict: false, allErrors: true });
const validatorOf = (kind: string) => ajv.compile({ ...closed(kinds[kind] ?? {}), $defs: definitions });

const unstall = manifests.filter(({ file }) => file === "unstall.yaml").map(({ manifest }) => manifest);
const ofKind = (kind: string) => {
  const found = unstall.find((manifest) => manifest.kind === kind);
  assert.ok(found, kind);
  return found;
};
const podOf = ({ spec }: Manifest) => spec?.jobTemplate.spec.template.spec as PodSpec;

describe(`The manifests of Kubernetes' own kinds, by the definitions of ${source}`, () => {
  for (const { file, manifest } of manifests.filter(({ manifest }) => manifest.kind in kinds)) {
    it(`${file}: ${manifest.kind} ${manifest.metadata.name} says only what there is, in its types`, () => {
      const validate = validatorOf(manifest.kind);
      assert.ok(validate(manifest), JSON.stringify(validate.errors, null, 2));
    });
  }

  it("have no kind that nobody defines: the others are the operator's", () => {
    const others = manifests.map(({ manifest }) => manifest.kind).filter((kind) => !(kind in kinds));
    assert.deepEqual([...new Set(others)].sort(), ["Program", "Stack"]);
  });

  const edits: readonly [what: string, edit: (text: string) => string][] = [
    ["a field that is not there", (text) => text.replace('"restartPolicy"', '"restartPolici"')],
    ["a field deep in a pod", (text) => text.replace('"drop"', '"dropped"')],
    ["a value of another type", (text) => text.replace('"runAsNonRoot":true', '"runAsNonRoot":"true"')],
    ["another version", (text) => text.replace("batch/v1", "batch/v1beta1")],
    ["a schedule that is missing", (text) => text.replace('"schedule"', '"timeZone"')],
    ["containers without names", (text) => text.replace('"name":"kubectl",', "")],
  ];
  for (const [what, edit] of edits) {
    it(`are not just any object to them: ${what} is noticed`, () => {
      const text = JSON.stringify(ofKind("CronJob"));
      const changed = edit(text);
      assert.notEqual(changed, text);
      assert.ok(!validatorOf("CronJob")(JSON.parse(changed)));
    });
  }
});

describe("What starts stacks again that the operator has given up", () => {
  it("may do what it does, and no more: its account is bound to a role for stacks", () => {
    const [role, binding, account, job] = ["Role", "RoleBinding", "ServiceAccount", "CronJob"].map(ofKind);
    assert.ok(role && binding && account && job);
    assert.deepEqual(binding.roleRef, {
      apiGroup: "rbac.authorization.k8s.io",
      kind: "Role",
      name: role.metadata.name,
    });
    const { name, namespace } = account.metadata;
    assert.deepEqual(binding.subjects, [{ kind: "ServiceAccount", name, namespace }]);
    assert.deepEqual(role.rules, [
      { apiGroups: ["pulumi.com"], resources: ["stacks"], verbs: ["get", "list", "patch"] },
    ]);
    assert.equal(podOf(job).serviceAccountName, name);
    assert.deepEqual([...new Set(unstall.map(({ metadata }) => metadata.namespace))], [namespace]);
  });

  it("runs at times that come, one at a time, and is not begun again within one of them", () => {
    const { spec } = ofKind("CronJob");
    assert.deepEqual(parseCron(spec?.schedule ?? "").minutes.length, 96);
    assert.equal(spec?.concurrencyPolicy, "Forbid");
    assert.equal(podOf(ofKind("CronJob")).restartPolicy, "Never");
    const { backoffLimit, activeDeadlineSeconds } = spec?.jobTemplate.spec ?? {};
    assert.equal(backoffLimit, 0);
    assert.ok(Number(activeDeadlineSeconds) < 15 * 60, "one that hangs is over before the next");
  });

  describe("its script", () => {
    let here: string;
    beforeEach(() => {
      here = mkdtempSync(join(tmpdir(), "powerstore-import-unstall-"));
    });
    afterEach(() => rmSync(here, { recursive: true, force: true }));

    /** With a command `kubectl` that answers so, and writes down what it was asked for. */
    function runWith(answers: { readonly get: string; readonly annotate?: string }) {
      const kubectl = join(here, "kubectl");
      const asked = join(here, "asked");
      writeFileSync(
        kubectl,
        `#!/bin/sh\necho "$*" >> '${asked}'\ncase "$1" in\n get) ${answers.get} ;;\n annotate) ${answers.annotate ?? ":"} ;;\nesac\n`,
      );
      chmodSync(kubectl, 0o755);
      const [container] = podOf(ofKind("CronJob")).containers;
      assert.ok(container);
      const [program = "", ...flags] = container.command;
      const { status } = spawnSync(program, [...flags, ...container.args], {
        env: { PATH: `${here}${delimiter}${process.env.PATH}` },
      });
      const lines = existsSync(asked) ? readFileSync(asked, "utf8").trimEnd().split("\n") : [];
      return { status, annotated: lines.filter((line) => line.startsWith("annotate")) };
    }

    it("asks for another try of each that it finds", () => {
      const { status, annotated } = runWith({ get: 'printf "berlin-01-w01 berlin-02 "' });
      assert.equal(status, 0);
      assert.equal(annotated.length, 2);
      for (const [index, name] of ["berlin-01-w01", "berlin-02"].entries()) {
        const form = `^annotate --overwrite stacks\\.pulumi\\.com ${name} pulumi\\.com/reconciliation-request=again at \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$`;
        assert.match(annotated[index] ?? "", new RegExp(form));
      }
    });

    it("does nothing where none has stalled", () => {
      assert.deepEqual(runWith({ get: ":" }), { status: 0, annotated: [] });
    });

    it("fails where the cluster does not say which have stalled, so that the job shows it", () => {
      const { status, annotated } = runWith({ get: "exit 1" });
      assert.notEqual(status, 0);
      assert.deepEqual(annotated, []);
    });

    it("fails where one cannot be asked for, after it has asked for the others", () => {
      const { status, annotated } = runWith({
        get: 'printf "gone berlin-02 "',
        annotate: 'case "$*" in *" gone "*) exit 1 ;; esac',
      });
      assert.notEqual(status, 0);
      assert.equal(annotated.length, 2);
    });
  });
});
