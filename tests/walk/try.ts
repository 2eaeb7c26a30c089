import { walk } from "./walk";
import * as models from "./models/oneSession";
(async () => {
  const t = Date.now();
  let last = t;
  const model = (models as any)[process.argv[2] ?? "life"];
  const w = await walk(model, { mostViolations: Number(process.env.V ?? 3), progress: (s, tr, wait) => { if (Date.now() - last > 20000) { last = Date.now(); console.log(s, tr, wait, (last-t)/1000); } return Date.now() - t < Number(process.env.MS ?? 1e9); } });
  console.log(w.states, w.transitions, (Date.now() - t) / 1000, "s", process.cpuUsage().user / 1e6);
  console.log(w.isWhole, [...w.ends].sort());
  for (const v of w.violations) console.log("\nVIOLATION", v);
})();
