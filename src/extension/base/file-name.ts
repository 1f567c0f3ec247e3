/** What people call a document: the name of its file, or of the notebook that its cell is in. */
export const fileNameOf = ({ path }: { readonly path: string }): string => path.slice(path.lastIndexOf("/") + 1);
