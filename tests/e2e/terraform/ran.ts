import assert from "node:assert/strict";

export type Finished = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** What a command came to. */
export type Ran = Finished & {
  /** What was to be done with each resource, by its address: `create`, `update`, `replace`, `delete`, `import`, `move`; what stays as it is, is left out. */
  readonly actions: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
  /** The lines of the configuration that errors point at. */
  readonly lines: readonly string[];
};

/** What Terraform says where a provider breaks its rules; a create would be tainted by it. No run of any test may show it. */
const faultsOfProvider =
  /Provider (produced|returned) (an )?(inconsistent|invalid)|inconsistent (result|final plan)|invalid plan|bug in the provider/i;

type Line = {
  readonly type?: string;
  readonly change?: { readonly action: string; readonly resource: { readonly addr: string } };
  readonly diagnostic?: Diagnostic;
};

type Diagnostic = {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
  readonly snippet?: { readonly code: string } | null;
};

export function ranOf(result: Finished): Ran {
  assert.doesNotMatch(result.stdout + result.stderr, faultsOfProvider);
  const lines = result.stdout.split("\n").flatMap((line): Line[] => (line.startsWith("{") ? [JSON.parse(line)] : []));
  const diagnosticsOf = (severity: string) =>
    lines
      .flatMap(({ diagnostic }) => (diagnostic?.severity === severity ? [diagnostic] : []))
      .filter(({ summary }) => summary !== "Provider development overrides are in effect");
  const said = (severity: string) => diagnosticsOf(severity).map(({ summary, detail }) => `${summary}: ${detail}`);
  const changes = lines.flatMap(({ type, change }) => (type === "planned_change" && change ? [change] : []));
  const actions = Object.fromEntries(
    changes.filter(({ action }) => action !== "noop").map(({ action, resource }) => [resource.addr, action]),
  );
  const shown = diagnosticsOf("error").flatMap(({ snippet }) => (snippet ? [snippet.code.trim()] : []));
  return { ...result, actions, warnings: said("warning"), errors: said("error"), lines: shown };
}
