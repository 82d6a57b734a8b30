package org.sidecardemo.sidecaruser;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks a sidecar for a page, as {@code curl -sSf} does, and says whether it was reached. */
public final class Main {
    private static final String HELP = """
            Usage: sidecar-user [options] [URL]

            Asks URL (default: http://localhost:8081) by HTTP GET, as curl -sSf does: no redirect is
            followed, a status of 400 or more is a failure. The body goes to standard output as it
            is, messages go to standard error.

            Options, with curl's names and meaning:
              --connect-timeout <seconds>  longest time to resolve the host and connect
                                           (default: 2; decimals allowed; 0: 300 seconds)
              --max-time <seconds>         longest time of one attempt, from its start to the end of
                                           the body (default: 10; decimals allowed; 0: no limit)
              --retry <number>             try so many times more after a transient failure: a
                                           timeout, an unresolved host, or status 408, 429, 500,
                                           502, 503 or 504 (default: 0)
              --retry-delay <seconds>      wait so long before each retry (decimals allowed; default
                                           or 0: 1 second, then twice as long each time, at most 10
                                           minutes); longer if the server says so by Retry-After
              --retry-connrefused          retry after a refused connection too
              --help                       print this help
              --version                    print the version
              --                           end of the options

            An attempt that has begun to write the body is not retried: the output would hold the
            beginning twice.

            Exit codes: 0 reached, 1 not reached, 2 wrong option or URL.
            """;

    private Main() {}

    /** Never returns: ends the process with the exit code. */
    public static void main(String[] arguments) throws InterruptedException {
        // not System.out, which swallows failures
        var exitCode = run(List.of(arguments), new FileOutputStream(FileDescriptor.out), System.err);
        // not exit, which loads the JDK's logging first: there is nothing left to do
        Runtime.getRuntime().halt(exitCode);
    }

    private static int run(List<String> arguments, OutputStream output, PrintStream messages)
            throws InterruptedException {
        try {
            return switch (Arguments.parse(arguments)) {
                case Arguments.Help _ -> print(HELP, output, messages);
                case Arguments.Version _ -> print("sidecar-user " + version() + '\n', output, messages);
                case Arguments.Ask ask -> ask(ask, output, messages);
            };
        } catch (UsageException e) {
            messages.println("sidecar-user: " + e.getMessage() + ". Usage: sidecar-user [options] [URL] (see --help)");
            return 2;
        }
    }

    private static int ask(Arguments.Ask ask, OutputStream output, PrintStream messages) throws InterruptedException {
        var outcome = Attempt.make(ask.target(), ask.limits(), output);
        for (var retries = 0; outcome instanceof Outcome.Failed failed
                && ask.retryPolicy().allows(failed, retries); retries++) {
            var delay = ask.retryPolicy().delayAfter(failed, retries);
            messages.println(failed.reason() + "; retrying in " + Seconds.text(delay) + ", retries left: "
                    + (ask.retryPolicy().retries() - retries));
            Thread.sleep(delay);
            outcome = Attempt.make(ask.target(), ask.limits(), output);
        }
        return switch (outcome) {
            case Outcome.Reached _ -> {
                messages.println("Success: Reached " + ask.target().authority());
                yield 0;
            }
            case Outcome.Failed failed -> {
                messages.println(failed.reason());
                messages.println("Error: Unable to reach " + ask.target().authority());
                yield 1;
            }
        };
    }

    private static int print(String text, OutputStream output, PrintStream messages) {
        try {
            output.write(text.getBytes(StandardCharsets.UTF_8));
            return 0;
        } catch (IOException e) {
            messages.println("Standard output could not be written: " + e.getMessage());
            return 1;
        }
    }

    /** Not from the jar's manifest, which a native executable hasn't. */
    private static String version() {
        try (var version = Main.class.getResourceAsStream("version.txt")) {
            return new String(version.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
