/* intake_upload.h -- where the files of imports lie.  Private to the slice. */
#ifndef INTAKE_INTAKE_UPLOAD_H
#define INTAKE_INTAKE_UPLOAD_H

#include "intake/intake_sql.h"

/* The uploaded file. */
const char *intake_upload_path(Ctx *cx, int64_t id);
/* The file of refused rows of a job, and where it is while it is written. */
const char *intake_refused_path(Ctx *cx, int64_t job_id, bool is_part);

#endif
