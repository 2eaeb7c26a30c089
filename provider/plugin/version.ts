/** The version in package.json; a test keeps them equal. Written here because the bundle is a single file. */
export const version = "0.1.0";
