/** Only paths of our own: a link from outside must not send a user elsewhere. */
export const safeReturn = (to: string | undefined): string => (to && /^\/(?![/\\])/.test(to) ? to : '/')
