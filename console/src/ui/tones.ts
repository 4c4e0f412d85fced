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
