//go:build tools

// Package tools pins the checker of workflow files; it is built from here as `go build github.com/rhysd/actionlint/cmd/actionlint`.
package tools

import _ "github.com/rhysd/actionlint/cmd/actionlint"
