/** Makes the files of the front end: `node build.mjs folder`. */

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { licences } from "./licences.mjs";
import { needed, withoutUnused } from "./styles.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// What the libraries of the widgets bring along, and our pages need nothing or little of.
const INSTEAD = {
  "@lumino/widgets": "shims/lumino-widgets.js",
  jquery: "shims/jquery.ts",
  "lodash/isEqual": "shims/lodash-is-equal.js",
  "sanitize-html": "shims/sanitize-html.ts",
  underscore: "shims/underscore.js",
};

const instead = {
  name: "instead",
  setup({ onResolve }) {
    // An alias of esbuild's own would also hold for what stands below a name.
    for (const [name, path] of Object.entries(INSTEAD)) {
      onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: here(path) }));
    }
  },
};

const styles = {
  name: "styles",
  setup({ onResolve, onLoad }) {
    // Sliders and tabs have style sheets of their own.
    const other = { filter: /^\.\/(lumino|nouislider)\.css$/ };
    onResolve(other, ({ path }) => ({ path, namespace: "nothing" }));
    onLoad({ filter: /./, namespace: "nothing" }, () => ({ contents: "", loader: "css" }));
    onLoad({ filter: /node_modules.*\.css$/ }, async ({ path }) => ({
      contents: needed(await readFile(path, "utf8")),
      loader: "css",
    }));
  },
};

const outdir = process.argv[2] ?? here("../ssmflow/serving/built");
const common = {
  absWorkingDir: here("."),
  bundle: true,
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
  minify: true,
  outdir,
  target: "es2022",
};

const script = await build({
  ...common,
  entryPoints: [
    { in: "src/main.ts", out: "app" },
    { in: "src/widgets.ts", out: "widgets" },
  ],
  format: "esm",
  inject: [here("shims/amd.ts")],
  plugins: [instead],
});
const style = await build({
  ...common,
  entryPoints: [{ in: "src/app.css", out: "app" }],
  plugins: [styles],
  write: false,
});
for (const { path, text } of style.outputFiles) await writeFile(path, withoutUnused(text));
const used = [script, style].flatMap(({ metafile }) => Object.keys(metafile.inputs));
await writeFile(`${outdir}/licences.txt`, await licences(here("."), used));
