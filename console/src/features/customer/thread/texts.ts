import { useLang } from '@/i18n'

/** Words of the conversation: they come with it, not with the shell. */
const zh = {
  none: '还没有对话。公众号消息、欢迎语和网站、直播间发来的消息会出现在这里。',
  noneHere: '这个渠道还没有对话。',
  all: '全部渠道',
  channel: '渠道',
  earlier: '更早的对话',
  noWords: '[{kind}]',
  byRule: '自动回复',
  us: '品牌',
  channels: {
    oa: '公众号',
    wecom: '企业微信',
    web: '网站',
    app: 'App',
    mini_program: '小程序',
    douyin_live: '抖音直播',
    taobao: '淘宝',
  } as Record<string, string>,
  kinds: {
    image: '图片',
    voice: '语音',
    video: '视频',
    shortvideo: '小视频',
    location: '位置',
    link: '链接',
    file: '文件',
  } as Record<string, string>,
}

const en: typeof zh = {
  none: 'Nothing was said yet. Messages of official accounts, welcomes, and what is asked on sites and live streams come here.',
  noneHere: 'Nothing was said on this channel yet.',
  all: 'All channels',
  channel: 'Channel',
  earlier: 'Earlier',
  noWords: '[{kind}]',
  byRule: 'By rule',
  us: 'Us',
  channels: {
    oa: 'Official account',
    wecom: 'WeCom',
    web: 'Website',
    app: 'App',
    mini_program: 'Mini program',
    douyin_live: 'Douyin live',
    taobao: 'Taobao',
  },
  kinds: {
    image: 'picture',
    voice: 'voice',
    video: 'video',
    shortvideo: 'short video',
    location: 'place',
    link: 'link',
    file: 'file',
  },
}

export const useTexts = (): typeof zh => (useLang() === 'zh-CN' ? zh : en)
