/* sealer.h -- a thread that seals the audit of every tenant behind its writers. */
#ifndef APP_SEALER_H
#define APP_SEALER_H

#include "kernel/kernel.h"

typedef struct Sealer Sealer;

/* Seals every few seconds until stopped; stopping seals once more. */
Sealer *sealer_start(const Services *services);
void    sealer_stop(Sealer *sealer);

#endif
