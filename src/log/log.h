/* log.h -- the event log and what works from it. */
#ifndef LOG_LOG_H
#define LOG_LOG_H
#include "log/consumer.h"
#include "log/event.h"
#include "log/job.h"
#include "log/outbox.h"
#include "log/tail.h"
#include "log/timer.h"

extern const SqlList log_sql;

#endif
