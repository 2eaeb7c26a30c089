// What Pulumi starts when this folder was added as a package: the entry point of such a plugin is its package's `main`, and that of the
// package above is the library. The install of this folder has built the bundle.
require("../dist/plugin/plugin.cjs");
