// The vectors as questions for a cell, and the answers that are expected of it.

import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = 'tests/vectors';

/** A line of a vector's file is a field: its text is compared, not its value. */
function fields(file: string): (key: string) => string {
  const lines = readFileSync(`${FOLDER}/${file}`, 'utf8').split('\n');
  return (key) => lines.find((line) => line.startsWith(`"${key}":`))!.slice(key.length + 3).replace(/,$/, '');
}

const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.json')).sort();

/** A module that exports the questions; feeds stay text, so that no digit is lost. */
export function questions(): string {
  const list = FILES.map((file) => {
    const field = fields(file);
    return { today: JSON.parse(field('today')), settings: JSON.parse(field('settings')), feed: field('feed'), period: JSON.parse(field('period')) };
  });
  return `export default ${JSON.stringify(list)};\n`;
}

/** For each vector its name and the text of its report and of its transactions, with the numbers as JavaScript writes them. */
export function expected(): { file: string; report: string; transactions: string }[] {
  return FILES.map((file) => {
    const text = (key: string) => JSON.stringify(JSON.parse(fields(file)(key)));
    return { file, report: text('report'), transactions: text('transactions') };
  });
}
