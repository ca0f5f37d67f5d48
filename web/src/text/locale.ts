// The region that numbers, days and plurals are written for. Apart from the sentences, which need it.

/** For Intl: the person's own region, where it speaks the language of the page. Live: read it while drawing. */
export let locale = 'en-GB';

export function setLocale(next: string): void {
  locale = next;
}

/** The form for that many: `{ one: '1 row', other: '3 rows' }`. */
export function plural(count: number, forms: { one: string; other: string }): string {
  return new Intl.PluralRules(locale).select(count) === 'one' ? forms.one : forms.other;
}

/** `Monzo, Starling and Revolut`. */
export function listed(names: string[]): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
}
