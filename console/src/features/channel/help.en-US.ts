import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/settings/connections': {
    what: 'Connections with WeCom: health, latest callbacks, and what we tell the platform.',
    how: [
      {
        title: 'Connect WeCom',
        who: 'Administrators',
        steps: [
          'Choose “Connect” and follow the wizard with corp ID and secret.',
          'Paste callback address, token and key into the WeCom admin site and verify.',
          'Start the first sync; progress is in the job tray.',
        ],
      },
      {
        title: 'Find out what is wrong',
        who: 'Administrators, operators',
        steps: ['See why a connection is red and what to do.', 'Failed callbacks and operations can be replayed.'],
      },
    ],
    related: ['/settings/jobs'],
  },
  '/settings/sources': {
    what: 'Where tracked events come from: write keys, the live debugger, events and their properties.',
    how: [
      {
        title: 'Connect a site or a program',
        who: 'Administrators',
        steps: [
          'Create a source and copy its write key.',
          'Give the official SDK the key and the address of this server.',
          'See events arrive in the live debugger.',
        ],
      },
      {
        title: 'Block or rename a type of events',
        who: 'Administrators',
        steps: [
          'Open "Events and properties".',
          'Choose Edit, then block it or give it a new name; only new events are affected.',
        ],
      },
    ],
    related: ['/settings/connections'],
  },
}
