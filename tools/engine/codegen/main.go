// Generates an SDK from the provider's schema, as "pulumi package gen-sdk" does: that command needs language hosts of the
// engine's own age, which cannot be built from Go modules. Of which languages depends on how it was built: generators.go and
// olderGenerators.go.
//
//	codegen <schema.json> <language> <folder>
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const tool = "pulumi-powerstore-import"

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 3 {
		return errors.New("usage: codegen <schema.json> <language> <folder>")
	}
	generate, known := generators[args[1]]
	if !known {
		return fmt.Errorf("no generator for %q", args[1])
	}
	pkg, err := load(args[0])
	if err != nil {
		return err
	}
	files, err := generate(pkg)
	if err != nil {
		return err
	}
	return write(files, args[2])
}

func load(path string) (*schema.Package, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, err
	}
	pkg, diagnostics, err := schema.BindSpec(spec, noOthers{}, schema.ValidationOptions{})
	if err != nil {
		return nil, err
	}
	if diagnostics.HasErrors() {
		return nil, diagnostics
	}
	return pkg, nil
}

type generator = func(pkg *schema.Package) (map[string][]byte, error)

func write(files map[string][]byte, folder string) error {
	for name, text := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// noOthers says that the schema refers to no other package, whose schema would have to be loaded.
type noOthers struct{ schema.ReferenceLoader }
