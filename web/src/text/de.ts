// Every sentence of the page in German.

import type { Text } from './index.ts';

export const de: Text = {
  navigation: {
    title: 'Ansichten',
    skip: 'Zum Inhalt springen',
    home: 'Start',
    transactions: 'Umsätze',
    budgets: 'Budgets',
    recurring: 'Regelmäßig',
    connections: 'Banken',
  },

  categories: {
    groceries: 'Lebensmittel',
    eating_out: 'Essen gehen',
    shopping: 'Einkäufe',
    transport: 'Verkehr',
    travel: 'Reisen',
    housing: 'Wohnen',
    home: 'Haushalt',
    bills: 'Laufende Kosten',
    subscriptions: 'Abos',
    insurance: 'Versicherung',
    health: 'Gesundheit',
    education: 'Bildung',
    entertainment: 'Freizeit',
    services: 'Dienstleistungen',
    gifts_charity: 'Geschenke und Spenden',
    cash: 'Bargeld',
    fees: 'Gebühren',
    tax_gov: 'Steuern und Ämter',
    savings: 'Sparen',
    transfers: 'Umbuchungen',
    income: 'Einkommen',
    other: 'Sonstiges',
  },

  // ---- home: left to spend, alerts, coming up, the line of spending, freshness ----
  home: {},

  // ---- transactions: rows, filters, corrections ----
  transactions: {
    title: 'Umsätze',
    search: 'Umsätze durchsuchen',
    searchShort: 'Suchen',
    onlyCategory: (category) => `Nur ${category}. Alle Kategorien zeigen`,
    count: (shown, total) => (shown === total ? total : `${shown} von ${total}`),
    emptyPeriod: 'In diesem Zeitraum gibt es noch nichts.',
    empty: 'Es gibt noch keine Umsätze.',
    noMatch: 'Dazu passt nichts.',
    sum: 'Summe',
    byDay: 'Nach Tagen',
    ofDay: 'an diesem Tag',

    filters: 'Filter',
    filtersOn: (count) => `Filter (${count} aktiv)`,
    clear: 'Filter löschen',
    without: (filter) => `${filter}. Diesen Filter entfernen`,
    category: 'Kategorie',
    account: 'Konto',
    kind: 'Art',
    any: 'Alle',
    toSort: 'Nicht zugeordnet',
    amountFrom: 'Betrag ab',
    amountTo: 'Betrag bis',
    dateFrom: 'Von',
    dateTo: 'Bis',
    noAmount: 'Gib einen Betrag ein, etwa 250 oder 250,50.',
    textIs: (text) => `„${text}“`,
    is: (field, value) => `${field} ${value}`,
    kinds: {
      spending: 'Ausgaben', income: 'Einnahmen', transfer: 'Eigene Umbuchungen', refund: 'Erstattungen', excluded: 'Ausgenommen', pending: 'Vorgemerkt', split: 'Aufgeteilt',
    },

    pending: 'Vorgemerkt',
    ownTransfer: '⇄ Eigene Umbuchung',
    transferTo: (account) => `⇄ an ${account}`,
    transferFrom: (account) => `⇄ von ${account}`,
    refund: (category) => `↩ Erstattung, ${category}`,
    leftOut: 'Ausgenommen',
    part: (category, amount) => `${category} ${amount}`,

    why: (what) => `Warum: ${what}`,
    aTransfer: 'eigene Umbuchung',
    aSplit: 'aufgeteilt',
    isLeftOut: 'ausgenommen',
    aRefund: (category) => `Erstattung, ${category}`,
    moment: 'Einen Moment …',
    otherSide: '⇄ Die andere Seite',
    purchase: '↩ Der Kauf',
    splitPart: (category, amount) => `${category}: ${amount}`,

    onlyThis: 'Nur dieser',
    alwaysFor: (name) => `Immer bei ${name}?`,
    always: 'Immer',
    cancel: 'Abbrechen',
    times: (count) => ` × ${count}`,
    andMore: (count) => `und ${count} weitere`,
    becomes: (category, others) => {
      if (others === 0) return `Dieser Umsatz wird ${category}, kein anderer.`;
      return `Dieser Umsatz wird ${category}, ebenso ${others === 1 ? '1 anderer, über den' : `${others} andere, über die`} nichts Genaueres bekannt ist.`;
    },
    overRule: 'Das gilt mehr als deine Regel, die weiter über die anderen entscheidet.',
    alwaysChanges: (count) =>
      count === 1 ? 'Sonst ändert sich nichts, was geladen ist; neue werden wie dieser.' : `${count} Umsätze ändern sich, und neue werden wie sie.`,
    ruleStill: 'Wo eine deiner Regeln entscheidet, bleibt es bei der Regel.',
    stays: (category, byRule, others) =>
      `Dieser Umsatz bleibt ${category}${byRule ? ', weil eine deiner Regeln darüber entscheidet' : ''}. ${
        others === 0 ? 'Von dem, was geladen ist, würde sich nichts ändern.' : `${others} von denen, die geladen sind, würden sich ändern.`
      }`,
    corrected: (name, category, always) => `${name} ist ${always ? 'von jetzt an ' : ''}${category}.`,
    changed: (count) => (count > 1 ? `${count} Umsätze haben sich geändert.` : `${count === 0 ? 'Kein' : '1'} Umsatz hat sich geändert.`),

    select: 'Auswählen',
    done: 'Fertig',
    selectAll: (count) => `Alle ${count} auswählen`,
    selectNone: 'Auswahl aufheben',
    selectRow: (name, date, amount) => `${name}, ${date}, ${amount} auswählen`,
    selectHow: 'Mit der Umschalttaste wählst du alle bis zum letzten aus. Die Pfeiltasten gehen von Zeile zu Zeile.',
    selectionTitle: 'Die ausgewählten Umsätze',
    selected: (count, hidden) => `${count} ausgewählt${hidden === 0 ? '' : `, davon ${hidden} nicht zu sehen`}`,
    newCategory: 'Neue Kategorie',
    choose: 'Kategorie wählen',
    alwaysForThese: 'Immer bei diesen Händlern',
    manyBecome: (count, category) =>
      count === 0 ? `Alle sind schon ${category}.` : count === 1 ? `1 Umsatz wird ${category}.` : `${count} Umsätze werden ${category}.`,
    manyOthers: (count) => (count === 1 ? '1 davon war nicht ausgewählt und richtet sich danach.' : `${count} davon waren nicht ausgewählt und richten sich danach.`),
    manyAlways: 'Neue bei diesen Händlern werden wie sie.',
    missing: (count) => (count === 1 ? '1 der ausgewählten gibt es nicht mehr.' : `${count} der ausgewählten gibt es nicht mehr.`),
    apply: 'Anwenden',
    correctedMany: (count, category, always) => `${count === 1 ? '1 Umsatz ist' : `${count} Umsätze sind`} ${always ? 'von jetzt an ' : ''}${category}.`,

    asBefore: 'Es ist wieder wie zuvor.',
    undo: 'Rückgängig',
    keep: 'Schließen: die Korrektur behalten',
    saveAside: 'Als Datei speichern',
    erase: 'Löschen',
    waiting: 'Was openpurse aus früheren Korrekturen gelernt hat, ist noch in diesem Browser und gilt für alle, die hier als Nächste eine Bank verbinden.',
    copyAdded: 'Die gespeicherte Kopie ist zu dem Gelernten hinzugekommen.',
    unreadable: (why) => `Was aus deinen Korrekturen gelernt wurde, ließ sich nicht lesen: ${why} Deine Zahlen werden ohne es gezeigt.`,
    unreadableKept: (why) => `Was aus deinen Korrekturen gelernt wurde, ließ sich nicht lesen (${why}). Es ist beiseitegelegt; deine Zahlen werden ohne es gezeigt.`,
    setAside: 'Was aus deinen Korrekturen gelernt wurde, ließ sich vor einiger Zeit nicht lesen. Es ist noch beiseitegelegt; deine Zahlen werden ohne es gezeigt.',
    notErased: (why) =>
      `Was aus deinen Korrekturen gelernt wurde, ließ sich nicht aus diesem Browser löschen: ${why} Lösche die Daten dieser Website in den Einstellungen des Browsers.`,
    notChanged: (why) => `Was aus deinen Korrekturen gelernt wurde, ließ sich nicht ändern: ${why}`,
    notKept: (why) => `Was du geändert hast, gilt, bis du diese Seite schließt. Dieser Browser konnte es nicht behalten: ${why}`,
    notInTime: 'Der Browser hat nicht rechtzeitig geantwortet.',

    learnedTitle: 'Was es gelernt hat',
    learnedWhere:
      'Deine Korrekturen bleiben nur in diesem Browser. Sich abzumelden oder alle Banken zu trennen löscht sie; mit einer Kopie kommen sie in einen anderen Browser oder wieder zurück.',
    learnedUnsafe: 'Dieser Browser kann sie auch verwerfen, wenn ihm der Platz ausgeht oder die Seite einige Wochen lang nicht benutzt wurde.',
    saveCopy: 'Kopie speichern',
    addCopy: 'Gespeicherte Kopie hinzufügen',
    added: (file) => `${file} wurde hinzugefügt.`,
    notAdded: (file, why) => `${file} wurde nicht hinzugefügt. ${why}`,
  },

  // ---- budgets: caps, periods, rules, history ----
  budgets: {},

  // ---- recurring: calendar and list ----
  recurring: {},

  // ---- connections: banks, what is kept where, leaving ----
  connections: {},

  // ---- exchange: files in and out ----
  exchange: {},

  // ---- offline, installing, sessions ----
  device: {},

  // ---- notices and errors, by their codes ----
  errors: {},
};
