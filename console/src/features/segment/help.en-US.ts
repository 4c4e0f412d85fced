import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/segments': {
    what: 'Customers for whom conditions hold: count, sample and overlaps show while you build; live audiences follow by themselves and say why.',
    how: [
      {
        title: 'Find high spenders who fell asleep',
        who: 'operator',
        steps: [
          'New audience: add “Spent, last 365 days, ≥ 500 yuan”, then “Did not, paid an order, last 30 days”.',
          'On the right see the count, what the rule says, some of them, and overlaps.',
          'Save as live: who buys leaves at once, who has not bought for 30 days enters.',
        ],
      },
      {
        title: 'Make pools that exclude each other',
        who: 'operator',
        steps: [
          'Give the audiences the same pool.',
          'The smaller priority comes first: a customer is in one of them at most.',
        ],
      },
      {
        title: 'See who they are, take a list out',
        steps: ['“View customers” opens the list, where they can be tagged; “Export” writes a file in the background.'],
      },
    ],
    related: ['/customers', '/tags'],
  },
}
