// Every sentence of the page in English, by screen. The other languages have this shape.

export const en = {
  navigation: {
    title: 'Screens',
    skip: 'Skip to the content',
    home: 'Home',
    transactions: 'Transactions',
    budgets: 'Budgets',
    recurring: 'Recurring',
    connections: 'Connections',
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
