/** The files of a project in each language, as the examples have them. */
import { VERSION } from "../../provider/plugin/publication";
import { jsonText } from "../output/formats";
import { goProgram } from "./languages/go";
import { pythonProgram } from "./languages/python";
import { quoted } from "./languages/quoted";
import { typescriptProgram } from "./languages/typescript";
import { yamlProgram } from "./languages/yaml";
import type { Language } from "./options";
import type { Program } from "./program/program";

export type Files = Readonly<Record<string, string>>;

type Written = {
  /** The file that holds the program, which alone goes to stdout. */
  readonly main: string;
  files(program: Program, project: string): Files;
};

const OLDEST_PULUMI = "3.248.0";

export const projects: Readonly<Record<Exclude<Language, "import-file">, Written>> = {
  typescript: {
    main: "index.ts",
    files: (program, project) => ({
      "index.ts": typescriptProgram(program),
      "Pulumi.yaml": projectFile(project, "nodejs", "node_modules/pulumi-powerstore-import"),
      "package.json": jsonText({
        name: project.toLowerCase(),
        private: true,
        dependencies: { "@pulumi/pulumi": `^${OLDEST_PULUMI}`, "pulumi-powerstore-import": `^${VERSION}` },
      }),
    }),
  },
  python: {
    main: "__main__.py",
    files: (program, project) => ({
      "__main__.py": pythonProgram(program),
      "Pulumi.yaml": projectFile(project, "python"),
      "requirements.txt": `pulumi>=${OLDEST_PULUMI},<4.0.0\n# Generated: docs/plugin.md says how.\npulumi_powerstore_import==${VERSION}\n`,
    }),
  },
  go: {
    main: "main.go",
    files: (program, project) => ({
      "main.go": goProgram(program),
      "Pulumi.yaml": projectFile(project, "go"),
      "go.mod": `module ${project}

go 1.25

require (
	// Generated: docs/plugin.md says how; a replace says where it is.
	github.com/pulumi-powerstore-import/pulumi-powerstore-import/sdk/go/powerstoreimport v${VERSION}
	github.com/pulumi/pulumi/sdk/v3 v${OLDEST_PULUMI}
)
`,
    }),
  },
  yaml: {
    main: "Pulumi.yaml",
    files: (program, project) => ({ "Pulumi.yaml": yamlProgram(program, project) }),
  },
};

/** @param plugin where the engine finds the plugin, if not among its own */
function projectFile(project: string, runtime: string, plugin?: string): string {
  const places = plugin ? `plugins:\n  providers:\n    - name: powerstore-import\n      path: ${plugin}\n` : "";
  return `name: ${quoted(project)}\nruntime: ${runtime}\n${places}`;
}
