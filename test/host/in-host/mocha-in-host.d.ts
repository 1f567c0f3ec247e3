/** Mocha's build for browsers, which the bundler puts in place: importing it gives the instance. */
declare module "mocha-in-host" {
  const mocha: Mocha;
  export default mocha;
}
