import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { InvokeRequest } from "@pulumi/pulumi/proto/provider_pb";
import * as sdk from "../../sdk/plugin";
import { openPluginStage, type PluginStage, source } from "../provider/plugin/pluginStage";
import { plain, struct } from "../provider/plugin/wire";

type Plain = (args: object, options?: pulumi.InvokeOptions) => Promise<object>;
type OnOutputs = (args: object, options?: pulumi.InvokeOutputOptions) => pulumi.Output<object>;

const functions = sdk as unknown as Readonly<Record<string, Plain>>;
const outputFunctions = sdk as unknown as Readonly<Record<string, OnOutputs>>;

/** The value of an output, as a program sees it in `apply`. */
const resultOf = <T>(output: pulumi.Output<T> | undefined): Promise<T> =>
  (output as unknown as { promise(): Promise<T> }).promise();

describe("The functions of the package, answered by the plugin over a simulated array,", () => {
  let stage: PluginStage;
  let id: string;
  let providers: string[];
  before(async () => {
    stage = await openPluginStage({ setUpSeconds: 0 });
    ({ id } = await stage.created());
    await pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }),
      call: async ({ token, inputs, provider }) => {
        providers.push(provider ?? "");
        return answerOf(stage, token, inputs);
      },
    });
  });
  after(() => stage.close());
  beforeEach(() => {
    providers = [];
  });

  const cases: readonly {
    name: string;
    args: () => object;
    see: (answer: never) => unknown;
    expected: () => unknown;
  }[] = [
    {
      name: "getImportSession",
      args: () => ({ id }),
      see: ({ id, sourceResourceId, state }: sdk.SessionSummary) => [id, sourceResourceId, state],
      expected: () => [id, source.sourceResourceId, "Copy_In_Progress"],
    },
    {
      name: "getImportSessions",
      args: () => ({
        state: "Copy_In_Progress",
        remoteSystemId: "name:Unity-01",
        sourceResourceId: source.sourceResourceId,
      }),
      see: ({ sessions }: { readonly sessions: readonly sdk.SessionSummary[] }) => sessions.map(({ id }) => id),
      expected: () => [id],
    },
    {
      name: "getImportableVolumes",
      args: () => ({ remoteSystemId: "rs-unity-01", onlyImportable: true }),
      see: ({ volumes }: { readonly volumes: readonly sdk.ImportableVolume[] }) => [
        volumes.length > 0,
        volumes.filter(({ sourceType, isImportable }) => sourceType !== "Unity" || !isImportable),
        volumes.filter(({ id }) => id === source.sourceResourceId),
      ],
      expected: () => [true, [], []],
    },
    {
      name: "getImportableGroups",
      args: () => ({ remoteSystemId: "rs-unity-01" }),
      see: ({ groups }: { readonly groups: readonly sdk.ImportableGroup[] }) => groups.map(({ id }) => id),
      expected: () => ["unity-01-cg-01", "unity-01-cg-02"],
    },
    {
      name: "getRemoteSystems",
      args: () => ({ type: "Unity" }),
      see: ({ remoteSystems }: sdk.GetRemoteSystemsResult) => remoteSystems.map(({ id, isSource }) => [id, isSource]),
      expected: () => [["rs-unity-01", true]],
    },
    {
      name: "getHosts",
      args: () => ({ name: "HOST-01" }),
      see: ({ hosts }: sdk.GetHostsResult) => hosts.map(({ name }) => name),
      expected: () => ["Host-01"],
    },
    {
      name: "getImportHostVolumes",
      args: () => ({ onlyOnSource: true }),
      see: ({ volumes }: sdk.GetImportHostVolumesResult) => [
        volumes.length > 0,
        volumes.filter(({ usesSource }) => !usesSource),
      ],
      expected: () => [true, []],
    },
  ];

  for (const { name, args, see, expected } of cases) {
    it(`${name} gives the array's answer to a program`, async () => {
      const answer = await functions[name]?.(args());
      assert.deepEqual(see(answer as never), expected());
    });

    it(`${name}Output gives the same to arguments that are not known yet`, async () => {
      const later = Object.fromEntries(Object.entries(args()).map(([key, value]) => [key, pulumi.output(value)]));
      const answer = await resultOf(outputFunctions[`${name}Output`]?.(later));
      assert.deepEqual(see(answer as never), expected());
      assert.deepEqual(answer, await functions[name]?.(args()));
    });

    it(`${name} and ${name}Output ask the provider that they are given, and the default one otherwise`, async () => {
      const provider = new sdk.Provider("other", { endpoint: "https://array.example" });
      await functions[name]?.(args());
      await functions[name]?.(args(), { provider });
      await resultOf(outputFunctions[`${name}Output`]?.(args(), { provider }));
      const other = `${await resultOf(provider.urn)}::other-id`;
      assert.deepEqual(providers, ["", other, other]);
    });
  }

  it("are all in these cases", () => {
    const names = Object.keys(sdk).filter((name) => name.startsWith("get"));
    assert.deepEqual(names.sort(), cases.flatMap(({ name }) => [name, `${name}Output`]).sort());
  });

  it("fail with the plugin's words, in both forms", async () => {
    const says = /reading import session \(none\) on https:.*the array answered 404/;
    await assert.rejects(sdk.getImportSession({ id: "none" }), says);
    await assert.rejects(resultOf(sdk.getImportSessionOutput({ id: "none" })), says);
  });
});

async function answerOf({ client }: PluginStage, token: string, inputs: object): Promise<Record<string, unknown>> {
  return plain((await client.invoke(new InvokeRequest().setTok(token).setArgs(struct(inputs)))).getReturn());
}
