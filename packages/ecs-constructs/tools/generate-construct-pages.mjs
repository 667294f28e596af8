// Writes docs/, a page for every construct, from the library's own sources:
//
//   node tools/generate-construct-pages.mjs
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constructPages, PAGES } from './construct-pages.mjs';

const pages = constructPages();
mkdirSync(PAGES, { recursive: true });
for (const file of readdirSync(PAGES)) {
  if (file.endsWith('.md') && !(file in pages)) {
    rmSync(join(PAGES, file));
  }
}
for (const [file, text] of Object.entries(pages)) {
  writeFileSync(join(PAGES, file), text);
}
