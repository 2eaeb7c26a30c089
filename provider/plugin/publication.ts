/** What package.json says of where the package comes from; a test keeps them equal. Written here because the plugin's bundle is a single file. */
export const VERSION = "0.1.0";
export const PUBLISHER = "pulumi-powerstore-import";
export const HOMEPAGE = "https://github.com/pulumi-powerstore-import/pulumi-powerstore-import";
