/* web.h -- what browsers see: the phone page, QR codes, avatars, uploaded files, login. */
#ifndef SIM_WEB_H
#define SIM_WEB_H

#include "sim/api.h"

/* Answers a request that is neither /cgi-bin/ nor /sim/. */
void web_answer(Call *call);

#endif
