import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/settings/org': {
    what: 'Departments and staff as WeCom has them. WeCom decides their data; which store they work in is set here.',
    how: [
      {
        title: 'Place staff in stores',
        who: 'Administrators, operators',
        steps: [
          'Choose members and set their store; many at once work too.',
          'Who leaves is shown as left; the history of his customers stays.',
        ],
      },
    ],
    related: ['/settings/stores', '/settings/users'],
  },
  '/settings/stores': {
    what: 'Regions and stores form one tree, which decides whom branch administrators and store managers see.',
    how: [
      {
        title: 'Keep stores',
        who: 'Administrators, operators',
        steps: [
          'Create regions and stores, or import them from a spreadsheet.',
          'Drag to move; scopes follow at once.',
        ],
      },
    ],
    related: ['/settings/org', '/settings/roles'],
  },
  '/settings/users': {
    what: 'Who may sign in to the console. Each has one role and may be linked to a member of staff.',
    how: [
      {
        title: 'Add a user',
        who: 'Administrators',
        steps: [
          'Create a user, choose a role and link the member.',
          'Store managers and branch administrators can be given stores or regions.',
          'Disabling a user ends his sessions at once.',
        ],
      },
    ],
    related: ['/settings/roles'],
  },
  '/settings/roles': {
    what: 'A role decides what may be done, who is seen, and how personal data is shown. Presets can be copied and changed.',
    how: [
      {
        title: 'Make a role',
        who: 'Administrators',
        steps: [
          'Copy the preset that is nearest.',
          'Tick permissions, choose the scope, set the masks.',
          'Check it with “View as”.',
        ],
      },
      {
        title: 'Bound exports and reveals',
        who: 'Administrators',
        steps: [
          'Under “Allowances”, set for a role how many rows a day and a month may be exported, how many facts revealed, how many customers changed at once.',
          '“Used this month” lists who used how much; what is more is refused and stands in the audit log.',
        ],
      },
    ],
    related: ['/settings/users'],
  },
  '/settings/security': {
    what: 'Your second factor and signed-in devices; administrators also set what all must do and which networks are allowed.',
    how: [
      {
        title: 'Turn on the second factor',
        steps: [
          'Scan the code with an authenticator app and enter six digits.',
          'Keep the recovery codes in a safe place.',
        ],
      },
    ],
    related: ['/settings/users'],
  },
  '/settings/api-keys': {
    what: 'Keys for other systems. A key is shown once, when it is made.',
    how: [
      {
        title: 'Create a key',
        who: 'Administrators',
        steps: [
          'Choose the fewest permissions and an expiry.',
          'Copy the key and keep it safe; it is not shown again.',
        ],
      },
    ],
    related: ['/settings/audit'],
  },
  '/settings/audit': {
    what: 'Who did what, and when. The lines are chained, so that a change to one would show.',
    how: [
      {
        title: 'Find a line',
        who: 'Administrators, auditors',
        steps: ['Filter by person, action and time.', 'Open a line for its object and address.'],
      },
    ],
    related: ['/settings/users'],
  },
}
