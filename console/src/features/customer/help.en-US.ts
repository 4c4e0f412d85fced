import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/customers': {
    what: 'Customers of all channels, one record per person. Filters are part of the address: save them as a view or send the link.',
    how: [
      {
        title: 'Find a customer',
        steps: [
          'Search by name, remark or phone; pinyin and initials work.',
          'Combine filters: tags, staff, store, source, time.',
          'Save what you use often as a view.',
        ],
      },
      {
        title: 'Change many at once',
        who: 'Operators, store managers',
        steps: [
          'Tick customers, or press Ctrl+A for all that match.',
          'Tag, change remarks or export in the bar below; progress is in the job tray.',
        ],
      },
    ],
    related: ['/tags', '/losses'],
  },
  '/losses': {
    what: 'Customers whose friendship has ended lately: who ended it, and how long it had lasted.',
    how: [
      {
        title: 'Follow up',
        who: 'Store managers, guides',
        steps: [
          'Deal with each one from “To win back” on the desk.',
          'Filter here by member or by who ended it, to find why losses gather.',
        ],
      },
    ],
    related: ['/', '/customers'],
  },
  '/merge-reviews': {
    what: 'Pairs of customers who may be one person, side by side, for people to decide. What is certain was merged by the policy and is not here.',
    how: [
      {
        title: 'Decide pair by pair',
        who: 'Administrators, headquarters',
        steps: [
          'Look at the evidence first: one identity that both have, or facts that are alike.',
          'Merge if it is one person (Y), refuse if not (N), or leave it for later (L).',
          "A wrong merge can be split on the customer's page; everything stands as before.",
        ],
      },
      {
        title: 'Find duplicates',
        steps: [
          'Switch the search for alike customers on in the merge policy.',
          'Press “Find duplicates”: only new and changed customers are compared.',
        ],
      },
    ],
    related: ['/settings/merge-policy', '/customers'],
  },
  '/settings/merge-policy': {
    what: 'Which evidence merges customers by itself, which asks people, which is only kept. Two verified persons never merge by themselves.',
    how: [
      {
        title: 'Change the policy',
        who: 'Administrators',
        steps: [
          'For each kind of identity choose what follows when both sides are verified, and when one is not.',
          'Choose whether alike customers are looked for every day, and how alike they must be.',
          'It holds for new evidence; merges that were made stay.',
        ],
      },
    ],
    related: ['/merge-reviews'],
  },
  '/settings/erasures': {
    what: 'When a customer asks to be deleted, it is asked for on his page and carried out here, after somebody looked. Name, phone, identities, tags, notes and the content of events go for good; orders and figures stay and lead to nobody.',
    how: [
      {
        title: 'Deal with a request',
        who: 'Administrator, headquarters',
        steps: [
          'Open the customer, make sure he asked himself; give him the export of all his data first if he wants it.',
          'Press “Look at it” and read what goes and what stays.',
          'Type the name and carry it out; or refuse with a reason.',
        ],
      },
    ],
    related: ['/customers', '/settings/audit'],
  },
  '/tags': {
    what: 'There are corp tags and internal tags. Corp tags are synchronised with WeCom both ways; internal ones stay here.',
    how: [
      {
        title: 'Create and arrange',
        who: 'Operators',
        steps: [
          'Create a group, then add tags to it.',
          'Drag to reorder; the order of corp tags goes to WeCom.',
          'Corp tags made by another app can only be read.',
        ],
      },
    ],
    related: ['/customers'],
  },
}
