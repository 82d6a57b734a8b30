package org.sidecardemo.podplayer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sidecardemo.podplayer.report.Samples.BEGIN;
import static org.sidecardemo.podplayer.report.Samples.at;
import static org.sidecardemo.podplayer.report.Samples.event;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;
import org.sidecardemo.podplayer.lifecycle.Event.Type;

class TerminalTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    /** Elsewhere than on a terminal, each event is a line with its time. */
    @Test
    void plainLines() {
        var lines = new PlainLines(out, new Ansi(false));
        lines.begin("job", BEGIN);
        lines.event(event(0, null, Type.POD_CREATED, ""));
        lines.event(event(5.123, "sidecar", Type.STARTUP_PROBE_FAILED, "connection refused"));
        lines.printed("job-x", "app", "hello\u001b[2J", at(6));
        assertThat(text()).isEqualTo("""
                +0.000s  job-x  pod created
                +5.123s  job-x/sidecar  startup probe failed: connection refused
                +6.000s  job-x/app  | hello\\x1b[2J
                """);
    }

    /** Colours can be had. */
    @Test
    void colours() {
        var lines = new PlainLines(out, new Ansi(true));
        lines.begin("job", BEGIN);
        lines.event(event(1, "app", Type.KILLED, ""));
        assertThat(text()).contains("\u001b[31mkilled\u001b[0m");
    }

    /** On a terminal each container has a row whose bar fills the width and no more. */
    @Test
    void liveRows() {
        live(60);
        assertThat(text()).isEqualTo("""
                sidecar  ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░████▒▒ Completed 0
                app      ·····························░███   Completed 0
                         6.1 s
                """);
    }

    /** Redrawing goes back over the rows that were drawn; what a container prints stays above them. */
    @Test
    void redraws() {
        var live = live(60);
        live.printed("job-x", "app", "hello\u001b[2J", at(6.1));
        assertThat(text()).contains("6.1 s\n\u001b[3A\r\u001b[Japp | hello\\x1b[2J\nsidecar  ░");
    }

    /** A pod with more containers than the terminal has lines is shown in part: no cursor gets back to what scrolled off. */
    @Test
    void moreRowsThanLines() {
        var pod = Samples.pod("Never", List.of(),
                IntStream.range(0, 1000).mapToObj(i -> Samples.container("app-" + i)).toList());
        var live = new LiveTimeline(out, new Ansi(false), 24, 80);
        live.begin("job-x", BEGIN);
        live.created(pod);
        live.tick(at(1));
        live.tick(at(2));
        assertThat(text().split("\033\\[23A\r\033\\[J")).hasSize(2).allSatisfy(
                drawn -> assertThat(drawn.lines()).hasSize(23).last().asString().endsWith("  and 978 more"));
    }

    /** The rows of a pod that has ended stay when the next one begins. */
    @Test
    void nextPod() {
        var live = live(60);
        live.event(event(6.1, null, Type.POD_PHASE, "Succeeded"));
        live.created(Samples.nativeSidecar().pods().getFirst());
        live.tick(at(6.1));
        assertThat(text()).doesNotContain("\u001b");
    }

    /** Pods that run at once have their rows together, each under its name; what they print bears it too. */
    @Test
    void severalPods() {
        var live = live(60);
        live.created(new PodBuilder(Samples.nativeSidecar().pods().getFirst()).editMetadata().withName("job-y")
                .endMetadata().build());
        live.tick(at(6.1));
        live.printed("job-y", "app", "hello", at(6.1));
        assertThat(text()).contains("""
                job-x
                sidecar  ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░████▒▒ Completed 0
                app      ·····························░███   Completed 0
                job-y
                """).contains("job-y/app | hello\n");
    }

    /** The rows of a pod that has ended go up when another comes, so that those of the others have room. */
    @Test
    void oneOfSeveralEnds() {
        var live = live(60);
        var other = Samples.nativeSidecar().pods().getFirst();
        live.created(new PodBuilder(other).editMetadata().withName("job-y").endMetadata().build());
        live.tick(at(6.1));
        live.event(event(6.1, null, Type.POD_PHASE, "Succeeded"));
        live.created(new PodBuilder(other).editMetadata().withName("job-z").endMetadata().build());
        bytes.reset();
        live.tick(at(6.2));
        assertThat(text()).doesNotContain("\u001b").doesNotContain("job-x").contains("job-y\n").contains("job-z\n");
    }

    /** Nothing that a container prints can command the terminal or deceive the reader. */
    @Test
    void harmless() {
        assertThat(Visible.text("\u001b]0;title\u0007")).isEqualTo("\\x1b]0;title\\x07");
        assertThat(Visible.text("a\bb\r")).isEqualTo("a\\x08b\\x0d");
        assertThat(Visible.text("\u009b31m")).isEqualTo("\\x9b31m");
        assertThat(Visible.text("\u202eevil")).isEqualTo("\\u{202e}evil");
        assertThat(Visible.text("\u2066a\u2069")).isEqualTo("\\u{2066}a\\u{2069}");
        assertThat(Visible.text("a\u2028b")).isEqualTo("a\\u{2028}b");
        assertThat(Visible.text("\ud800")).isEqualTo("\\u{d800}");
        assertThat(Visible.text("Gr\u00fc\u00dfe\t\ud83d\udc4b")).isEqualTo("Gr\u00fc\u00dfe\t\ud83d\udc4b");
    }

    private LiveTimeline live(int columns) {
        var recording = Samples.nativeSidecar();
        var live = new LiveTimeline(out, new Ansi(false), 24, columns);
        live.begin(recording.name(), recording.begin());
        live.created(recording.pods().getFirst());
        recording.events().forEach(live::event);
        live.tick(recording.end());
        return live;
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
