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
  device: {},

  // ---- notices and errors, by their codes ----
  errors: {},
};
