/** A style sheet as text, as the build has it. */
declare module "*.css" {
  const text: string;
  export default text;
}
