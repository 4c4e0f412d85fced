import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/channel-codes': {
    what: "A channel code is one QR code that never changes; several members of staff receive behind it, by time slots, and each customer's source is recorded.",
    how: [
      {
        title: 'Create a code',
        who: 'Operators',
        steps: [
          'Choose “New”, give a name and the receiving staff.',
          'Add time slots, daily caps and backup staff as needed.',
          'Set tags, remark and welcome for new friends, and save.',
        ],
      },
      {
        title: 'Use and measure it',
        who: 'Operators, stores',
        steps: [
          'Open the code and download the QR code or a poster.',
          'See adds, losses and retention on its page.',
          'For many media at once use the batch page.',
        ],
      },
    ],
    related: ['/welcome-policies', '/tags'],
  },
}
