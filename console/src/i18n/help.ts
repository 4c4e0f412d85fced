/** What a page is for and how to do what on it; `who` names the people a part is for. */
export type HelpPage = {
  what: string
  how: { title: string; who?: string; steps: string[] }[]
  /** Paths of pages that belong to it. */
  related?: string[]
}
/** By the path of the menu item. */
export type HelpBook = Record<string, HelpPage>
