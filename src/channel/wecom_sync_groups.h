/* wecom_sync_groups.h -- the steps of the sync job on customer groups.  Private to channel/. */
#ifndef CHANNEL_WECOM_SYNC_GROUPS_H
#define CHANNEL_WECOM_SYNC_GROUPS_H

#include "channel/wecom_sync_contacts.h"

/* A page of the groups of some owners: told as platform.groups_listed, each put to be read.  After
 * the last page it is told that all were seen. */
Code wecom_sync_groups(SyncStep *step) MUST_USE;

#endif
