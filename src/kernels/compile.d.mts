/** Compiles what has changed and gives the path of the wasm. @throws an Error with the compiler's own words. */
export function compileKernels(): Promise<string>;
