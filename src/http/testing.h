/* testing.h -- for tests only: a live server on a house (kernel/testing.h), and a caller.
 *
 * Who a call is from stands in `Authorization: Bearer TENANT:USER:WORDS` or in the cookie
 * weft_session with the same text; WORDS are permissions by comma, or * for all. */
#ifndef HTTP_TESTING_H
#define HTTP_TESTING_H

#include "http/http.h"
#include "kernel/testing.h"

typedef struct TestDoor {
    TestHouse  *house;
    HttpServer *server;
    SseHub     *sse;
    HttpClient *client;  /* also in the house's services */
    Services    services;
    void       *curl;
} TestDoor;

typedef struct TestReply {
    int status;
    Str body, head;      /* in the house's arena */
} TestReply;

/* A server on a free port of 127.0.0.1.  What is 0 in `options` is filled in. */
TestDoor *test_door_open(TestHouse *house, HttpServerOptions options);
void      test_door_close(TestDoor *door);
/* `headers`: complete lines, the last one NULL; may be NULL.  Status 0: no answer. */
TestReply test_door_call(TestDoor *door, const char *method, const char *path, Str body,
                         const char *const *headers);
/* A header of the answer; absent when missing. */
Str       test_reply_header(const TestReply *reply, Str name);
/* The parsed body. */
const Json *test_reply_json(TestDoor *door, const TestReply *reply);
/* A connection of its own, for what no client would send. */
int       test_door_connect(const TestDoor *door);
/* The authenticator described above. */
Code      test_door_authenticate(Ctx *cx, const HttpRequest *request, Identity *out);

#endif
