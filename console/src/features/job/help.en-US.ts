import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/settings/jobs': {
    what: 'Longer work such as sync, import and export runs in the background and goes on when the page is closed.',
    how: [
      {
        title: 'Look and act',
        who: 'Operators',
        steps: [
          'Open a job for progress, failures and its file.',
          'A failed or cancelled job can go on where it stopped.',
        ],
      },
    ],
    related: ['/'],
  },
}
