// `npm run demo`, `npm test` and `npm run check` on a fresh clone: installs, builds, then runs the step.
// No import may need more than Node itself before the dependencies are installed, and the static part of this file
// must be understood by an old Node, which is why the rest is imported after its version was checked.
const step = process.argv[2];
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`error: this needs Node 20.19 or newer, and you are running ${process.versions.node}.`);
  process.exitCode = 1;
} else {
  const { runCommand } = await import("./process/interruption.mjs");
  const { bootstrap } = await import("./bootstrap/bootstrap.mjs");
  await runCommand((signal) => bootstrap(step, signal));
}
