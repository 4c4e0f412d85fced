import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/settings/imports': {
    what: 'Files of rows (CSV or Excel, packed or not) become customers, orders, events or products.',
    how: [
      {
        title: 'Bring a file in',
        steps: [
          'Upload it and choose what it holds.',
          'See what each column becomes, or use a remembered mapping; without a header row say so: columns are A, B, C.',
          'Look at the first 20 rows, then start.',
        ],
      },
      {
        title: 'Rows with a problem',
        steps: [
          'Download the refused rows at the end; each ends with its reason.',
          'Correct them and upload the file: what is there already is not doubled.',
        ],
      },
      {
        title: 'Undo import',
        steps: [
          'An import of customers can be undone: whom it made and nobody touched since is deleted, its tags come off; who stays is listed with the reason.',
        ],
      },
      { title: 'Stop and go on', steps: ['Stop it at any time; it goes on where it was.'] },
    ],
    related: ['/customers', '/orders', '/products', '/settings/jobs'],
  },
}
