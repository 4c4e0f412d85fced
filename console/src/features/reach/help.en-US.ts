import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/welcome-policies': {
    what: 'What a new friend receives by himself. One is chosen in this order: code, time slot, staff, department, default.',
    how: [
      {
        title: 'Set up a welcome',
        who: 'Operators',
        steps: [
          'Create a policy; choose whom and when it is for.',
          'Write the text with variables such as customer, staff and store name, and add attachments.',
          "With “Try it” see which one a member's new customer would get, and why.",
        ],
      },
    ],
    related: ['/channel-codes'],
  },
}
