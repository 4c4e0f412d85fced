import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/group-chats': {
    what: 'Customer groups of WeCom: owner, members, joins and leaves, and how many stay.',
    how: [
      {
        title: 'Look at a group',
        who: 'Operators',
        steps: ['Click the name for members and figures.', '“Refresh” reads the group from WeCom again.'],
      },
    ],
    related: ['/customers'],
  },
}
