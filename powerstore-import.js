#!/usr/bin/env node
// npm links a command when it installs, which in a clone is before anything is compiled.
require("./dist/command/powerstore-import.cjs");
