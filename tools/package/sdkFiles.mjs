import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lanes } from "../lanes/lanes.mjs";

/**
 * What a package needs and its generator does not write.
 * @param {import("./generateSdk.mjs").Language} language
 * @param {string} schemaFile
 * @param {string} folder of the generated package
 */
export function complete(language, schemaFile, folder) {
  const schema = JSON.parse(readFileSync(schemaFile, "utf8"));
  if (language === "nodejs") {
    // It is TypeScript, and names no program that could be loaded: for those who compile it themselves. On npm are the classes of this package.
    const manifest = join(folder, "package.json");
    const { name, ...rest } = JSON.parse(readFileSync(manifest, "utf8"));
    writeFileSync(manifest, `${JSON.stringify({ name, private: true, ...rest }, null, 4)}\n`);
  } else if (language === "python") {
    // The generated pyproject.toml names a README beside it, and the generator puts it into the package.
    copyFileSync(join(folder, "pulumi_powerstore_import", "README.md"), join(folder, "README.md"));
  } else if (language === "go") {
    writeFileSync(join(folder, "powerstoreimport", "go.mod"), goModule(schema));
  } else if (language === "java") {
    const { basePackage } = schema.language.java;
    const resources = join(folder, "src", "main", "resources", ...basePackage.split("."), schema.name);
    // What the engine reads from the jar, to know where the plugin is.
    const { name, version, pluginDownloadURL: server } = schema;
    writeFileSync(join(resources, "plugin.json"), `${JSON.stringify({ resource: true, name, version, server })}\n`);
    writeFileSync(join(folder, "pom.xml"), mavenProject(schema));
  }
}

/**
 * The Go module that holds the generated package, as the schema names it.
 * @param {{ language: { go: { importBasePath: string } } }} schema
 */
function goModule({ language }) {
  return `module ${language.go.importBasePath}

go 1.25.0

require github.com/pulumi/pulumi/sdk/v3 v${lanes.oldest.sdk}
`;
}

/**
 * The group is the one that Maven Central gives to the owner of the repository; a Java package cannot be called so.
 * @param {{ name: string, version: string, description: string, homepage: string, publisher: string }} schema
 */
function mavenProject({ name, version, description, homepage, publisher }) {
  return `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>io.github.${publisher}</groupId>
  <artifactId>${name}</artifactId>
  <version>${version}</version>
  <name>${name}</name>
  <description>${description}</description>
  <url>${homepage}</url>
  <licenses>
    <license>
      <name>Apache-2.0</name>
      <url>https://www.apache.org/licenses/LICENSE-2.0</url>
    </license>
  </licenses>
  <developers>
    <developer>
      <id>${publisher}</id>
    </developer>
  </developers>
  <scm>
    <url>${homepage}</url>
  </scm>
  <properties>
    <maven.compiler.release>11</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>com.pulumi</groupId>
      <artifactId>pulumi</artifactId>
      <version>${lanes.oldest.java}</version>
    </dependency>
    <dependency>
      <groupId>com.google.code.findbugs</groupId>
      <artifactId>jsr305</artifactId>
      <version>3.0.2</version>
    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <groupId>org.apache.maven.plugins</groupId>
        <artifactId>maven-compiler-plugin</artifactId>
        <version>3.13.0</version>
      </plugin>
    </plugins>
  </build>
</project>
`;
}
