import { calmModels, crashModels, wholeModels } from "./models";
import { walk } from "./walk";

(async () => {
  const t = Date.now();
  let last = t;
  const set = ({ calm: calmModels, crash: crashModels, whole: wholeModels } as any)[process.argv[2] ?? "calm"];
  for (const model of set) {
    if (process.argv[3] && !new RegExp(process.argv[3]).test(model.name)) continue;
    const t = Date.now();
    const c = process.cpuUsage().user;
    const w = await walk(model, {
      mostViolations: Number(process.env.V ?? 3),
      progress: (s, tr, wait) => {
        if (Date.now() - last > 20000) {
          last = Date.now();
          console.log("   ", s, tr, wait, (last - t) / 1000);
        }
        return Date.now() - t < Number(process.env.MS ?? 1e9);
      },
    });
    console.log(
      model.name,
      w.states,
      w.transitions,
      (Date.now() - t) / 1000,
      "s",
      (process.cpuUsage().user - c) / 1e6,
      w.isWhole,
      JSON.stringify([...w.ends].sort()),
    );
    for (const v of w.violations) console.log("\nVIOLATION", v);
  }
})();
