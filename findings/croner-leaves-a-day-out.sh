#!/bin/sh
# What one would expect: an expression that opens each day has an opening on each day, also on the one whose clocks skip the hour that it names. For a
# fixed time croner does so: `30 2 * * *` in Europe/Berlin comes at 3:00 on the 29th of March 2026, when 2:00 to 3:00 is skipped.
# What croner 11.0.1 does: `*/30 2 * * *` has no opening at all on that day.
#
# Seen: for the fixed time 2026-03-29T01:00:00.000Z, for the steps 2026-03-30T00:00:00.000Z.
#
# Needs node, npm and its registry, GNU coreutils. Exit code 0: as described. 1: it behaves otherwise now. 2: it could not be tried.
set -u

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM
cannot() { echo "could not be tried: $*" >&2; exit 2; }

cd "$work" || exit 2
cat > package.json <<'JSON'
{ "name": "finding", "private": true, "dependencies": { "croner": "11.0.1" } }
JSON
timeout -k 10 300 npm install --silent --no-audit --no-fund >npm.log 2>&1 || cannot "npm install: $(tail -n 3 npm.log)"
cat > next.js <<'JS'
const { Cron } = require("croner");
const next = (expression) =>
  new Cron(expression, { paused: true, timezone: "Europe/Berlin" }).nextRun(new Date("2026-03-28T12:00:00Z")).toISOString();
console.log(next("30 2 * * *"), next("*/30 2 * * *"));
JS
found=$(timeout -k 10 60 node next.js) || cannot "croner does not run"
echo "croner 11.0.1, from 2026-03-28T12:00:00Z: fixed time, steps: $found"
if [ "$found" = "2026-03-29T01:00:00.000Z 2026-03-30T00:00:00.000Z" ]; then
  echo "AS DESCRIBED: the steps leave out the day whose clocks skip their hour"
else
  echo "OTHERWISE"
  exit 1
fi
