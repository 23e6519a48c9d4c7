/** The licences of the libraries that are in the front end: they ask to be passed on with it. */

import { readdir, readFile } from "node:fs/promises";

const PACKAGE = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/**
 * @param {string} home The folder in which the libraries are installed.
 * @param {string[]} files The files that are in the front end.
 * @returns {Promise<string>} Each library with its licence.
 */
export async function licences(home, files) {
  const names = new Set(files.flatMap((file) => PACKAGE.exec(file)?.[1] ?? []));
  const texts = [...names].sort().map(async (name) => {
    const folder = `${home}/node_modules/${name}`;
    const { license, version } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
    const file = (await readdir(folder)).find((each) => /^(licen[cs]e|copying)/i.test(each));
    const text = file ? await readFile(`${folder}/${file}`, "utf8") : "";
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  return (await Promise.all(texts)).join("\n\n");
}
