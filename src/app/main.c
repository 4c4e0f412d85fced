/* weft: finds the command, reads its settings, runs it. */
#include "app/command.h"

#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const Command *find_command(int argc, char **argv, int *words)
{
    for (size_t i = 0; i < command_count; i++) {
        const Command *command = &command_list[i];
        if (argc < 2 || strcmp(argv[1], command->name) != 0) continue;
        if (command->second == NULL) {
            *words = 2;
            return command;
        }
        if (argc < 3 || strcmp(argv[2], command->second) != 0) continue;
        *words = 3;
        return command;
    }
    return NULL;
}

static void usage(FILE *to)
{
    fprintf(to, "weft %s -- an SCRM in one program\n\n", WEFT_VERSION);
    for (size_t i = 0; i < command_count; i++)
        fprintf(to, "  weft %-62s %s\n", command_list[i].usage, command_list[i].about);
    fprintf(to,
            "\nweft settings prints every setting; each can be a flag, a line of --config FILE,\n"
            "or an environment variable (WEFT_LISTEN, WEFT_KEY_FILE, ...).\n");
}

/* Asked for, the usage is the answer; else it tells what would have been understood. */
static int no_command(int argc, char **argv)
{
    static const char *const asked[] = { "help", "--help", "-h" };
    for (size_t i = 0; argc == 2 && i < COUNT(asked); i++) {
        if (strcmp(argv[1], asked[i]) != 0) continue;
        usage(stdout);
        return 0;
    }
    usage(stderr);
    if (argc > 1) fprintf(stderr, "\nweft: unknown command: %s\n", argv[1]);
    return 2;
}

/* Threads inherit this: only serve_wait() takes the signals that end the process. */
static void settle_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
}

/* What lists and boards need for a moment is large: given back at once, not kept in the heap of
 * each thread, of which there are few.  Without limits of ours these grow with use. */
static void keep_memory_small(void)
{
    enum { ARENAS = 4, LARGE = 1280 * 1024, TRIM = 16 * 1024 * 1024 };
    (void)mallopt(M_ARENA_MAX, ARENAS);
    (void)mallopt(M_MMAP_THRESHOLD, LARGE);
    (void)mallopt(M_TRIM_THRESHOLD, TRIM);
}

int main(int argc, char **argv)
{
    keep_memory_small();
    (void)umask(077); /* what a brand keeps is nobody else's on this machine */
    int            words   = 0;
    const Command *command = find_command(argc, argv, &words);
    if (command == NULL) return no_command(argc, argv);

    App app;
    if (!app_configure(&app, argc - words, argv + words)) return 2;
    if (command->needs_store) settle_signals();
    if (command->needs_store && !app_open(&app)) {
        app_close(&app);
        return 1;
    }
    const int status = command->run(&app);
    app_close(&app);
    return status;
}
