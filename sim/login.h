/* login.h -- the pages a member signs in on: OAuth in the client, and scanning on the web. */
#ifndef SIM_LOGIN_H
#define SIM_LOGIN_H

#include "sim/api.h"

/* Answers the three login addresses; false for any other path. */
bool login_page(Call *call);
/* The endpoint behind the page: makes a code and redirects (GET /sim/login/as). */
int  login_as(Call *call);

#endif
