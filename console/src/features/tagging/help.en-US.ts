import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/attributes': {
    what: 'What can be known of a customer; when sources differ a policy decides which value counts, and says why.',
    how: [
      {
        title: 'Let “half sugar” win over “none”',
        who: 'Operators',
        steps: [
          'Make an attribute with choices and choose the weighed policy.',
          'Give the till more weight than the mini program; set half-life and distance.',
          'See evidence and reason on the page of a customer; it is decided anew when evidence changes.',
        ],
      },
    ],
    related: ['/dictionary', '/tags'],
  },
  '/dictionary': {
    what: 'Raw values of platforms made into standard tags and attributes, in versions.',
    how: [
      {
        title: 'Translate “mother-baby 2 years”',
        who: 'Operators',
        steps: [
          'A new rule: the pattern mother-baby {age:number} years gives the tag mother and baby age = {age}.',
          'Try it out: see what differs between draft and live version.',
          'Publish; history is translated anew in the background, as often as you like.',
        ],
      },
      {
        title: 'Values nothing matches',
        who: 'Operators',
        steps: ['Begin with those most customers have.', 'Write a rule for one with one click.'],
      },
    ],
    related: ['/attributes', '/tags'],
  },
}
