import { chmodSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A command `pulumi` in a folder that knows one stack: its export, and its configuration. The environment finds it first. */
export function fakePulumi(folder: string, stack: object, config: Readonly<Record<string, string>>) {
  writeFileSync(join(folder, "stack.json"), JSON.stringify(stack));
  const values = Object.entries(config).map(([name, value]) => [`powerstore-import:${name}`, { value }]);
  writeFileSync(join(folder, "config.json"), JSON.stringify(Object.fromEntries(values)));
  const script = `#!/bin/sh
case "$*" in
  *"stack export"*) cat "${folder}/stack.json" ;;
  *config*) cat "${folder}/config.json" ;;
  *) echo "what is $*?" >&2; exit 1 ;;
esac
`;
  const file = join(folder, "pulumi");
  writeFileSync(file, script);
  chmodSync(file, 0o755);
  return { PATH: `${folder}${delimiter}${process.env.PATH}` };
}
