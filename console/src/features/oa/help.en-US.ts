import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/official-accounts': {
    what: 'QR codes, menu and replies of official accounts, followers and figures, and how many friends in WeCom they brought.',
    how: [
      {
        title: 'Lead followers to WeCom',
        who: 'Operators',
        steps: [
          'Make a channel code for the account.',
          'Choose it in the menu, a reply or a QR code; enter articles that carry it under "Leading to WeCom".',
          'When a follower adds a member, it is attributed there and on the timeline of the customer.',
        ],
      },
      {
        title: 'Publish the menu',
        who: 'Operators',
        steps: [
          'Add buttons and say what a tap does; the preview follows.',
          'Save, then publish.',
          'Compare with the account to see what phones show.',
        ],
      },
    ],
    related: ['/channel-codes', '/settings/connections'],
  },
}
