import type { CreatePrivateEngine } from "./contract.js";

export const createPrivateEngine: CreatePrivateEngine;
