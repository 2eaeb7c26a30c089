#!/usr/bin/env node
// Since Node 22.1: what was compiled once need not be compiled again.
require("node:module").enableCompileCache?.();
// npm links a command when it installs, which in a clone is before anything is compiled.
require("./dist/command/powerstore-import.cjs");
