//go:build tools

// Package cli pins the Pulumi command line, so that its go.sum is complete and a build asks no checksum database.
package cli

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
