/** Joins modules, given as their text by their path. @throws an Error that names the places where they can't be one file. */
export declare function joinModules(texts: ReadonlyMap<string, string>): string;
/** Writes the joined file where it isn't what the modules give. @returns whether it wasn't. */
export declare function joinProbe(options?: { readonly write?: boolean }): Promise<boolean>;
