#!/bin/sh
# What one would expect: with `pulumi up --continue-on-error` a resource that depends on one that failed is skipped, so nothing happens to it.
# What the engine does (pulumi 3.248.0, SDK 3.248.0): if the skipped resource was to be replaced, deleting first, its delete is carried out and only its
# create is skipped. The object is gone, and the run says nothing more of it than "deleted original".
#
# Why: deploymentExecutor.handleSingleEvent (pkg/resource/deploy/deployment_executor.go) leaves out step by step what depends on a failure. The create step
# has the dependencies of the new program, the delete step those that were recorded: where the dependency is new, the delete does not have it.
# Read, not run, in 3.276.0: stepGenerator.dependsOnSkipped asks for the whole resource before there are steps, so that nothing is deleted.
#
# Seen: exit code 1, the log "create second 1, delete second 1", the state entry of `second` with pendingReplacement.
#
# Needs node, npm and its registry, GNU coreutils; and an engine: the folder in PULUMI_BIN, or the one that this project has in its cache, or go, to build
# it from its Go modules (minutes). Exit code 0: as described. 1: it behaves otherwise now. 2: it could not be tried.
set -u

version=3.248.0
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM

cannot() { echo "could not be tried: $*" >&2; exit 2; }
within() { seconds=$1; shift; timeout -k 10 "$seconds" "$@"; }

find_engine() {
  [ -n "${PULUMI_BIN:-}" ] && { bin=$PULUMI_BIN; return; }
  for bin in "${XDG_CACHE_HOME:-$HOME/.cache}"/pulumi-powerstore-import/engine/"$version"-*/bin; do
    [ -x "$bin/pulumi" ] && [ -x "$bin/pulumi-language-nodejs" ] && return
  done
  command -v go >/dev/null || cannot "no engine in PULUMI_BIN or the cache, and no go to build one"
  bin=$work/bin
  for module in cli:github.com/pulumi/pulumi/pkg/v3/cmd/pulumi languages:github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs; do
    (cd "$root/tools/engine/${module%%:*}" && CGO_ENABLED=0 within 1500 go build -mod=readonly -trimpath -o "$bin/" "${module#*:}") || cannot "the build failed"
  done
}
find_engine

mkdir "$work/project" "$work/home" "$work/backend" && cd "$work/project" || exit 2
cat > package.json <<'JSON'
{ "name": "finding", "private": true, "main": "index.js", "dependencies": { "@pulumi/pulumi": "3.248.0" } }
JSON
cat > Pulumi.yaml <<'YAML'
name: finding
runtime: nodejs
plugins:
  providers:
    - name: pulumi-nodejs
      path: node_modules/@pulumi/pulumi
YAML
cat > index.js <<'JS'
const pulumi = require("@pulumi/pulumi");

const provider = {
  async create({ name, size, fails }) {
    if (fails) throw new Error("no room");
    require("fs").appendFileSync(process.env.FINDING_LOG, `create ${name} ${size}\n`);
    return { id: `${name}-${size}`, outs: { name, size } };
  },
  async diff(_id, olds, news) {
    const replaces = olds.size === news.size ? [] : ["size"];
    return { changes: replaces.length > 0, replaces, deleteBeforeReplace: true };
  },
  async delete(_id, { name, size }) {
    require("fs").appendFileSync(process.env.FINDING_LOG, `delete ${name} ${size}\n`);
  },
};

class Thing extends pulumi.dynamic.Resource {
  constructor(name, args, options) {
    super(provider, name, { name, ...args }, options);
  }
}

if (process.env.FINDING_STAGE === "1") {
  new Thing("second", { size: 1 });
} else {
  const first = new Thing("first", { size: 1, fails: true });
  new Thing("second", { size: 2 }, { dependsOn: first });
}
JS
within 300 npm install --silent --no-audit --no-fund >"$work/npm.log" 2>&1 || cannot "npm install: $(tail -n 3 "$work/npm.log")"

export PATH="$bin:$PATH" FINDING_LOG="$work/log" PULUMI_HOME="$work/home" PULUMI_BACKEND_URL="file://$work/backend"
export PULUMI_CONFIG_PASSPHRASE=finding PULUMI_SKIP_UPDATE_CHECK=1 PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK=1
: > "$FINDING_LOG"
found=$(pulumi version) || cannot "the engine does not start"
[ "${found#v}" = "$version" ] || cannot "this is engine $found"
within 60 pulumi stack init test --non-interactive >/dev/null 2>&1 || cannot "no stack"
up() { FINDING_STAGE=$1 within 120 pulumi up --yes --skip-preview --non-interactive --stack test --continue-on-error >"$work/up$1" 2>&1; }
up 1 || cannot "the first up failed: $(cat "$work/up1")"
up 2
code=$?
[ "$code" -eq 124 ] && { echo "OTHERWISE: the second up did not end"; exit 1; }
within 60 pulumi stack export --stack test >"$work/state" || cannot "no state"

log=$(paste -sd, "$FINDING_LOG")
pending=$(node -e 'const r = JSON.parse(require("fs").readFileSync(process.argv[1])).deployment.resources.filter(({ urn }) => urn.endsWith("::second"));
  console.log(r.length, r[0]?.pendingReplacement === true)' "$work/state")
echo "engine $version: exit code $code; log: $log; entries of second and pendingReplacement: $pending"
if [ "$code" -ne 0 ] && [ "$log" = "create second 1,delete second 1" ] && [ "$pending" = "1 true" ]; then
  echo "AS DESCRIBED: the delete of a skipped resource was carried out, its create was not"
else
  echo "OTHERWISE:"
  cat "$work/up2"
  exit 1
fi
