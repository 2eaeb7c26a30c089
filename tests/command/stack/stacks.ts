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
