//go:build older

package main

import (
	"net/http"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi-java/pkg/codegen/java"
	"github.com/pulumi/pulumi/pkg/v3/codegen/dotnet"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// generators are those that the engine of go.mod has not: the one for .NET has left it since older.mod, and the one for Java, which was never in
// it, does not compile with it.
var generators = map[string]generator{
	"dotnet": func(pkg *schema.Package) (map[string][]byte, error) {
		logo, err := localLogo()
		if err != nil {
			return nil, err
		}
		pkg.LogoURL = logo
		return dotnet.GeneratePackage(tool, pkg, nil, nil)
	},
	"java": func(pkg *schema.Package) (map[string][]byte, error) {
		return java.GeneratePackage(tool, pkg, nil, nil, false, true)
	},
}

// localLogo is an address of the package's logo on this machine. The generator puts the logo into the package and asks the net for it; and
// the schema's is no PNG, which NuGet wants.
func localLogo() (string, error) {
	path, err := filepath.Abs(filepath.Join("docs", "logo.png"))
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(path); err != nil {
		return "", err
	}
	http.DefaultTransport.(*http.Transport).RegisterProtocol("file", http.NewFileTransport(http.Dir(filepath.Dir(path))))
	return "file:///" + filepath.Base(path), nil
}
