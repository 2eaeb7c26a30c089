//go:build tools

// Package languages pins the language hosts. v3.68.0 is the last sdk module that contains them; its version
// clashes with the one the command line needs, hence a second module.
package languages

import (
	_ "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"
	_ "github.com/pulumi/pulumi/sdk/v3/python/cmd/pulumi-language-python"
)
