/* reader.h -- one consumer at work: reads a batch, hears it, moves the cursor. */
#ifndef LOG_READER_H
#define LOG_READER_H

#include "log/held.h"
#include "log/horizon.h"
#include "log/recent.h"

enum {
    READER_BATCH_EVENTS = 4096,
    READER_BATCH_BYTES  = 1024 * 1024,
    READER_STRIDE       = 16384 /* places looked at for one batch */
};

typedef struct ReaderPart {
    int32_t part;   /* -1 is the whole log                           */
    int64_t stored; /* where the store's cursor stands               */
    int64_t at;     /* how far it was read: what lies between is not ours to hear */
} ReaderPart;

/* The event that is first and fails for now, again and again. */
typedef struct Stuck {
    int64_t     seq;
    int         tries;
    int64_t     since_us;
    const char *set_aside; /* the reason of the last one set aside, NULL none */
} Stuck;

typedef struct Reader {
    const Services *services;
    const Consumer *consumer;
    const char     *actor;
    Str             types;   /* a JSON array, "[]" all                          */
    Str             owner;   /* who must hold the lease; empty: nobody is asked */
    Arena          *own;     /* as long as the reader                           */
    Arena          *scratch; /* of one event                                    */
    Horizon         horizon;
    int64_t         newest;  /* nothing to hear behind it                       */
    bool            is_told; /* by a scout, so it does not look itself          */
    Recent         *recent;  /* the scout's; NULL: none                         */
    bool            is_parted, is_loaded;
    int64_t         room; /* events of the next batch: what can be heard in its time */
    Held            held;
    Stuck           stuck;
    int64_t         stuck_ms; /* how long one event may stop the others */
    ReaderPart      parts[EVENT_PARTS];
    size_t          part_count;
} Reader;

typedef enum ReaderStep {
    READER_IDLE = 1, /* nothing more to read                                  */
    READER_MOVED,    /* there may be more                                     */
    READER_WAITS     /* there is more, behind a transaction that still runs   */
} ReaderStep;

/* `owner` is empty for a reader that takes all parts without a lease. */
void reader_init(Reader *reader, const Services *services, const Consumer *consumer, Str owner);
void reader_deinit(Reader *reader);
/* Makes the consumer's cursors when there are none. */
Code reader_open(Ctx *cx, Reader *reader) MUST_USE;
/* The parts to read from now on, as the store has them; and what is held back. */
Code reader_hold(Ctx *cx, Reader *reader, Rows cursors) MUST_USE;
/* From now on it reads up to `safe_seq`, passes over what is behind `newest` (scout.h), and takes
 * from `recent` what is there. */
void reader_tell(Reader *reader, int64_t safe_seq, int64_t newest, Recent *recent);
/* One batch.  After a failure the parts must be loaded again (is_loaded is false). */
Code reader_pass(Ctx *cx, Reader *reader, ReaderStep *step) MUST_USE;
/* Stores how far was read where nothing was ours to hear. */
Code reader_flush(Ctx *cx, Reader *reader) MUST_USE;
bool reader_has_unstored(const Reader *reader);
/* Whether it read all that could be read when it last looked. */
bool reader_is_level(const Reader *reader);
/* Hears dead letters again that somebody wants replayed. */
Code reader_replay(Ctx *cx, Reader *reader) MUST_USE;

#endif
