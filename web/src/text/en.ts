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
  home: {
    today: 'Today',
    yesterday: 'Yesterday',
    todayInSentence: 'today',
    justNow: 'just now',
    startPage: 'openpurse, start page',
    language: 'Language',
    yourBudget: 'Your budget',
    looking: 'Looking for your banks…',
    banks: 'Your banks, and when they were read',
    asOf: (time: string) => `as of ${time}`,
    refresh: 'Refresh',
    refreshHint: 'Read your banks again (R)',
    reading: (banks: string) => `Reading ${banks}…`,
    allHere: 'All figures are here.',
    without: (what: string, banks: string) => `${what}, without ${banks}`,
    simulated: {
      about: 'About these figures',
      title: 'Simulated bank:',
      text: 'these figures are made up by a test bank on this machine.',
    },
    welcome: {
      title: 'This month’s budget, straight from your bank.',
      lead: 'Connect a bank and see what came in, what went out, and what is left of the limits you set. No spreadsheet, no import, no typing.',
      connect: 'Connect a bank',
      stored: 'What is stored:',
      storedText: 'the bank’s permission to read, encrypted, with your banks’ names and your caps. Disconnect, and it is revoked and erased.',
      notStored: 'What is not:',
      notStoredText: 'your transactions and balances. They are read when you look, pass through the server’s memory, and are sorted on this device.',
    },
    footer:
      'Your transactions are read from the bank each time you look, sorted on this device, and kept nowhere. What is learned from your corrections stays in this browser. The server keeps, encrypted: the bank’s permission to read, the names of your banks, and your caps.',
    period: {
      title: 'Period',
      previous: 'Previous period',
      next: 'Next period',
      lastDay: (days: string) => `${days}, the last day`,
      toGo: (days: string, left: number) => `${days}, ${left} ${left === 1 ? 'day' : 'days'} to go`,
    },
    totals: {
      title: 'Totals',
      spent: 'Spent',
      cameIn: 'Came in',
      overCaps: 'Over your caps',
      leftOfCaps: 'Left of your caps',
      transfers: 'Own transfers, net',
      inCurrency: (currency: string) => `In ${currency}, on its own:`,
      ofCurrency: (spent: string, income: string | undefined) => `${spent} spent${income === undefined ? '' : `, ${income} came in`}`,
    },
    /** `day` is the last one; undefined where that is today. `commitments` are the regular payments to come; undefined where there are none. */
    left: {
      label: (day: string | undefined) => `Left to spend ${day === undefined ? 'today' : `until ${day}`}`,
      over: (day: string | undefined) => `Nothing left to spend ${day === undefined ? 'today' : `until ${day}`}. Over by`,
      moreOut: (day: string | undefined) => `More out than in by ${day ?? 'today'}`,
      perDay: (amount: string) => `${amount} a day.`,
      ofCaps: (commitments: string | undefined) =>
        `What your caps leave${commitments === undefined ? '' : `, after ${commitments} of regular payments still to come`}.`,
      ofIncome: (commitments: string | undefined) =>
        `What came in or is expected, less what is spent${commitments === undefined ? '' : `, after ${commitments} of regular payments still to come`}.`,
      overCaps: (commitments: string | undefined) =>
        `More is spent or due than your caps allow${commitments === undefined ? '' : `, ${commitments} of regular payments still to come included`}.`,
      asKnown: (commitments: string | undefined) =>
        `As far as is known${commitments === undefined ? '' : `, ${commitments} of regular payments still to come included`}. Set a cap on a category to see what is left of it.`,
    },
    remarks: {
      carried: (amount: string) => `${amount} carried over`,
      overspent: (amount: string) => `${amount} overspent before`,
      onTheWay: (amount: string) => `on the way to ${amount}`,
      ahead: 'ahead of pace',
    },
    alerts: {
      title: 'Worth knowing',
      dismiss: 'Dismiss',
      dismissWhat: (alert: string) => `Dismiss: ${alert}`,
      dismissed: (count: number) => `${count} dismissed`,
      showAgain: 'show again',
    },
    coming: {
      title: 'Coming up',
      nothing: (day: string | undefined) =>
        `Nothing is known to be due ${day === undefined ? 'today' : `until ${day}`}. A payment shows here when your bank lists it, or when it has come often enough to see its rhythm.`,
      ownTransfer: '⇄ Own transfer',
      fewer: 'Show only the next ones',
      all: (count: number) => `Show all ${count}`,
    },
    sources: {
      standing_order: 'Standing order',
      direct_debit: 'Direct debit',
      detected: 'Seen in your transactions',
    },
    line: {
      capped: 'Spending on what is capped',
      whole: 'Spending',
      soFar: 'Spending so far',
      /** Behind the amount. */
      untilToday: 'until today',
      inPeriod: 'in the period',
      byThisDay: (amount: string) => `${amount} by this day of the period before`,
      inOneBefore: (amount: string) => `${amount} in the one before`,
      now: 'this period',
      before: 'the one before',
      allowed: (amount: string) => `even use of your caps, ${amount}`,
      table: 'As a table',
      byDay: 'Spending by day',
      until: 'Until',
      nowHead: 'This period',
      beforeHead: 'The one before',
    },
    nothing: {
      title: 'No figures could be read',
      lead: 'None of your banks answered with anything to show. The reasons are above; nothing is filled in for them.',
      again: 'Try all again',
    },
    failed: {
      title: 'openpurse did not answer',
      misconfigured: 'openpurse is not set up yet',
      settings: (file: string) => [
        'This is for whoever runs this openpurse. Set what is named here, on your own machine as a line of ',
        file,
        ', then try again.',
      ],
      retry: 'Try again',
    },
  },

  // ---- transactions: rows, filters, corrections ----
  transactions: {},

  // ---- budgets: caps, periods, rules, history ----
  budgets: {},

  // ---- recurring: calendar and list ----
  recurring: {
    title: 'Regular payments',
    lead: 'What comes back, and when it is next due.',
    none: 'None is known yet. Your bank lists none, and none shows in the transactions of the last three months.',
    noneMore: 'A payment shows here when your bank lists it as a standing order or direct debit, or when it has come often enough to see its rhythm.',
    all: (count: number) => (count === 1 ? 'See the one there is' : `See all ${count}`),
    remarked: (count: number) => `, ${count} changed or missed`,
    toCalendar: 'Calendar and list',
    toBudgets: 'All budgets',
    aYear: (amount: string) => `about ${amount} a year`,
    yearlyOf: (amount: string) => `${amount} a year`,
    next: (rhythm: string | undefined) => (rhythm === undefined ? 'Next' : `${rhythm}, next`),
    wentUp: (from: string, to: string) => `Up from ${from} to ${to}`,
    wentDown: (from: string, to: string) => `Down from ${from} to ${to}`,
    since: (day: string) => `, since ${day}`,
    fromOn: (day: string) => `, from ${day} on`,
    notCome: (day: string) => `Did not come on ${day}`,
    notTaken: (day: string) => `Was not taken on ${day}`,
    /** Each begins a line. */
    rhythms: {
      day: 'Every day',
      working_day: 'Every working day',
      week: 'Every week',
      fortnight: 'Every two weeks',
      four_weeks: 'Every four weeks',
      month: 'Every month',
      quarter: 'Every quarter',
      year: 'Every year',
    },
    everyDays: (count: number) => `Every ${count} days`,
    everyWeeks: (count: number) => `Every ${count} weeks`,
    everyMonths: (count: number) => `Every ${count} months`,
    yearly: {
      title: 'Cost in a year',
      main: 'Subscriptions and bills',
      all: 'All regular payments out, a year',
      inAYear: 'a year, at today’s amounts and rhythms. Moves between your own accounts are not in it.',
    },
    calendar: {
      previous: 'Previous month',
      next: 'Next month',
      caption: (month: string) => `Regular payments in ${month}`,
      about: 'about',
      /** Read to who cannot see the marks. */
      count: (count: number) => (count === 1 ? '1 payment' : `${count} payments`),
      nothing: (month: string) => `Nothing is known to be due in ${month}.`,
      out: (amount: string) => `${amount} out`,
      in: (amount: string) => `${amount} in`,
      note: 'The next date of each payment is known; later ones follow its rhythm and are marked “about”. One that falls on a weekend or a bank holiday is usually paid on the next working day, a salary on the one before.',
    },
    groups: {
      changed: 'Changed price',
      missed: 'Missed',
      subscriptions: 'Subscriptions',
      bills: 'Bills',
      income: 'Income',
      others: 'Others',
    },
  },

  // ---- connections: banks, what is kept where, leaving ----
  connections: {},

  // ---- exchange: files in and out ----
  exchange: {},

  // ---- offline, installing, sessions ----
  device: {},

  // ---- notices and errors, by their codes ----
  errors: {
    notices: 'Notices',
    retry: 'Try again',
    reconnect: (bank: string) => `Reconnect ${bank}`,
    renew: (bank: string) => `Renew ${bank}`,
    settings: 'Your caps could not be read.',
    reload: 'Reload the page to try again.',
    permissionOver: (bank: string) => `${bank} no longer lets openpurse read your accounts.`,
    permissionEnds: (bank: string, days: number | null) =>
      `Your permission to read ${bank} ends ${days === null ? 'soon' : days < 1 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`}.`,
    notRead: (bank: string) => `${bank} could not be read.`,
    brokenAnswer: 'Its answer broke off or could not be understood.',
    oldFigures: (time: string) => `Its figures below are from ${time}.`,
    badRows: (bank: string, count: number) => `${count === 1 ? 'One row' : `${count} rows`} of ${bank} could not be understood:`,
    accounts: (count: number) => `${count} accounts`,
    anAccount: 'an account',
    partly: 'Only a part of the transactions came.',
    status: (status: string) => `openpurse answered with status ${status}. Try again in a few minutes.`,
    somethingWrong: 'Something went wrong.',

    /** What a request fails with as a whole: the edge's problems, the page's own, the core's. */
    problems: {
      invalid_request: 'openpurse did not take what was sent. Reload the page and try again.',
      not_connected: 'No bank is connected in this browser any more. Connect one again.',
      invalid_token: 'Your sign-in is not valid any more. Sign in again.',
      forbidden_origin: 'That did not come from openpurse’s own page, so it was refused. Open openpurse at its own address and try again.',
      not_found: 'There is no such thing here any more. Reload the page to see what there is.',
      method_not_allowed: 'This page does not fit the openpurse that answered. Reload it.',
      stale_settings: 'Your settings were changed somewhere else meanwhile. Look at them as they are now, then save again.',
      too_large: 'That is more than openpurse takes at once. Try it with less.',
      unsupported_media_type: 'This page does not fit the openpurse that answered. Reload it.',
      slow_down: 'That was too often in a short time. Wait a minute, then try again.',
      internal: 'Something went wrong here, not at your bank. Try again; if it stays, whoever runs this openpurse finds the reason in the Worker’s log.',
      sign_in_unavailable: 'Your sign-in cannot be checked at the moment. Try again soon.',
      misconfigured: 'openpurse is not set up yet. Whoever runs it finds what is missing in the Worker’s log.',
      vault_key_missing: 'What the server keeps for you is sealed with a key that is gone. Log out and connect your banks again, or ask whoever runs this openpurse to put the key back.',
      bank_error: 'Your bank could not answer. Try again in a few minutes.',
      bank_unavailable: 'Your bank is out of service at the moment. Try again later.',
      bank_timeout: 'Your bank did not answer in time. Try again in a few minutes.',
      offline: 'openpurse could not be reached. Check your connection.',
      timeout: 'No answer within 30 seconds. Check your connection, then try again.',
      unreadable: 'The answer broke off or was not what openpurse sends. Try again.',
      core_failed: 'The part of the page that works out the budget could not be started. Reload the page.',
      init_failed: 'The part of the page that works out the budget could not be loaded. Reload the page.',
      not_initialised: 'The part of the page that works out the budget is not ready. Reload the page.',
      freed: 'The part of the page that works out the budget has ended. Reload the page.',
      invalid_input: 'That could not be understood.',
      invalid_settings: 'Your settings are not ones that openpurse can use.',
      invalid_learned: 'What was learned from your corrections could not be understood.',
    },

    /** What did not come from a bank: the entries of an answer's `errors`. */
    failures: {
      bank_error: 'Your bank could not answer. Try again in a few minutes.',
      bank_unavailable: 'Your bank is out of service at the moment. Try again later.',
      bank_timeout: 'Your bank did not answer in time. Try again in a few minutes.',
      sca_exceeded: 'Your bank shows older transactions only for a short time after you sign in to it. Connect it again to see them.',
      access_denied: 'Your bank refused access to this. If it refuses everything else too, connect it again.',
      account_locked: 'Your bank has locked this account. Only the bank can unlock it.',
      reconnect_needed: 'Your permission for this bank has ended. Connect it again.',
      rate_limited: 'Your bank was asked too often. Try again in a minute.',
      too_many_requests_today: 'Your bank allows no more requests today. Try again tomorrow.',
      not_supported: 'Your bank does not offer this.',
      account_not_found: 'Your bank no longer knows this account under its old id. If it stays missing, connect the bank again.',
      invalid_date_range: 'Your bank does not give transactions for these dates.',
      malformed_answer: 'Your bank sent an answer that could not be read. Try again later.',
      too_much_data: 'Your bank sent more than can be worked out at once.',
      misconfigured: 'TrueLayer refused this site’s own settings. Whoever runs it needs to check the TRUELAYER_ settings.',
      too_many_accounts: 'This bank has more accounts than can be asked about at once. Those that are missing here were not asked.',
    },

    /** What was asked for. */
    resources: {
      accounts: 'accounts',
      cards: 'cards',
      balance: 'balance',
      transactions: 'transactions',
      pending: 'pending',
      standing_orders: 'standing orders',
      direct_debits: 'direct debits',
      providers: 'list of banks',
    },

    /** Rows of a bank that the core could not read, or doubts. */
    rows: {
      not_a_record: 'it is not a record with fields that each come once.',
      missing_description: 'it has no description.',
      missing_timestamp: 'it has no date.',
      bad_timestamp: 'its date is none.',
      missing_amount: 'it has no amount.',
      bad_amount: 'its amount is not a number.',
      amount_out_of_range: 'its amount is too large, or has too many digits behind the point.',
      missing_currency: 'it has no currency.',
      unknown_currency: 'its currency is not a code of three letters.',
      missing_direction: 'it does not say whether money went out or came in.',
      sign_contradiction: 'its sign contradicts its direction; the direction was followed.',
      unknown_direction: 'its direction is not known; the sign of its amount was followed.',
      bad_balance: 'the balance could not be read and was left out.',
      unknown_frequency: 'how often it is paid is not known; only its next payment is.',
      too_many_commitments: 'there are more than 1000 standing orders or direct debits; the rest was left out.',
    },

    /** What the caps give to know. */
    alerts: {
      cap_threshold: (category: string, threshold: number, spent: string, cap: string) => `${category} has reached ${threshold}% of its cap: ${spent} of ${cap}.`,
      projected_over: (category: string, projected: string, day: string, cap: string) =>
        `${category} is on the way to ${projected} by ${day}, past its cap of ${cap}.`,
    },

    /** `/?connect_error=…` */
    connecting: {
      access_denied: 'You cancelled at the bank. Nothing was stored.',
      invalid_state: 'That sign-in did not start in this browser, or was already used. Nothing was stored. Please connect again from here.',
      expired_state: 'That sign-in took longer than ten minutes, so it was dropped. Nothing was stored. Please try again.',
      missing_code: 'The bank sent you back without a permission. Nothing was stored. Please try again.',
      exchange_failed: 'The bank did not confirm the permission. Nothing was stored. Please try again.',
      bank_unavailable: 'The bank is not answering at the moment. Nothing was stored. Please try again in a few minutes.',
      bank_refused: 'The bank or TrueLayer refused the sign-in. Nothing was stored. Please try again, or choose another way to sign in there.',
      slow_down: 'There were too many attempts in a short time. Nothing was stored. Please try again in a few minutes.',
      misconfigured:
        'TrueLayer refused this openpurse itself, not you. Nothing was stored. Whoever runs it: check that TRUELAYER_ENVIRONMENT, TRUELAYER_CLIENT_ID, TRUELAYER_CLIENT_SECRET and TRUELAYER_REDIRECT_URI are those of one application in TrueLayer’s console.',
      internal: 'Something went wrong here, not at your bank. Please try again. Whoever runs this openpurse: the Worker’s log says what it was.',
    },
    connectingOther: (code: string) => `The bank could not be connected (${code}). Nothing was stored. Please try again.`,

    /** What was typed as an amount. */
    amount: {
      empty: 'Type an amount.',
      example: (whole: string, exact: string) => (whole === exact ? `Type an amount such as ${whole}.` : `Type an amount such as ${whole} or ${exact}.`),
      digits: (digits: number, mark: string) => `Use at most ${digits} ${digits === 1 ? 'digit' : 'digits'} after the ${mark === ',' ? 'comma' : 'point'}.`,
      none: 'This currency has no smaller unit: type a whole amount.',
      tooMuch: 'That is more than a cap can be.',
    },
  },
};
