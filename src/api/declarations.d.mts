/** Writes the declarations of dist/core.mjs and dist/python.mjs into a folder. */
export declare function writeDeclarations(folder: string): Promise<void>;
