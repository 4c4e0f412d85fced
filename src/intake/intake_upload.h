/* intake_upload.h -- where the files of imports lie.  Private to the slice. */
#ifndef INTAKE_INTAKE_UPLOAD_H
#define INTAKE_INTAKE_UPLOAD_H

#include "intake/intake_sql.h"

/* The uploaded file. */
const char *intake_upload_path(Ctx *cx, int64_t id);
/* The file of refused rows of a job, and where it is while it is written. */
const char *intake_refused_path(Ctx *cx, int64_t job_id, bool is_part);

/* Whether one may bring in such rows, asked when a mapping is saved and when the import starts:
 * those that concern the whole brand take one who sees it (events and orders make and find
 * persons), costs the right to set them.  ERR_DENIED "intake.whole_brand", "permission.denied". */
Code intake_upload_may(Ctx *cx, IntakeKind kind) MUST_USE;

#endif
