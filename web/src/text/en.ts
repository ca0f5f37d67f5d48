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
  transactions: {
    title: 'Transactions',
    search: 'Search the transactions',
    searchShort: 'Search',
    onlyCategory: (category: string) => `Only ${category}. Show all categories`,
    count: (shown: string, total: string) => (shown === total ? total : `${shown} of ${total}`),
    emptyPeriod: 'There is nothing in this period yet.',
    empty: 'There are no transactions yet.',
    noMatch: 'Nothing matches.',
    sum: 'Sum',
    byDay: 'By day',
    ofDay: 'of the day',

    filters: 'Filters',
    filtersOn: (count: number) => `Filters (${count} on)`,
    clear: 'Clear filters',
    without: (filter: string) => `${filter}. Remove this filter`,
    category: 'Category',
    account: 'Account',
    kind: 'Kind',
    any: 'Any',
    toSort: 'To sort',
    amountFrom: 'Amount from',
    amountTo: 'Amount to',
    dateFrom: 'From',
    dateTo: 'Until',
    noAmount: 'Type an amount such as 250 or 250.50.',
    textIs: (text: string) => `“${text}”`,
    is: (field: string, value: string) => `${field} ${value}`,
    kinds: {
      spending: 'Spending', income: 'Income', transfer: 'Own transfers', refund: 'Refunds', excluded: 'Left out', pending: 'Pending', split: 'Split',
    },

    pending: 'Pending',
    ownTransfer: '⇄ Own transfer',
    transferTo: (account: string) => `⇄ to ${account}`,
    transferFrom: (account: string) => `⇄ from ${account}`,
    refund: (category: string) => `↩ Refund, ${category}`,
    leftOut: 'Left out',
    part: (category: string, amount: string) => `${category} ${amount}`,

    why: (what: string) => `Why ${what}`,
    aTransfer: 'an own transfer',
    aSplit: 'it is split',
    isLeftOut: 'it is left out',
    aRefund: (category: string) => `a refund, ${category}`,
    moment: 'One moment…',
    otherSide: '⇄ The other side',
    purchase: '↩ The purchase',
    splitPart: (category: string, amount: string) => `${category}: ${amount}`,

    onlyThis: 'Only this one',
    alwaysFor: (name: string) => `Always for ${name}?`,
    always: 'Always',
    cancel: 'Cancel',
    times: (count: number) => ` × ${count}`,
    andMore: (count: number) => `and ${count} more`,
    becomes: (category: string, others: number) => {
      if (others === 0) return `This transaction becomes ${category}, no other.`;
      return `This transaction becomes ${category}, and so ${others === 1 ? 'does 1 other' : `do ${others} others`} that nothing surer is known about.`;
    },
    overRule: 'It counts for more than your rule, which still decides the others.',
    alwaysChanges: (count: number) =>
      count === 1 ? 'Nothing else of what is loaded changes; new ones will be like it.' : `${count} transactions change, and new ones will be like them.`,
    ruleStill: 'Where one of your rules decides, the rule still does.',
    stays: (category: string, byRule: boolean, others: number) =>
      `This transaction stays ${category}${byRule ? ', because a rule of yours decides it' : ''}. ${others === 0 ? 'Nothing' : others} of what is loaded would change.`,
    corrected: (name: string, category: string, always: boolean) => `${name} is ${category}${always ? ' from now on' : ''}.`,
    changed: (count: number) => `${count === 0 ? 'No transaction' : count === 1 ? '1 transaction' : `${count} transactions`} changed.`,

    select: 'Select',
    done: 'Done',
    selectAll: (count: string) => `Select all ${count}`,
    selectNone: 'Select none',
    selectRow: (name: string, date: string, amount: string) => `Select ${name}, ${date}, ${amount}`,
    selectHow: 'Shift selects all up to the last one. The arrow keys go from row to row.',
    selectionTitle: 'The selected transactions',
    selected: (count: string, hidden: number) => `${count} selected${hidden === 0 ? '' : `, ${hidden} of them not shown`}`,
    newCategory: 'New category',
    choose: 'Choose a category',
    alwaysForThese: 'Always for these merchants',
    manyBecome: (count: number, category: string) =>
      count === 0 ? `All of them are ${category} already.` : `${count === 1 ? '1 transaction becomes' : `${count} transactions become`} ${category}.`,
    manyOthers: (count: number) => `${count === 1 ? '1 of them was' : `${count} of them were`} not selected, and ${count === 1 ? 'follows' : 'follow'}.`,
    manyAlways: 'New ones of these merchants will be like them.',
    missing: (count: number) => `${count === 1 ? '1 of the selected is' : `${count} of the selected are`} no longer there.`,
    apply: 'Apply',
    correctedMany: (count: number, category: string, always: boolean) =>
      `${count === 1 ? '1 transaction is' : `${count} transactions are`} ${category}${always ? ' from now on' : ''}.`,

    asBefore: 'It is as it was before.',
    undo: 'Undo',
    keep: 'Close: keep the correction',
    saveAside: 'Save it as a file',
    erase: 'Erase it',
    waiting: 'What openpurse learned from earlier corrections is still in this browser, and counts for whoever connects a bank here next.',
    copyAdded: 'The saved copy was added to what was learned.',
    unreadable: (why: string) => `What was learned from your corrections could not be read: ${why} Your figures are shown without it.`,
    unreadableKept: (why: string) => `What was learned from your corrections could not be read (${why}). It is set aside; your figures are shown without it.`,
    setAside: 'What was learned from your corrections could not be read some time ago. It is still set aside; your figures are shown without it.',
    notErased: (why: string) =>
      `What was learned from your corrections could not be erased from this browser: ${why} Clear this site’s data in the browser’s settings.`,
    notChanged: (why: string) => `What was learned from your corrections could not be changed: ${why}`,
    notKept: (why: string) => `What you changed counts until you close this page. This browser could not keep it: ${why}`,
    notInTime: 'The browser did not answer in time.',

    learnedTitle: 'What it learned',
    learnedWhere:
      'Your corrections are kept in this browser only. Logging out or disconnecting everything erases them; a copy moves them to another browser, or brings them back.',
    learnedUnsafe: 'This browser may also drop them when it is short of space or the site was not used for some weeks.',
    saveCopy: 'Save a copy',
    addCopy: 'Add a saved copy',
    added: (file: string) => `${file} was added.`,
    notAdded: (file: string, why: string) => `${file} was not added. ${why}`,
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
