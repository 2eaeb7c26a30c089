//go:build tools

// Package hosts pins the language hosts that have Go modules of their own, whatever the engine's version: each release of Pulumi takes the
// newest of them.
package hosts

import (
	_ "github.com/pulumi/pulumi-java/pkg/cmd/pulumi-language-java"
	_ "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"
)
