import type { PageRoute } from '@/ui/url'

export const signIn: PageRoute = { path: '/sign-in', load: () => import('./SignInPage') }

export const routes: PageRoute[] = [
  { path: '/settings/org', need: 'org.read', load: () => import('./OrgPage') },
  { path: '/settings/stores', need: 'org.read', load: () => import('./StoresPage') },
  { path: '/settings/stores/import', need: 'org.write', load: () => import('./ImportPage') },
  { path: '/settings/users', need: 'user.read', load: () => import('./access/UsersPage') },
  { path: '/settings/roles', need: 'user.read', load: () => import('./access/RolesPage') },
  { path: '/settings/roles/allowances', need: 'user.read', load: () => import('./allowance/AllowancesPage') },
  { path: '/settings/roles/$id', need: 'user.read', load: () => import('./access/RolePage') },
  { path: '/settings/security', load: () => import('./access/SecurityPage') },
  { path: '/settings/api-keys', need: 'api_key.write', load: () => import('./access/ApiKeysPage') },
  { path: '/settings/audit', need: 'audit.read', load: () => import('./access/AuditPage') },
]
