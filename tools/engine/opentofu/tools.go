//go:build tools

// Package opentofu pins the command line of OpenTofu, so that its go.sum is complete and a build asks no checksum database.
package opentofu

import _ "github.com/opentofu/opentofu/cmd/tofu"
