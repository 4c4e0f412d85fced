import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/boards': {
    what: 'Figures, curves and tables on one page: ready ones for each desk, to be copied; an open board follows what happens.',
    how: [
      {
        title: 'A board of your own',
        steps: [
          'Open a ready one and copy it.',
          'Edit: add tiles from the catalogue, move them by mouse or arrow keys, resize with Shift and arrow keys; Ctrl Z takes a step back, Ctrl Shift Z does it again.',
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
    related: ['/reports', '/boards/growth', '/analysis/trend'],
  },
  '/reports': {
    what: 'Draws a board as a picture that reads well on a phone and sends it on time to WeCom and the bell, with the spreadsheet if you like.',
    how: [
      {
        title: 'Setting it up',
        steps: [
          'Open a board, filter it as you need, choose “Schedule”, then “New schedule”.',
          'Choose the days and the time; send it to yourself, or to colleagues (share the board first).',
          'Choose “Send to me now” to try it, and look at the picture under “Sent reports”.',
        ],
      },
      {
        title: 'Who sees what',
        steps: [
          'Each gets the figures he would see on the board himself; who may not see the board gets nothing, and the record says why.',
          'Set “Boards sent to me” to the bell alone in the notification settings to get no pictures in WeCom; or choose “Unsubscribe”.',
        ],
      },
      {
        title: 'When it did not come on time',
        steps: [
          'Nothing ran when it was due: it comes once afterwards and says when it was due.',
          'Its maker left or may no more, or the board cannot be opened: it is paused and people are told; take it over, look at it, switch it on.',
        ],
      },
    ],
    related: ['/boards', '/alerts', '/settings/notifications'],
  },
}
