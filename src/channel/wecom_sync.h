/* wecom_sync.h -- the job that brings everything of a corp here.  Private to channel/. */
#ifndef CHANNEL_WECOM_SYNC_H
#define CHANNEL_WECOM_SYNC_H

#include "channel/channel.h"

typedef enum SyncWhat { SYNC_ALL = 1, SYNC_ORG, SYNC_CONTACTS, SYNC_TAGS, SYNC_GROUPS } SyncWhat;
extern const Words   wecom_sync_words;
extern const JobKind wecom_sync_job;

/* Queues the job; "connection.sync_running" when one of this connection is not ended. */
Code wecom_sync_start(Ctx *cx, ConnectionId id, SyncWhat what, Job *out) MUST_USE;

#endif
