/** Colours of series, told apart from each other on light and dark. */
const STANDARD = [
  '#1668dc',
  '#52a065',
  '#d89614',
  '#8b5cd6',
  '#13a8a8',
  '#d8635c',
  '#5b8c00',
  '#c41d7f',
  '#7a8699',
  '#e87040',
]
/** The same for those who do not tell red from green. */
const BLIND = ['#0072b2', '#e69f00', '#56b4e9', '#009e73', '#cc79a7', '#d55e00', '#999999', '#f0e442']

export const tonesFor = (colorBlind: boolean): string[] => (colorBlind ? BLIND : STANDARD)

const MARKS = [
  'circle',
  'rect',
  'triangle',
  'diamond',
  'emptyCircle',
  'emptyRect',
  'emptyTriangle',
  'emptyDiamond',
  'arrow',
]
const DASHES = ['solid', 'dashed', 'dotted', [12, 4, 2, 4]] as const

/** The n-th line: where colours are not told apart its points and its dashes differ from its neighbours', too. */
export const lineMarks = (n: number, colorBlind: boolean, width: number, points = 0) =>
  colorBlind
    ? { symbol: MARKS[n % MARKS.length], symbolSize: 8, lineStyle: { width, type: DASHES[n % DASHES.length] } }
    : { symbol: points ? 'circle' : 'none', symbolSize: points, lineStyle: { width } }
/** The squares of a legend show no mark: where marks count it draws the line itself. */
export const legendMarks = (colorBlind: boolean) =>
  colorBlind ? { itemWidth: 28, itemHeight: 10 } : { icon: 'roundRect', itemWidth: 10, itemHeight: 10 }
