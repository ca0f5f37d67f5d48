// The language of the page: `t` is every sentence of it, in the language that was chosen before the first drawing.
//
// A typed object per language and nothing else: the compiler finds a sentence that is missing, plurals come from Intl.PluralRules,
// and only the language that is spoken is loaded. An i18n library would add a format and a loader for the same.

import { en } from './en.ts';
import { locale, setLocale } from './locale.ts';

export { listed, locale, plural } from './locale.ts';

export type Text = typeof en;

export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;

export type Language = keyof typeof LANGUAGES;

const KEY = 'openpurse.language';

/** Live: read it while drawing, never when a module loads. */
export let t: Text = en;

let spoken: Language = 'en';

let asked = 0;

export function language(): Language {
  return spoken;
}

/**
 * Loads the language that the person chose here, or the first of the browser's that there is. Failing that, English.
 *
 * @returns false when another one was wanted meanwhile, which counts.
 */
export async function speak(wanted: readonly string[] = chosen() ?? navigator.languages): Promise<boolean> {
  const turn = ++asked;
  const found = wanted.find((tag) => isLanguage(base(tag)));
  const next = found === undefined ? 'en' : (base(found) as Language);
  const text = next === 'de' ? await import('./de.ts').then(({ de }) => de, () => undefined) : en;
  if (turn !== asked) return false;
  t = text ?? en;
  spoken = text === undefined ? 'en' : next;
  // A choice is a language without a region: the browser's own region of it comes first.
  const regions = [...(found === undefined ? [] : [found]), ...navigator.languages];
  setLocale(regions.find((tag) => base(tag) === spoken && tag.includes('-')) ?? (spoken === 'de' ? 'de-DE' : 'en-GB'));
  document.documentElement.lang = locale;
  return true;
}

/** Keeps the choice in this browser and speaks it: who calls draws the page anew then. What was read stays. */
export async function choose(next: Language): Promise<boolean> {
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage is blocked here: the choice lasts as long as the page.
  }
  return speak([next]);
}

function chosen(): string[] | undefined {
  try {
    const kept = localStorage.getItem(KEY);
    // Anything else is not a choice that was made here.
    return kept !== null && isLanguage(kept) ? [kept] : undefined;
  } catch {
    return undefined;
  }
}

function isLanguage(text: string): text is Language {
  return Object.hasOwn(LANGUAGES, text);
}

function base(tag: string): string {
  return tag.split('-', 1)[0]!.toLowerCase();
}
