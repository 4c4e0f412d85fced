import { theme as antd, type ThemeConfig } from 'antd'
import type { PrefValues } from '@/ui/prefs'

export const FONT =
  "-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',sans-serif"

const NIGHT_BLUE = '#8fbfff'
const NIGHT_RED = '#ff8f8c'

/** antd's compact spacing without its smaller texts, which would come down to 10 px. */
const compact: typeof antd.compactAlgorithm = (seed, map) => {
  const base = map ?? antd.defaultAlgorithm(seed)
  const fonts = Object.entries(base).filter(([name]) => /^(fontSize|lineHeight|fontHeight)/.test(name))
  return { ...antd.compactAlgorithm(seed, base), ...Object.fromEntries(fonts) }
}

/** What a finger hits on a phone, px. */
const FINGER = 44

/** The look: neutral surfaces, one blue, contrast of at least 4.5 for text; on a phone nothing smaller than a finger. */
export function themeOf({ dark, density, colorBlind }: PrefValues, isPhone: boolean): ThemeConfig {
  const algorithm = [dark ? antd.darkAlgorithm : antd.defaultAlgorithm]
  if (density === 'compact') algorithm.push(compact)
  const light = {
    colorBgLayout: '#f5f5f5',
    colorTextSecondary: '#595959',
    colorTextTertiary: '#666',
    colorTextDescription: '#666',
    colorTextPlaceholder: '#707070',
    colorTextDisabled: '#767676',
    colorLink: '#0958d9',
    colorPrimary: '#1668dc',
    colorError: '#cf1322',
    colorWarning: '#ad6800',
    colorWarningBg: '#fff8e6',
    colorWarningBorder: '#f0d9a0',
    colorSuccess: colorBlind ? '#2166ac' : '#237804',
    colorSuccessBg: colorBlind ? '#e5eef8' : '#edf7e8',
    colorSuccessBorder: colorBlind ? '#b5cfe8' : '#b9dcaa',
  }
  const night = {
    colorPrimary: '#3c89e8',
    colorLink: '#7db5f5',
    colorTextSecondary: '#bfbfbf',
    colorTextTertiary: '#b0b0b0',
    colorTextDescription: '#b0b0b0',
    colorTextPlaceholder: '#8c8c8c',
  }
  return {
    algorithm,
    token: {
      fontFamily: FONT,
      ...(density === 'compact' ? { fontSize: 13, fontSizeSM: 12 } : { fontSize: 14 }),
      ...(isPhone ? { controlHeight: FINGER, controlHeightSM: FINGER, controlHeightLG: FINGER } : {}),
      // Rings of focus: of a contrast of 3 on white and in the dark.
      colorPrimaryBorder: '#3c89e8',
      borderRadius: 6,
      borderRadiusLG: 8,
      motionDurationMid: '0.15s',
      motionDurationSlow: '0.2s',
      motion: !(typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches),
      ...(dark ? night : light),
    },
    components: {
      Menu: {
        itemBorderRadius: 6,
        subMenuItemBg: 'transparent',
        activeBarBorderWidth: 0,
        ...(density === 'compact' ? { itemHeight: 34 } : {}),
        ...(dark ? { itemSelectedColor: NIGHT_BLUE, subMenuItemSelectedColor: NIGHT_BLUE } : {}),
      },
      ...(isPhone ? { Segmented: { trackPadding: 0 } } : {}),
      Table: { headerBorderRadius: 0, cellPaddingInlineSM: 8, cellPaddingInlineMD: 8 },
      ...(dark
        ? {
            Tabs: { itemSelectedColor: NIGHT_BLUE, itemHoverColor: NIGHT_BLUE },
            Button: {
              colorPrimary: '#1668dc',
              colorPrimaryHover: '#1554ad',
              defaultHoverColor: NIGHT_BLUE,
              defaultHoverBorderColor: NIGHT_BLUE,
              colorError: NIGHT_RED,
              colorErrorHover: NIGHT_RED,
            },
            Form: { colorError: NIGHT_RED },
            Dropdown: { colorError: NIGHT_RED },
            Tag: { blue7: NIGHT_BLUE },
          }
        : { Button: { defaultHoverColor: '#0958d9', defaultHoverBorderColor: '#0958d9' } }),
    },
  }
}
