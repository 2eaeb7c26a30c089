// Laid beside the Go example as a test file of its package (pluginGo.test.ts): runs its program as the Automation API does, without a language
// host, on the stack that the environment names.
package main

import (
	"context"
	"os"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/auto"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optup"
)

func TestUp(t *testing.T) {
	ctx := context.Background()
	stack, err := auto.SelectStackInlineSource(ctx, os.Getenv("STACK"), os.Getenv("PROJECT"), migrate, auto.WorkDir("."))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := stack.Up(ctx, optup.ProgressStreams(os.Stdout), optup.ErrorProgressStreams(os.Stderr)); err != nil {
		t.Fatal(err)
	}
}
