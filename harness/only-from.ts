import path from "node:path";
import type { OnLoadArgs, OnLoadResult } from "esbuild";

/**
 * For esbuild's `onLoad`: nothing is read but what lies in these folders. An import by a pattern (`../${name}.ts`) is looked
 * up by esbuild itself, past whatever says what may be imported: it asks only before it reads.
 *
 * @param folders  absolute
 * @param more     what else somebody is told who reaches past them
 */
export function onlyFrom(folders: string[], more = ""): (file: OnLoadArgs) => OnLoadResult | undefined {
  return ({ path: file }) =>
    folders.some((folder) => file.startsWith(folder + path.sep))
      ? undefined
      : { errors: [{ text: `an import by a pattern cannot leave its folder${more}` }] };
}
