// Every address of the Worker, as the tests of the door knock at it: its methods and who may use them.

export type Guard = 'open' | 'personal';

export interface Knock {
  path: string;
  /** The methods it takes; HEAD goes with GET. */
  methods: string[];
  /** What reading it needs: nothing, or that no other site's page asks. */
  reading: Guard;
}

export const ROUTES: Knock[] = [
  { path: '/auth/open-banking', methods: ['GET', 'DELETE'], reading: 'open' },
  { path: '/auth/open-banking/callback', methods: ['GET', 'POST'], reading: 'open' },
  { path: '/auth/open-banking/status', methods: ['GET'], reading: 'personal' },
  { path: '/auth/open-banking/connections/nobody', methods: ['DELETE'], reading: 'personal' },
  { path: '/auth/open-banking/connections/nobody/renew', methods: ['POST'], reading: 'personal' },
  { path: '/auth/logout', methods: ['POST'], reading: 'personal' },
  { path: '/api/providers', methods: ['GET'], reading: 'open' },
  { path: '/api/bank-accounts', methods: ['GET'], reading: 'personal' },
  { path: '/api/transactions', methods: ['GET'], reading: 'personal' },
  { path: '/api/feed', methods: ['GET'], reading: 'personal' },
  { path: '/budget_scan', methods: ['GET'], reading: 'personal' },
  { path: '/api/budget-settings', methods: ['GET', 'PUT'], reading: 'personal' },
  { path: '/api/notifications', methods: ['GET', 'PUT', 'DELETE'], reading: 'personal' },
  { path: '/healthz', methods: ['GET'], reading: 'open' },
  { path: '/openapi.json', methods: ['GET'], reading: 'open' },
];

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'];

export function takes({ methods }: Knock, method: string): boolean {
  return methods.includes(method === 'HEAD' ? 'GET' : method);
}

/** What an answer must have, whoever made it. */
export const HEADERS: Record<string, RegExp> = {
  'content-security-policy': /^default-src 'none';(?!.*'unsafe-)(?!.*\*).*frame-ancestors 'none'$/,
  'strict-transport-security': /^max-age=31536000; includeSubDomains$/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^no-referrer$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'permissions-policy': /^(?=.*camera=\(\))(?=.*geolocation=\(\))(?=.*microphone=\(\))(?=.*payment=\(\))[a-z-]+=\(\)(, [a-z-]+=\(\))*$/,
};
