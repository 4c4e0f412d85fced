// One and the same walk by mouse or by keyboard: where a mouse clicks, keys go by Tab, arrows, Enter and Space.
import { must } from '../lib.mjs'

const STEPS_MAX = 320

export function handOf(page, by) {
  const keys = by === 'keys'
  const press = (key) => page.keyboard.press(key)

  /** By Tab, or back by Shift+Tab, as somebody who sees where it is. */
  async function reach(target) {
    await target.waitFor()
    for (let i = 0; i < STEPS_MAX; i++) {
      const way = await target.evaluate((e) => {
        const at = document.activeElement
        if (e.contains(at)) return ''
        const isBefore = at !== document.body && at.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING
        return isBefore && !at.contains(e) ? 'Shift+Tab' : 'Tab'
      })
      if (way === '') return
      await press(way)
    }
    must(false, `Tab does not lead to ${target}`)
  }
  /** Moves by an arrow until what is active says `text`, and stays there: it follows a key a moment later. */
  async function until(active, text, arrow) {
    for (let i = 0; i < 80; i++) {
      const found = await active()
      if (found?.includes(text)) {
        await page.waitForTimeout(100)
        if ((await active())?.includes(text)) return
        continue
      }
      await press(arrow)
      for (let k = 0; k < 20 && (await active()) === found; k++) await page.waitForTimeout(30)
    }
    must(false, `the arrows do not lead to ${text}`)
  }
  const textOf = (selector) => () => page.evaluate((s) => document.querySelector(s)?.textContent ?? '', selector)

  return {
    keys,
    reach,
    async press(target) {
      if (!keys) return target.click()
      await reach(target)
      await press('Enter')
    },
    async toggle(target) {
      if (!keys) return target.click()
      await reach(target)
      await press('Space')
    },
    async write(target, text) {
      if (!keys) return target.fill(text)
      await reach(target)
      await press('Control+a')
      await page.keyboard.insertText(text)
    },
    /** One of a group of radios or of a segmented control. */
    async choose(group, text) {
      if (!keys) return group.getByText(text, { exact: true }).click()
      await reach(group)
      if (await group.evaluate((e) => e === document.activeElement)) await press('Tab')
      const checked = () =>
        group.evaluate((e) => (e.querySelector('input:checked')?.closest('label') ?? e.querySelector('b'))?.textContent)
      for (let i = 0; i < 12 && (await checked()) !== text; i++) {
        await press('ArrowRight')
        await page.waitForTimeout(50)
      }
      must((await checked()) === text, `the arrows do not choose ${text}`)
    },
    /** What a select offers under its box. */
    async pick(box, text) {
      const shown = '.ant-select-dropdown:not(.ant-select-dropdown-hidden)'
      if (!keys) {
        await box.click()
        if (await box.isEditable()) await box.fill(text)
        await page.locator(`${shown} .ant-select-item-option`, { hasText: text }).first().click()
      } else {
        await reach(box)
        await press('ArrowDown')
        if (await box.isEditable()) await page.keyboard.insertText(text)
        await page.locator(`${shown} .ant-select-item-option`, { hasText: text }).first().waitFor()
        await until(textOf(`${shown} .ant-select-item-option-active`), text, 'ArrowDown')
        await press('Enter')
      }
    },
    /** Several of a tree; it is searched for each. */
    async pickInTree(box, names) {
      const shown = '.ant-select-dropdown:not(.ant-select-dropdown-hidden)'
      if (keys) await reach(box)
      else await box.click()
      for (const name of names) {
        if (keys) {
          await press('Control+a')
          await page.keyboard.insertText(name)
        } else await box.fill(name)
        const node = page.locator(`${shown} .ant-select-tree-treenode`, { hasText: name }).last()
        await node.waitFor()
        await page.waitForTimeout(200)
        if (keys) {
          await until(textOf(`${shown} .ant-select-tree-treenode-active`), name, 'ArrowDown')
          await press('Enter')
        } else await node.locator('.ant-select-tree-checkbox').click()
      }
      await press('Escape')
      await page.locator(shown).waitFor({ state: 'hidden' })
    },
    /** An item of the menu that a button opens. */
    async menu(button, text) {
      const shown = '.ant-dropdown:not(.ant-dropdown-hidden)'
      if (!keys) {
        await button.click()
        return page.locator(`${shown} [role=menuitem]`, { hasText: text }).first().click()
      }
      await reach(button)
      await press('Enter')
      await page.locator(`${shown} [role=menuitem]`).first().waitFor()
      await page.waitForTimeout(250)
      await press('ArrowDown')
      // Enter goes to the item with the focus; the one that is marked may be ahead of it.
      const focused = () => page.evaluate(() => document.activeElement?.closest('[role=menuitem]')?.textContent ?? '')
      await until(focused, text, 'ArrowDown')
      await press('Enter')
    },
    /** Dates are typed by either hand. */
    async date(box, text) {
      if (keys) await reach(box)
      else await box.click()
      await press('Control+a')
      await page.keyboard.insertText(text)
      await press('Enter')
    },
    async file(button, files) {
      const chooser = page.waitForEvent('filechooser')
      if (keys) {
        await reach(button)
        await press('Enter')
      } else await button.click()
      await (await chooser).setFiles(files)
    },
    async download(run) {
      const coming = page.waitForEvent('download')
      await run()
      return coming
    },
  }
}
