/* wecom_sync_contacts.h -- a step of the sync job, and its steps on contacts.  Private to channel/.
 */
#ifndef CHANNEL_WECOM_SYNC_CONTACTS_H
#define CHANNEL_WECOM_SYNC_CONTACTS_H

#include "channel/platform_api.h"
#include "channel/wecom_sync.h"

typedef enum SyncPhase {
    PHASE_DEPARTMENTS = 1,
    PHASE_STAFF,
    PHASE_TAGS,
    PHASE_CONTACTS,
    PHASE_TELL, /* that all contacts of a member were seen */
    PHASE_GROUPS,
    PHASE_END
} SyncPhase;
/* Where the job is.  Members are asked in order of their ids, `users` at a time. */
typedef struct SyncCheckpoint {
    SyncPhase phase;
    int64_t   after_staff_id;
    int64_t   users;
    Str       cursor;             /* of the members after after_staff_id */
    int64_t   began_ms, ended_ms; /* of the contacts                */
    Strs      skipped;            /* members the platform would not speak of */
} SyncCheckpoint;

/* One step of the job. */
typedef struct SyncStep {
    Ctx           *cx;
    Job           *job;
    Connection     connection;
    SyncWhat       what;
    SyncCheckpoint at;
} SyncStep;

enum { SYNC_USERS_MAX = 100 };

/* Writes the checkpoint, in the open transaction. */
Code wecom_sync_save(SyncStep *step) MUST_USE;
/* An answer that is none of what was asked, as the end or the pause of the job. */
Code wecom_sync_refused(SyncStep *step, const PlatformAnswer *answer) MUST_USE;
/* Goes on to the next phase that is wanted. */
Code wecom_sync_finish_phase(SyncStep *step) MUST_USE;

/* Some pages of contacts, written together. */
Code wecom_sync_contacts_read(SyncStep *step) MUST_USE;
/* Tells of some members that all their contacts were seen. */
Code wecom_sync_contacts_tell(SyncStep *step) MUST_USE;

#endif
