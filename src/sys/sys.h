/* sys.h -- the only ambient things: clock, randomness, files, threads, log, config. */
#ifndef SYS_SYS_H
#define SYS_SYS_H
#include "sys/clock.h"
#include "sys/config.h"
#include "sys/file.h"
#include "sys/log.h"
#include "sys/random.h"
#include "sys/thread.h"
#endif
