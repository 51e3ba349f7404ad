/** Where a browser may be. None is downloaded. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export function browserPath() {
  const said = process.env.PERENNIAL_CHROMIUM;
  if (said) return existsSync(said) ? said : null;
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/snap/bin'].filter(Boolean);
  const all = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...places];
  return all.find((path) => existsSync(path)) ?? null;
}

export const howToGetOne =
  'They need a Chromium or Chrome: on Debian and Ubuntu "apt-get install chromium", on a Mac "brew install --cask chromium"; ' +
  'or set PERENNIAL_CHROMIUM to the path of one.';
