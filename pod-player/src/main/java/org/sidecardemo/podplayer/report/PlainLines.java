package org.sidecardemo.podplayer.report;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import io.fabric8.kubernetes.api.model.Pod;
import org.sidecardemo.podplayer.lifecycle.Event;

/** One line for each event and each line that a container prints, with the time since the beginning. */
public final class PlainLines implements Reporter {

    private final PrintStream out;
    private final Ansi ansi;
    private Instant begin = Instant.EPOCH;

    public PlainLines(PrintStream out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    @Override
    public void begin(String name, Instant now) {
        begin = now;
    }

    @Override
    public void created(Pod pod) {}

    @Override
    public void event(Event event) {
        var who = event.container() == null ? event.pod() : event.pod() + "/" + event.container().name();
        var what = event.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        var detail = event.detail().isEmpty() ? "" : ": " + Visible.text(event.detail());
        line(event.at(), who, switch (event.type()) {
            case STARTUP_PROBE_SUCCEEDED, READY -> ansi.green(what);
            case STARTUP_PROBE_FAILED, LIVENESS_PROBE_FAILED, READINESS_PROBE_FAILED, PROBE_ERROR, NOT_READY,
                    BACK_OFF ->
                ansi.yellow(what);
            case TERMINATING, KILLED -> ansi.red(what);
            default -> what;
        } + detail);
    }

    @Override
    public void printed(String pod, String container, String line, Instant now) {
        line(now, pod + "/" + container, ansi.dim("| ") + Visible.text(line));
    }

    @Override
    public void tick(Instant now) {}

    @Override
    public void end(Instant now) {}

    private void line(Instant at, String who, String what) {
        out.println(ansi.dim(Seconds.exact(Duration.between(begin, at))) + "  " + ansi.bold(who) + "  " + what);
    }
}
