/** A script of Flink SQL, as a test imports it: it is not called, but handed to `flink.sql`. */
declare module "*.sql" {
  const script: import("./flink.ts").SqlScript;
  export default script;
}
