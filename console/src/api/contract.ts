import type { components as Ours } from './schema'
import type { paths, components as Server } from './server'

/** The paths that answer a method; a path the server does not have does not compile. */
export type PathOf<Method extends string> = {
  [Path in keyof paths]: paths[Path] extends { [M in Method]: unknown } ? Path : never
}[keyof paths]

/** Our name of a shape, and the server's. */
type Twins = {
  GrowthBoard: 'GrowthBoard'
  GrowthFigures: 'GrowthFigures'
  GrowthRow: 'GrowthRow'
  RetentionBoard: 'RetentionBoard'
  CohortRow: 'CohortRow'
  BoardPerson: 'BoardPerson'
  Me: 'Me'
  User: 'User'
  Role: 'Role'
  Masks: 'Masks'
  UserPlace: 'UserPlace'
  Permission: 'PermissionView'
  Session: 'SessionView'
  TotpState: 'TotpState'
  TotpEnrolment: 'TotpEnrolment'
  RecoveryCodes: 'RecoveryCodes'
  Security: 'Security'
  ApiKey: 'ApiKey'
  Department: 'Department'
  Staff: 'Staff'
  Region: 'Region'
  Store: 'Store'
  TreeStore: 'TreeStore'
  OrgTree: 'OrgTree'
  Notification: 'Notification'
  NoticeSettings: 'NoticeSettings'
  ModuleSwitch: 'ModuleSwitch'
  FirstSteps: 'FirstSteps'
  WinBack: 'WinBack'
  Preference: 'Preference'
  AuditLine: 'AuditRow'
  AuditVerdict: 'AuditVerdict'
  Connection: 'Connection'
  Check: 'Check'
  Callback: 'Callback'
  Effect: 'EffectRow'
  EffectCounts: 'EffectCounts'
  Job: 'Job'
  Event: 'Event'
  Health: 'Health'
  DeadLetter: 'DeadLetter'
  CustomerRow: 'CustomerRow'
  Customer: 'CustomerView'
  Relation: 'RelationView'
  CustomerTag: 'CustomerTagView'
  CustomerSummary: 'CustomerSummary'
  Loss: 'Loss'
  GroupChatRow: 'GroupChatRow'
  GroupFigures: 'GroupFigures'
  GroupChatView: 'GroupChatView'
  GroupMember: 'GroupMemberRow'
  GroupOwner: 'OwnerFigures'
  GroupSummary: 'GroupSummary'
  GroupOfCustomer: 'GroupOfCustomer'
  Tag: 'TagView'
  TagGroup: 'TagGroupView'
  TagFlat: 'TagFlat'
  Media: 'MediaView'
  Attachment: 'Attachment'
  Message: 'Message'
  WelcomePolicy: 'PolicyView'
  WelcomePreview: 'Preview'
  Welcome: 'Welcome'
  WelcomeSummary: 'WelcomeSummary'
  ChannelCodeGroup: 'ChannelCodeGroup'
  CodeStaff: 'CodeStaff'
  CodeSlot: 'CodeSlot'
  ChannelCode: 'ChannelCode'
  CodeStats: 'CodeStats'
  SavedView: 'SavedView'
}
/** Members we rely on that the server does not answer, by shape. */
type Lacking = {
  [Name in keyof Twins as Exclude<keyof Ours['schemas'][Name], keyof Server['schemas'][Twins[Name]]> extends never
    ? never
    : Name]: Exclude<keyof Ours['schemas'][Name], keyof Server['schemas'][Twins[Name]]>
}
/** Compiles only while nothing is lacking. */
export const contract: Lacking = {}
