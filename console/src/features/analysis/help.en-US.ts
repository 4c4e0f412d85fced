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
  '/analysis/movement': {
    what: 'How customers move between the official account, WeCom, the mall and the stores, as it happens.',
    how: [
      {
        title: 'Where those go who were added in WeCom',
        who: 'Operators, owners',
        steps: [
          'Choose the last 90 days and a pause of 30 days.',
          'In the row of WeCom the darkest cell is where most go.',
          'Switch to the flow and choose a band to see the people.',
        ],
      },
    ],
    related: ['/analysis/paths', '/analysis/attribution'],
  },
  '/analysis/pivot': {
    what: 'Fields dragged to rows, columns, values and filters. Every total is counted anew, every number leads to its people; two dimensions can be a heat map, too.',
    how: [
      {
        title: 'Build a table with the keyboard or on a phone',
        steps: [
          'Click a field, or press Enter on it, and choose where it goes.',
          'Fields above the table move, change and go by their own menu; values can be shares or running totals.',
          'The arrow keys go through the table, Enter opens the people of a cell; a head sorts.',
        ],
      },
      {
        title: 'Find the quiet hours',
        who: 'operators, store managers',
        steps: ['Click “hour of the day × weekday”, then “Heat map”.', 'Above it stand the three quietest hours.'],
      },
      {
        title: 'Sales of each shop by week',
        steps: ['Click “month × shop”.', 'Put “week” in the place of “month”.'],
      },
    ],
    related: ['/analysis/trend'],
  },
  '/analysis/metrics': {
    what: 'The catalogue of metrics: name, unit, meaning and formula of each. Boards, pivots, alerts and targets count by it, so one word has one number.',
    how: [
      {
        title: 'Define a metric of your own',
        who: 'Operators',
        steps: [
          'Choose New metric, then events and how they are counted; for a ratio choose One divided by another.',
          'It is tried on the last 30 days beside the form; save it when the figures are right.',
          'From then on pivots, trends and boards offer it.',
        ],
      },
    ],
    related: ['/analysis/pivot', '/analysis/trend'],
  },
  '/analysis/value': {
    what: 'People by the day, week or month of their first event, and what each has brought since (LTV), as a table and as curves.',
    how: [
      {
        title: 'When a new customer has paid back what he cost',
        who: 'Operators, owners',
        steps: [
          'First event “Friend added”, revenue event “Order paid”, summed by the paid amount, by month.',
          'Month 0 is what the month of arrival brought; further right it adds up.',
          'Compare with the cost per person in attribution: the cell that passes it is when it is paid back.',
        ],
      },
    ],
    related: ['/analysis/retention', '/analysis/attribution'],
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
      {
        title: 'See what each channel cost and brought',
        who: 'Operators, finance',
        steps: [
          '“Spend”, top right: enter by business day what channels, codes or campaigns cost; blocks can be pasted, CSV files chosen.',
          'The table then has cost, cost per person and ROI beside people, buyers and repeat rate by first touch.',
          'ROI is a metric, too: put it on boards, into alerts (below 100 %) and targets.',
        ],
      },
    ],
    related: ['/analysis/funnel', '/boards/growth'],
  },
  '/analysis/calendar': {
    what: 'Every day of a year, a column a week: seasons, weekends and sales at a glance; the darker, the more.',
    how: [
      {
        title: 'Find the busiest days of a year',
        who: 'Store managers, operations',
        steps: [
          'Choose “Order paid · Events” and a year.',
          'Rest on a day to see its figure; arrow keys move from day to day.',
          'A day opens its customers, who can be kept as an audience.',
        ],
      },
    ],
    related: ['/analysis/trend', '/analysis/pivot'],
  },
}
