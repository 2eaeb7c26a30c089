import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { inputNames } from "../../provider/lifecycle/importSession/inputs/inputs";
import { outputNames } from "../../provider/lifecycle/importSession/inputs/outputs";
import { resources } from "../../provider/lifecycle/resources";
import * as dynamic from "../../sdk";
import { ImportSession } from "../../sdk";
import { ImportSession as PluginImportSession } from "../../sdk/plugin";

const args = { remoteSystemId: "rs-unity-01", sourceResourceId: "unity-01-vol-01" };

const surfaces = [
  { surface: "dynamic", make: () => new ImportSession("database", args), get: () => ImportSession.get("old", "17") },
  {
    surface: "plugin",
    make: () => new PluginImportSession("database", args),
    get: () => PluginImportSession.get("old", "17"),
  },
];

/** What a program can read of a resource before the engine has answered: a property that is missing then stays missing. */
function missing(resource: pulumi.Resource, surface: string): string[] {
  const expected = [...inputNames, ...outputNames].filter((name) => surface === "dynamic" || name !== "array");
  return expected.filter((name) => !pulumi.Output.isInstance((resource as unknown as Record<string, unknown>)[name]));
}

describe("The resource class", () => {
  /** The inputs that the engine was sent, by name. */
  const sent = new Map<string, Record<string, unknown>>();
  before("answer the engine's part", () =>
    pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => {
        sent.set(name, inputs);
        return { id: `${name}-id`, state: inputs };
      },
      call: () => ({}),
    }),
  );

  type Wrapped = { name: string; own?: string; make: pulumi.ResourceTransformation; expected: object | undefined };
  const wrapped: Wrapped[] = [
    {
      name: "sets customTimeouts",
      make: ({ props, opts }) => ({ props, opts: { ...opts, customTimeouts: { create: "7h" } } }),
      expected: { create: "7h" },
    },
    {
      name: "sets others than the resource's own",
      own: "1h",
      make: ({ props, opts }) => ({ props: { ...props }, opts: { ...opts, customTimeouts: { delete: "9m" } } }),
      expected: { delete: "9m" },
    },
    { name: "does nothing", own: "1h", make: () => undefined, expected: { create: "1h" } },
    {
      name: "takes them away",
      own: "1h",
      make: ({ props, opts: { customTimeouts, ...opts } }) => ({ props, opts }),
      expected: undefined,
    },
  ];
  for (const { name, own, make, expected } of wrapped) {
    it(`of the dynamic surface hands on the time-outs that count, where a transformation of its parent ${name}`, async () => {
      const parent = new pulumi.ComponentResource("shop:index:Wave", name, {}, { transformations: [make] });
      const resource = new ImportSession(`${name} to it`, args, {
        parent,
        ...(own !== undefined && { customTimeouts: { create: own } }),
      });
      await new Promise((resolve) => resource.urn.apply(resolve));
      assert.deepEqual(sent.get(`${name} to it`)?.__timeouts, expected);
    });
  }

  const ignoring: [what: string, own: string[] | undefined, make: pulumi.ResourceTransformation, expected: unknown][] =
    [
      ["its own", ["paused"], () => undefined, ["paused"]],
      [
        "one that a transformation sets",
        undefined,
        ({ props, opts }) => ({ props, opts: { ...opts, ignoreChanges: ["paused"] } }),
        ["paused"],
      ],
      [
        "none that a transformation takes away",
        ["paused"],
        ({ props, opts: { ignoreChanges, ...opts } }) => ({ props, opts }),
        undefined,
      ],
      ["nothing where there is none", undefined, () => undefined, undefined],
    ];
  for (const [what, own, make, expected] of ignoring) {
    it(`of the dynamic surface hands on the option ignoreChanges: ${what}`, async () => {
      const name = `ignores ${what}`;
      const parent = new pulumi.ComponentResource(
        "shop:index:Wave",
        `wave of ${name}`,
        {},
        { transformations: [make] },
      );
      const resource = new ImportSession(name, args, { parent, ...(own && { ignoreChanges: own }) });
      await new Promise((resolve) => resource.urn.apply(resolve));
      assert.deepEqual(sent.get(name)?.__ignoreChanges, expected);
    });
  }

  /** What the engine is told in the end of a resource below a parent with such a transformation. */
  function finalOf(resource: string, own: string[] | undefined, make: pulumi.ResourceTransformation) {
    let final: { props: pulumi.Inputs; opts: pulumi.CustomResourceOptions } | undefined;
    const look: pulumi.ResourceTransformation = ({ resource: made }) => {
      (made as { __transformations?: pulumi.ResourceTransformation[] }).__transformations?.push(({ props, opts }) => {
        final = { props, opts };
        return undefined;
      });
      return undefined;
    };
    const parent = new pulumi.ComponentResource("shop:index:All", "all", {}, { transformations: [make, look] });
    const Class = (dynamic as unknown as Record<string, new (...of: unknown[]) => pulumi.Resource>)[resource];
    assert.ok(Class);
    new Class("all of it", args, { parent, ...(own && { ignoreChanges: own }) });
    assert.ok(final);
    return final;
  }

  const ignoringAll: [how: string, own: string[] | undefined, make: pulumi.ResourceTransformation][] = [
    ["its own option", ["*", "sessions.db"], () => undefined],
    ["its own option in brackets", ["[*]", "sessions.db"], () => undefined],
    ["its own option in quotes", ['["*"]', "sessions.db"], () => undefined],
    [
      "a transformation",
      undefined,
      ({ props, opts }) => ({ props, opts: { ...opts, ignoreChanges: ["*", "sessions.db"] } }),
    ],
  ];
  for (const { name, inputs } of Object.values(resources)) {
    for (const [how, own, make] of ignoringAll) {
      it(`of the dynamic surface keeps its hidden inputs where ${how} ignores all changes: ${name}`, () => {
        const { props, opts } = finalOf(name, own, make);
        assert.deepEqual(opts.ignoreChanges, [...Object.keys(inputs), "sessions.db"], "the engine is told names");
        assert.deepEqual(props.__ignoreChanges, own ?? ["*", "sessions.db"], "the provider, what the program says");
      });
    }
  }

  it("of the dynamic surface leaves its children's inputs alone, which inherit its transformations", async () => {
    const parent = new ImportSession("parent", args, { customTimeouts: { create: "1h" } });
    const child = new ImportSession("child", args, { parent, customTimeouts: { create: "2h" } });
    const foreign = new pulumi.ComponentResource("shop:index:Other", "foreign", { a: 1 }, { parent });
    for (const each of [parent, child, foreign]) await new Promise((resolve) => each.urn.apply(resolve));
    assert.deepEqual(
      [sent.get("parent")?.__timeouts, sent.get("child")?.__timeouts],
      [{ create: "1h" }, { create: "2h" }],
    );
    assert.ok(!("__timeouts" in (sent.get("foreign") ?? {})));
  });

  for (const { surface, make, get } of surfaces) {
    it(`of the ${surface} surface shows every input and output, also inputs that the program leaves out`, () => {
      assert.deepEqual(missing(make(), surface), []);
    });

    it(`of the ${surface} surface shows them of a session that is only looked up`, () => {
      assert.deepEqual(missing(get(), surface), []);
    });
  }
});
