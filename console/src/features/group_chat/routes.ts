import type { PageRoute } from '@/ui/url'

export const routes: PageRoute[] = [
  { path: '/group-chats', need: 'group_chat.read', load: () => import('./GroupChatsPage') },
  { path: '/group-chats/$id', need: 'group_chat.read', load: () => import('./GroupChatPage') },
]
