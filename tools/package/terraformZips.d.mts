/** Writes the provider for Terraform and OpenTofu, a zip for each platform, as a mirror has them; the paths. */
export function writeTerraformZips(folder: string, version: string): string[];
