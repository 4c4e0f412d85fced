import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/boards': {
    what: 'Figures, curves and tables on one page: ready ones for each desk, to be copied; an open board follows what happens.',
    how: [
      {
        title: 'A board of your own',
        steps: [
          'Open a ready one and copy it.',
          'Edit: add tiles from the catalogue, move them by mouse or arrow keys, resize with Shift and arrow keys.',
          'Save; share it, and let others change it.',
          'When a colleague left, an admin takes over the boards from the list.',
        ],
      },
      {
        title: 'Filter the whole board',
        steps: [
          'Choose a period, a comparison, channels, a store, department or member of staff, or “More conditions” for audiences, tags and facts.',
          'The filter stands in the address: a colleague who opens it sees the same. “Make it the default” keeps it with the board.',
          'A tile whose events do not carry what is asked says so.',
        ],
      },
      {
        title: 'An analysis as a tile',
        steps: ['On trends, funnels, retention, paths, pivot, attribution: “More → Save as a tile”.'],
      },
      { title: 'On the wall, on paper', steps: ['The full screen button for a wall.', 'Print, or save as PDF.'] },
    ],
    related: ['/boards/growth', '/analysis/trend'],
  },
}
