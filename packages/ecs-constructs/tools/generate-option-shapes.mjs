// Writes src/support/option-shapes.ts from the library's own types:
//
//   node tools/generate-option-shapes.mjs
import { writeFileSync } from 'node:fs';
import { optionTable, OPTION_TABLE } from './option-shapes.mjs';

writeFileSync(OPTION_TABLE, optionTable());
