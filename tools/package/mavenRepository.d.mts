/** Whether this machine can compile Java. */
export function hasMaven(): boolean;

/** Installs a generated SDK into a Maven repository of one run, and compiles a program with it into `app.jar`. */
export function compileJava(repository: string, sdk: string, program: string, mainClass: string): Promise<void>;
