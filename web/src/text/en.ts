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

  categories: {
    groceries: 'Groceries',
    eating_out: 'Eating out',
    shopping: 'Shopping',
    transport: 'Transport',
    travel: 'Travel',
    housing: 'Housing',
    home: 'Home',
    bills: 'Bills',
    subscriptions: 'Subscriptions',
    insurance: 'Insurance',
    health: 'Health',
    education: 'Education',
    entertainment: 'Entertainment',
    services: 'Services',
    gifts_charity: 'Gifts and charity',
    cash: 'Cash',
    fees: 'Fees',
    tax_gov: 'Tax and government',
    savings: 'Savings',
    transfers: 'Transfers',
    income: 'Income',
    other: 'Other',
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
    offline: 'You are offline: nothing new can be read.',
    unreached: 'openpurse cannot be reached: nothing new can be read.',
    asOf: (time: string) => `The figures are those of ${time}.`,
    needsNetwork: 'openpurse needs the network',
    needsNetworkText: 'Your figures come from your bank each time you look. This tab has read none in the last 15 minutes, so there is nothing to show. As soon as the network is back, they are read.',
    update: 'A newer version of openpurse is ready.',
    takeUpdate: 'Use it now',
    install: 'Install openpurse on this device',
  },

  // ---- notices and errors, by their codes ----
  errors: {},
};
