/** What `pulumi stack export` prints, of a stack on which a test says what matters to it. */

const STACK = "urn:pulumi:prod::shop";
export const CLUSTER = "PS0000000001";

export const pluginType = (name: string) => `powerstore-import:index:${name}`;
export const dynamicType = (name: string) => `pulumi-nodejs:dynamic/powerstore-import:${name}`;

type Properties = Readonly<Record<string, unknown>>;
type Resource = {
  readonly type: string;
  readonly name: string;
  readonly id?: string;
  readonly inputs?: Properties;
  readonly outputs?: Properties;
};

/** Inputs of an import as check leaves them: all defaults are filled in. */
export const importInputs = (more: Properties = {}): Properties => ({
  remoteSystemId: "rs-unity-01",
  sourceResourceId: "source-1",
  name: "db-01-1a2b3c4d",
  type: "Non_Disruptive",
  automaticCutover: false,
  paused: false,
  waitFor: "Started",
  forceCancel: false,
  hostsOnSource: false,
  ...more,
});

export const exported = (...resources: readonly (Resource & Properties)[]): string =>
  JSON.stringify({
    version: 3,
    deployment: {
      resources: [
        { urn: `${STACK}::pulumi:pulumi:Stack::shop-prod`, type: "pulumi:pulumi:Stack", custom: false },
        ...resources.map(({ type, name, ...rest }) => ({
          urn: `${STACK}::${type}::${name}`,
          custom: true,
          type,
          ...rest,
        })),
      ],
    },
  });

/** An ImportSession of the plugin that has a session. */
export const recordedSession = (id: string, inputs: Properties = {}, outputs: Properties = {}, type = pluginType) => ({
  type: type("ImportSession"),
  name: "database",
  id,
  inputs: importInputs(inputs),
  outputs: { ...importInputs(inputs), state: "Copy_In_Progress", clusterId: CLUSTER, ...outputs },
});

/** An ImportWave `night`; `members` is what it has recorded of them. */
export const recordedWave = (
  members: Readonly<Record<string, Properties>>,
  inputs: Properties = {},
  type = pluginType,
) => {
  const { name: _, sourceResourceId: __, ...common } = importInputs();
  const sessions = Object.fromEntries(Object.keys(members).map((key) => [key, { sourceResourceId: `source-${key}` }]));
  const own = { ...common, hold: false, onRemove: "refuse", sessions, ...inputs };
  return {
    type: type("ImportWave"),
    name: "night",
    id: "night",
    inputs: own,
    outputs: { ...own, members, clusterId: CLUSTER },
  };
};

/** How `pulumi stack export` shows what is a secret. */
export const exportedSecret = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: "v1:abc",
};

/**
 * The same wave as the plugin records it where an input of all imports is a secret, or all of `sessions` is.
 * @param counts what its last run has counted
 */
export const withSecret = (
  { inputs, outputs, ...wave }: ReturnType<typeof recordedWave>,
  of: "description" | "sessions",
  counts: Readonly<Record<string, number>>,
) => ({
  ...wave,
  inputs: { ...inputs, [of]: exportedSecret },
  outputs: { ...outputs, [of]: exportedSecret, members: exportedSecret, counts },
});
