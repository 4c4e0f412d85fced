import type { HelpBook } from '@/i18n/help'

export const help: HelpBook = {
  '/analysis/trend': {
    what: 'How often, how many people, how much, over time; divided by source, store or channel, beside the period or the year before.',
    how: [
      {
        title: 'Paid amount a week by channel',
        who: 'operators, owners',
        steps: [
          'Choose “order paid”, the sum, and the property “paid”.',
          'By week, divided by channel.',
          'Choose “stacked”; the copied link opens the same.',
        ],
      },
      {
        title: 'Take the data',
        steps: ['“More” on the picture: a table (CSV) or a picture (PNG).', 'As a table it can be sorted.'],
      },
    ],
    related: ['/boards/growth', '/analysis/funnel'],
  },
  '/analysis/funnel': {
    what: 'How many get from step to step, where they are lost and how long it takes; every number opens the customers behind it.',
    how: [
      {
        title: 'From adding to paying',
        who: 'operators',
        steps: [
          'Choose the steps; each may have conditions, as an amount of 100 yuan at least.',
          'Choose within what time, as 30 days.',
          'Click “dropped” to see who, and follow up.',
        ],
      },
      {
        title: 'Compare channels',
        steps: [
          'Divide by channel or source: one funnel for each.',
          'Count sessions to see what happens within one visit.',
        ],
      },
    ],
    related: ['/analysis/retention', '/segments'],
  },
  '/analysis/retention': {
    what: 'Of those who had a first event, how many come back each day, week or month.',
    how: [
      {
        title: 'Purchases after being added',
        who: 'operators, owners',
        steps: [
          'First event “added”, returning event “order paid”, by week.',
          'The darker the more; click a number to see who.',
          'As curves the cohorts lie on each other.',
        ],
      },
    ],
    related: ['/analysis/funnel', '/boards/growth'],
  },
  '/analysis/paths': {
    what: 'A Sankey diagram: from what to what customers go within a session, and where they leave; the wider the more.',
    how: [
      {
        title: 'What comes before paying',
        who: 'operators',
        steps: [
          'Choose “To…” and “order paid”.',
          'Leave out events you do not care for.',
          'Click a stream to see who.',
        ],
      },
    ],
    related: ['/analysis/funnel'],
  },
  '/analysis/pivot': {
    what: 'Two dimensions crossed as a heat map: hours by weekday, weeks by shop; as figures, or shares of the row or of all.',
    how: [
      {
        title: 'Find the quiet hours',
        who: 'operators, store managers',
        steps: [
          'Click “hour of the day × weekday”.',
          'Above the map stand the three quietest hours, for an offer of the hour.',
        ],
      },
      {
        title: 'Sales of each shop by week',
        steps: ['Click “week × shop”.', 'Metric: the sum of “paid” of “order paid”.'],
      },
    ],
    related: ['/analysis/trend'],
  },
  '/analysis/attribution': {
    what: 'Which channels touched a customer before he bought, and what each deserves by seven models.',
    how: [
      {
        title: 'Sales by channel of acquisition',
        who: 'operators, owners',
        steps: [
          'Touches: “contact added”, channel from “way of adding”.',
          'Goal: “order paid”, the sum of “paid”.',
          'Every column has the same total; goals without a touch have a row of their own.',
        ],
      },
    ],
    related: ['/analysis/funnel', '/boards/growth'],
  },
}
