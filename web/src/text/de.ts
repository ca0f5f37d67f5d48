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
  transactions: {},

  // ---- budgets: caps, periods, rules, history ----
  budgets: {},

  // ---- recurring: calendar and list ----
  recurring: {},

  // ---- connections: banks, what is kept where, leaving ----
  connections: {},

  // ---- exchange: files in and out ----
  exchange: {},

  // ---- offline, installing, sessions ----
  device: {
    offline: 'Du bist offline: Neues lässt sich gerade nicht abrufen.',
    unreached: 'openpurse ist nicht erreichbar: Neues lässt sich gerade nicht abrufen.',
    asOf: (time) => `Die Zahlen sind von ${time} Uhr.`,
    needsNetwork: 'openpurse braucht das Netz',
    needsNetworkText: 'Deine Zahlen kommen jedes Mal frisch von deiner Bank. In den letzten 15 Minuten hat dieser Tab keine abgerufen, also gibt es nichts zu zeigen. Sobald das Netz wieder da ist, werden sie abgerufen.',
    update: 'Eine neuere Version von openpurse ist da.',
    takeUpdate: 'Jetzt verwenden',
    install: 'openpurse auf diesem Gerät installieren',
  },

  // ---- notices and errors, by their codes ----
  errors: {},
};
