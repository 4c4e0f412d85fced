import { START } from '@/ui/landing'

/** Only paths of our own: a link from outside must not send a user elsewhere. Who came for nothing
 * in particular begins where he wants to begin. */
export const safeReturn = (to: string | undefined): string => (to && to !== '/' && /^\/(?![/\\])/.test(to) ? to : START)
