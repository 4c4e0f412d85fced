import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/': {
    what: 'The desk lists only what is yours today: losses to win back, things that need attention, your background jobs. When all is dealt with it says so.',
    how: [
      {
        title: 'Deal with a loss',
        who: 'Store managers, guides, advisers',
        steps: [
          "Click the customer's name for facts and timeline.",
          'After contacting the customer choose “Contacted”; to stop following up choose “Give up”.',
          'A slip can be undone from the notice. A customer who adds you again becomes “Won back” by himself.',
        ],
      },
      {
        title: 'Deal with an alert',
        who: 'Administrators, operators',
        steps: [
          'Each alert has one button that leads to the page where it is solved.',
          'Once solved it disappears by itself.',
        ],
      },
    ],
    related: ['/losses', '/settings/connections'],
  },
  '/settings/notifications': {
    what: 'Choose how you are told of each kind: by bell, by WeCom app message, or not at all; and when not to be disturbed. It concerns only you.',
    how: [
      {
        title: 'Choose how you are told',
        steps: [
          'For each kind choose “Bell”, “WeCom” or “Off”; it is saved at once.',
          'With “WeCom” the same line also stands in the bell.',
        ],
      },
      {
        title: 'Set quiet hours',
        steps: [
          'Enter when they begin and end, for example 22:00 to 08:00; they may pass midnight.',
          'App messages wait until the end of the quiet hours; the bell is not affected.',
        ],
      },
    ],
    related: ['/'],
  },
  '/settings/modules': {
    what: 'Switch parts of the product on or off, for the whole brand or for single stores. Nothing is deleted; switch a part on again and go on.',
    how: [
      {
        title: 'Switch a module off',
        who: 'Administrators',
        steps: [
          'Turn the switch, read what stops, and confirm.',
          'The menu hides it at once and the server refuses it; data stays.',
        ],
      },
      {
        title: 'Only for some stores',
        who: 'Administrators',
        steps: [
          'Choose “Off in these stores” below the module.',
          'It concerns members who see no more than their stores, such as store managers and guides.',
        ],
      },
    ],
    related: ['/settings/stores'],
  },
}
