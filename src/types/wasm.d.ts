/** The bundler puts the bytes of such a file into the bundle. */
declare module "*.wasm" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
