import { connect } from "../powerstore/powerStore";
import { processHost } from "./host";
import { DynamicProvider } from "./provider";

/** What the `__provider` text in users' state files asks for: `require("pulumi-powerstore-import/dynamic").provider`. Never moves. */
export const provider = new DynamicProvider({ host: processHost(), connect });
