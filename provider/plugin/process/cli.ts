import { setFlagsFromString } from "node:v8";
import { main } from "./main";

// A thousand sessions otherwise make the process 85 MB larger than one does, nearly all of it garbage not yet collected; so, 30 MB, for a
// seventh more of its CPU time, which is little beside the engine's (docs/performance.md). Nobody else lives in this process.
setFlagsFromString("--optimize-for-size");

void main(process.argv.slice(2));
