import { walk } from "./walk";
import { life } from "./models/oneSession";
(async () => {
  const t = Date.now();
  let last = t;
  const w = await walk(life, { mostViolations: 5, progress: (s, tr, wait) => { if (Date.now() - last > 5000) { last = Date.now(); console.log(s, tr, wait, (last-t)/1000); } return Date.now() - t < 100000; } });
  console.log(w.states, w.transitions, (Date.now() - t) / 1000, "s");
  for (const v of w.violations) console.log("\nVIOLATION", v);
})();
